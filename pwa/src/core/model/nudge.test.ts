import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bundle } from './content.ts';
import { type NudgeMoment, nudgeWords } from './nudge.ts';

const nudges: Bundle['nudges'] = {
  daily: {
    neutral: { pause: 'Tid for en liten pause?', moment: 'Et lite øyeblikk?' },
    discreet: {
      evening: 'Ett minutt til deg selv?',
      day: 'Hvordan har dagen vært?',
      logged: 'Du har skrevet i dag.',
      'logged-evening': 'Ha en rolig kveld.',
    },
  },
  own: {
    neutral: { reminder: 'Du ba om en påminnelse.' },
    discreet: {
      evening: 'Planen din for i kveld ligger klar.',
      later: 'Noen korte spørsmål ligger klare.',
      booster: 'Et kort blikk tilbake ligger klart.',
    },
  },
};
const welcome = {
  neutral: { welcome: 'Du er velkommen tilbake når som helst.' },
  discreet: { welcome: 'Du er velkommen tilbake.', kept: 'Alt ligger der du la det.' },
  full: { welcome: 'Ingenting er nullstilt.' },
};
const moment: NudgeMoment = { date: '2026-11-25', hour: 20, logged: false, practice: false, own: 'reminder' };

test('a neutral reminder never says more than the neutral lines', () => {
  assert.match(nudgeWords(nudges, 'daily', 'neutral', { ...moment, logged: true }) ?? '', /pause|øyeblikk/);
});

test('neutral lines take turns from day to day', () => {
  const two = ['2026-11-25', '2026-11-26'].map((date) => nudgeWords(nudges, 'daily', 'neutral', { ...moment, date }));
  assert.notEqual(two[0], two[1]);
});

test('a day that is logged gets a kind word and no question', () => {
  const noon = { ...moment, hour: 12, logged: true };
  assert.equal(nudgeWords(nudges, 'daily', 'discreet', noon), 'Du har skrevet i dag.');
});

test('a quiet evening is wished only in the evening', () => {
  const logged = { ...moment, logged: true };
  assert.equal(nudgeWords(nudges, 'daily', 'discreet', logged), 'Ha en rolig kveld.');
  assert.doesNotMatch(nudgeWords(nudges, 'daily', 'discreet', { ...logged, hour: 8 }) ?? '', /kveld/);
});

test('the evening and the day have words of their own', () => {
  assert.equal(nudgeWords(nudges, 'daily', 'discreet', moment), 'Ett minutt til deg selv?');
  assert.equal(nudgeWords(nudges, 'daily', 'discreet', { ...moment, hour: 12 }), 'Hvordan har dagen vært?');
});

test('words for the day are none for the evening', () => {
  const pack = { daily: { neutral: { pause: 'Tid for en liten pause?' }, discreet: { day: 'God formiddag.' } } };
  assert.equal(nudgeWords(pack, 'daily', 'discreet', { ...moment, hour: 9 }), 'God formiddag.');
  assert.equal(nudgeWords(pack, 'daily', 'discreet', moment), 'Tid for en liten pause?');
});

test('a style without words falls back to a quieter one', () => {
  assert.equal(nudgeWords(nudges, 'daily', 'full', moment), 'Ett minutt til deg selv?');
  assert.equal(nudgeWords(nudges, 'own', 'full', moment), 'Du ba om en påminnelse.');
});

test('a kind that the pack does not know has no words', () => {
  assert.equal(nudgeWords(nudges, 'step', 'full', moment), null);
});

test('a neutral reminder without neutral lines says nothing rather than more', () => {
  assert.equal(nudgeWords({ own: { discreet: { reminder: 'Du avtalte noe.' } } }, 'own', 'neutral', moment), null);
});

test('a reminder of one’s own says what it is for', () => {
  const own = (sort: NudgeMoment['own'], hour = 20) =>
    nudgeWords(nudges, 'own', 'discreet', { ...moment, hour, own: sort });
  assert.equal(own('evening'), 'Planen din for i kveld ligger klar.');
  assert.equal(own('later'), 'Noen korte spørsmål ligger klare.');
  assert.equal(own('booster'), 'Et kort blikk tilbake ligger klart.');
});

test('one without words of its own, and an evening in the morning, say only that one asked for it', () => {
  const asked = 'Du ba om en påminnelse.';
  assert.equal(nudgeWords(nudges, 'own', 'discreet', moment), asked);
  assert.equal(nudgeWords(nudges, 'own', 'discreet', { ...moment, hour: 8, own: 'evening' }), asked);
  assert.equal(nudgeWords(nudges, 'own', 'neutral', { ...moment, own: 'evening' }), asked);
});

test('whoever has been away is welcomed in the words of the style, which take turns', () => {
  const said = (style: 'neutral' | 'discreet' | 'full', date = moment.date) =>
    nudgeWords({ comeback: welcome }, 'comeback', style, { ...moment, date });
  assert.equal(said('neutral'), welcome.neutral.welcome);
  assert.equal(said('full'), welcome.full.welcome);
  const turns = ['2026-11-25', '2026-11-26'].map((date) => said('discreet', date)).sort();
  assert.deepEqual(turns, Object.values(welcome.discreet).sort());
});
