import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codesOfUse,
  feltAlready,
  IN_SIGHT,
  inSight,
  listWith,
  ofUse,
  ownIn,
  pickOf,
  placesOfUse,
  splitPicks,
  wordPick,
  wordUses,
} from './chips.ts';
import { contentIn } from './content.fixture.ts';

let made = 0;
const urge = (fields: Record<string, unknown>) => ({ id: `u${made++}`, kind: 'urge', fields });
const codes = ['home-alone', 'lonely', 'bored', 'stress', 'tired', 'alcohol', 'payday', 'travel'];

test('what he has chosen most often comes first, then the order of the texts', () => {
  const diary = [
    urge({ triggers: ['travel', 'stress'] }),
    urge({ triggers: ['travel'] }),
    urge({ triggers: ['stress', 'stress', 'travel'] }),
    { id: 'p', kind: 'purchase', fields: { triggers: ['payday'] } },
    { id: 'c', kind: 'checkin', fields: { triggers: ['alcohol'] } },
  ];
  assert.deepEqual(ofUse(diary, 'triggers', codes), [
    'travel',
    'stress',
    'payday',
    'home-alone',
    'lonely',
    'bored',
    'tired',
    'alcohol',
  ]);
});

test('the place where he was most often comes first, and the entry itself does not count', () => {
  const diary = [urge({ place: 'work' }), urge({ place: 'work' }), urge({ place: 'out' }), urge({ place: '' })];
  assert.deepEqual(placesOfUse(diary, ['home', 'out', 'work']), ['work', 'out', 'home']);
  const last = urge({ place: 'home' });
  assert.deepEqual(placesOfUse([...diary, last], ['home', 'out', 'work'], last.id), ['work', 'out', 'home']);
});

test('the choices of an exercise come by use, then by what he has named elsewhere, then as they stand', () => {
  const diary = [urge({ triggers: ['tired'] }), urge({ triggers: ['tired', 'stress'], own_triggers: ['Søndager'] })];
  const few = ['lonely', 'stress', 'hotel', 'tired'];
  assert.deepEqual(codesOfUse(diary, 'triggers', few), ['tired', 'stress', 'lonely', 'hotel']);
  assert.deepEqual(codesOfUse(diary, 'triggers', few, ['hotel', 'stress']), ['tired', 'stress', 'hotel', 'lonely']);
  assert.deepEqual(codesOfUse([], 'triggers', few), few);
});

test('his own words are offered again by use, among the codes, and those of the other question are not', () => {
  const diary = [
    urge({ triggers: ['stress'], own_triggers: ['Søndager'], own_feelings: ['Rastløs'] }),
    urge({ own_triggers: ['Søndager'] }),
  ];
  assert.deepEqual(ofUse(diary, 'triggers', codes).slice(0, 3), [wordPick('Søndager'), 'stress', 'home-alone']);
  assert.deepEqual(ofUse(diary, 'feelings', ['sad']), [wordPick('Rastløs'), 'sad']);
});

test('a word of his plan stands before the codes until he has picked it, once, and not when it is hidden', () => {
  const picks = [wordPick('lønning'), 'payday', 'stress'];
  assert.deepEqual(ofUse([], 'triggers', picks), picks);
  const diary = [urge({ triggers: ['stress'], own_triggers: ['Lønning', 'Søndager'] })];
  assert.deepEqual(ofUse(diary, 'triggers', picks), [wordPick('Lønning'), wordPick('Søndager'), 'stress', 'payday']);
  assert.deepEqual(ofUse([], 'triggers', picks, { hidden_triggers_a: 'lønning' }), ['payday', 'stress']);
});

test('a hidden word is not suggested, and stands among his own words as before', () => {
  const diary = [
    urge({ own_triggers: ['Reise', 'Søndager'], own_feelings: ['Rastløs'] }),
    urge({ triggers: ['stress'], own_triggers: ['Søndager'] }),
  ];
  const settings = { hidden_triggers_a: 'Søndager', hidden_triggers_b: 'Lønning', hidden_feelings_a: '' };
  assert.deepEqual(ofUse(diary, 'triggers', ['stress'], settings), [wordPick('Reise'), 'stress']);
  assert.deepEqual(wordUses(diary, 'triggers', settings), [
    { word: 'Søndager', times: 2 },
    { word: 'Reise', times: 1 },
    { word: 'Lønning', times: 0 },
  ]);
  assert.deepEqual(wordUses(diary, 'feelings', settings), [{ word: 'Rastløs', times: 1 }]);
});

test('the entry that is open does not count, so that nothing moves under a finger', () => {
  const open = urge({ triggers: ['payday'] });
  assert.equal(ofUse([open], 'triggers', codes, {}, open.id)[0], 'home-alone');
});

test('a damaged list counts nothing', () => {
  const diary = [urge({ triggers: 'stress', own_triggers: [1, '', 'Søndager'] })];
  assert.deepEqual(ofUse(diary, 'triggers', ['stress']), [wordPick('Søndager'), 'stress']);
});

test('six stand in sight, and what is chosen besides', () => {
  assert.equal(IN_SIGHT, 6);
  assert.deepEqual(inSight(codes, []), codes.slice(0, 6));
  assert.deepEqual(inSight(codes, ['travel']), [...codes.slice(0, 6), 'travel']);
  assert.deepEqual(inSight(codes, ['travel'], 0), ['travel']);
});

test('codes and own words are kept apart, each in its own field', () => {
  const split = splitPicks({}, 'triggers', ['stress', wordPick('Søndager')], 0);
  assert.deepEqual(split.triggers, ['stress']);
  assert.deepEqual(listWith(split, 'triggers'), ['stress', 'Søndager']);
  assert.deepEqual(ownIn(split, 'feelings'), []);
  assert.deepEqual(ownIn({ own_feelings: ['Rastløs', '', 3] }, 'feelings'), ['Rastløs']);
  assert.deepEqual(listWith({ triggers: ['stress'], own_triggers: ['Søndager'] }, 'triggers'), ['stress', 'Søndager']);
});

test('a word that says the same as a chip is that chip; one that is spelled as a code is another', () => {
  const chips = [
    { code: 'stress', label: 'Stress' },
    { code: 'seen', label: 'Something I saw online' },
    { code: wordPick('Søndager'), label: 'Søndager' },
  ];
  assert.equal(pickOf(chips, ' STRESS '), 'stress');
  assert.equal(pickOf(chips, 'sondager'), wordPick('Søndager'));
  assert.equal(pickOf(chips, 'seen'), wordPick('Seen'));
  assert.equal(pickOf(chips, 'Lange  dager'), wordPick('Lange dager'));
  assert.equal(pickOf(chips, '  '), null);
});

test('a feeling that has been named as what came before is told from the others, and both are of the texts', () => {
  const { triggers, feelings } = contentIn('nb').codes;
  const told = triggers
    .map(({ code }) => [code, ...feltAlready({ triggers: [code] })])
    .filter(({ length }) => length > 1);
  assert.deepEqual(told, [
    ['lonely', 'lonely'],
    ['bored', 'bored'],
    ['stress', 'stressed'],
    ['tired', 'tired'],
  ]);
  for (const [, code] of told) assert.ok(feelings.some((it) => it.code === code));
  assert.deepEqual(feltAlready({ feelings: ['lonely'] }), []);
});
