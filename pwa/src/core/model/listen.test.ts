import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recording, Text } from './content.ts';
import { isHeard, linesToSay, secondsFor, secondsLeft, spoken, type Voice, voiceFor } from './listen.ts';
import { pack } from './pack.fixture.ts';

const voice = (lang: string, localService = true): Voice => ({ lang, localService });

test('a voice that needs a server is never used, even when there is no other', () => {
  assert.equal(voiceFor([voice('nb-NO', false)], 'nb'), undefined);
  assert.equal(voiceFor([], 'nb'), undefined);
  const own = voice('nb-NO');
  assert.equal(voiceFor([voice('nb-NO', false), own], 'nb'), own);
});

test('the voice speaks the language: Bokmål before Norwegian of any kind, British English before other English', () => {
  const [nb, no, gb, us, sv, nn] = ['nb_NO', 'no-NO', 'en-GB', 'en-US', 'sv-SE', 'nn-NO'].map((lang) => voice(lang));
  const all = [sv, us, nn, no, gb, nb].flatMap((it) => it ?? []);
  assert.equal(voiceFor(all, 'nb'), nb);
  assert.equal(
    voiceFor(
      all.filter((it) => it !== nb),
      'nb',
    ),
    no,
  );
  assert.equal(voiceFor(all, 'en'), gb);
  assert.equal(
    voiceFor(
      all.filter((it) => it !== gb),
      'en',
    ),
    us,
  );
  assert.equal(voiceFor([voice('sv-SE'), voice('nn-NO'), voice('de-DE')], 'nb'), undefined);
});

test('each paragraph is one line to say, without the numbers of its sources', () => {
  const { 'listen-breath': tool } = pack.tools;
  assert.ok(tool);
  assert.deepEqual(linesToSay(tool), ['First of in.', 'Second of in.', 'Third of in.']);
  const link = { t: 'link' as const, to: { kind: 'page' as const, id: 'lapse' }, words: ['here'] };
  assert.equal(spoken({ t: 'p', words: ['Look ', link, '.', { t: 'source', id: 'x' }] }), 'Look here.');
});

test('the time left counts the words that are left and the silence after each', () => {
  assert.equal(secondsLeft(['one', 'two three'], 2, 4), 0);
  assert.equal(secondsLeft(['one', 'two three'], 1, 4), secondsFor('two three') + 4);
  assert.equal(secondsFor('in'), 1);
});

const heard = (voice: boolean, plays: (it: Recording) => boolean, more: Partial<Text> = {}): string[] =>
  Object.values(pack.tools)
    .map((it) => (it.id === 'listen-breath' ? { ...it, ...more } : it))
    .filter((it) => isHeard(it, voice, plays))
    .map((it) => it.id);

test('without a voice nothing is offered that is read aloud, and with one everything is', () => {
  const all = Object.keys(pack.tools);
  assert.deepEqual(
    heard(true, () => false),
    all,
  );
  assert.deepEqual(
    heard(false, () => true),
    all.filter((id) => id !== 'listen-breath'),
  );
});

test('without a voice what a person has recorded is offered where it can be played', () => {
  const audio = { address: '/content/00.ogg', type: 'audio/ogg', bytes: 1, seconds: 1, voice: 'human' as const };
  assert.ok(heard(false, (it) => it === audio, { audio }).includes('listen-breath'));
  assert.ok(!heard(false, () => false, { audio }).includes('listen-breath'));
});
