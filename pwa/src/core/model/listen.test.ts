import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audible, linesToSay, secondsFor, secondsLeft, spoken, type Voice, voiceFor } from './listen.ts';
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

test('without a voice nothing is offered that is read aloud, and with one everything is', () => {
  assert.deepEqual(audible(pack, true), pack);
  const { tools, ...rest } = audible(pack, false);
  const { tools: all, ...same } = pack;
  assert.deepEqual(rest, same);
  assert.deepEqual(
    Object.keys(tools),
    Object.keys(all).filter((id) => id !== 'listen-breath'),
  );
});
