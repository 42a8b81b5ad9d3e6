import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InboxLine, Letter, NoteLine } from '../core/thread/types.ts';
import {
  beside,
  daysToRenew,
  firstUnseen,
  type Marks,
  type MarksOf,
  namesIn,
  opensAt,
  quietSince,
  readUpTo,
  shownLines,
  toLookAt,
  type View,
  waited,
} from './lines.ts';
import { learnt, met, only, readOwn, writeOwn } from './own.ts';

const line = (thread: string, waitsSince: string | null, alias = thread): InboxLine => ({
  thread,
  opening: { alias, programme: 'stop', locale: 'nb', about: [] },
  waitsSince,
  day: '2027-02-01',
  seq: 1,
  unread: false,
  answeredBy: null,
  newNotes: false,
  findings: [],
});

const letter = (from: 'u' | 'c', day: string, more: Partial<Letter> = {}): Letter => ({
  key: `${from}/${day}`,
  from,
  n: 1,
  seq: 1,
  day,
  coach: null,
  proven: true,
  earlier: false,
  content: { kind: 'text', text: 'Hei' },
  read: false,
  sent: 'sent',
  ...more,
});

test('who waits is counted in whole days, and nobody waits a negative number of them', () => {
  assert.equal(waited(line('a', '2027-02-01'), '2027-02-03'), 2);
  assert.equal(waited(line('a', '2027-02-04'), '2027-02-03'), 0);
  assert.equal(waited(line('a', null), '2027-02-03'), null);
});

const ME = 'me';
const inOrder = (lines: readonly InboxLine[], view: View, marks: MarksOf): string[] =>
  shownLines(lines, view, '', marks, ME).map((it) => it.thread);

test('what is set aside stands in a list of its own, and nobody in two', () => {
  const lines = [line('a', '2027-02-01'), line('b', '2027-02-02'), line('c', null)];
  const marks = (thread: string): Marks | undefined =>
    thread === 'b' ? { aside: true, handed: null, seq: 1 } : undefined;
  assert.deepEqual(inOrder(lines, 'waiting', marks), ['a']);
  assert.deepEqual(inOrder(lines, 'aside', marks), ['b']);
  assert.deepEqual(inOrder(lines, 'all', marks), ['a', 'b', 'c']);
});

test('what is set aside waits again from the first word after it, whoever has read that', () => {
  const marks = () => ({ aside: true, handed: null, seq: 1 });
  const lists = (change: Partial<InboxLine>) => {
    const lines = [{ ...line('a', '2027-02-01'), ...change }];
    return (['waiting', 'aside'] as const).filter((view) => inOrder(lines, view, marks).length > 0);
  };
  assert.deepEqual(lists({ unread: true }), ['aside']);
  assert.deepEqual(lists({ seq: 2, unread: true }), ['waiting']);
  assert.deepEqual(lists({ seq: 2, unread: false }), ['waiting']);
  // Written after it, and waiting for no answer: a rhythm, or a word that was taken back.
  assert.deepEqual(lists({ seq: 2, waitsSince: null }), []);
});

test('what was handed to me is mine, whether somebody waits in it or not', () => {
  const lines = [line('a', '2027-02-01'), line('b', null), line('c', '2027-02-01'), line('d', '2027-02-01')];
  const handed: Record<string, string | null> = { a: ME, b: ME, c: 'other', d: null };
  const marks = (thread: string) => ({ aside: thread === 'b', handed: handed[thread] ?? null, seq: 1 });
  assert.deepEqual(inOrder(lines, 'mine', marks), ['a', 'b']);
  // Whoever answers: it waits for everybody.
  assert.deepEqual(inOrder(lines, 'waiting', marks), ['a', 'c', 'd']);
});

test('a thread of which nothing opens does not stand among those who wait; one that can be read does', () => {
  const shut = { ...line('a', '2027-02-01'), opening: null, findings: [{ code: 'unreadable' as const }] };
  const first = { ...shut, thread: 'b', findings: [{ code: 'unreadable' as const, from: 'u' as const, n: 1 }] };
  // The server has damaged the envelope of one that was opened before.
  const known = { ...line('c', '2027-02-01'), findings: [{ code: 'unreadable' as const }] };
  const lines = [shut, first, known];
  assert.deepEqual(
    inOrder(lines, 'waiting', () => undefined),
    ['b', 'c'],
  );
  assert.deepEqual(
    inOrder(lines, 'all', () => undefined),
    ['a', 'b', 'c'],
  );
});

test('what has not been on the screen is not read, nor anything after it', () => {
  const letters = [
    letter('u', '2027-02-01', { key: 'one', read: true }),
    letter('u', '2027-02-02', { key: 'two', seq: 2 }),
    letter('u', '2027-02-02', { key: 'three', seq: 3 }),
    letter('c', '2027-02-02', { key: 'answer', seq: 4 }),
  ];
  const upTo = (...seen: string[]) => readUpTo({ letters, seq: 4 }, new Set(seen));
  assert.equal(upTo(), 1);
  assert.equal(upTo('three'), 1);
  assert.equal(upTo('two'), 2);
  assert.equal(upTo('two', 'three'), 4);
  assert.equal(firstUnseen({ letters }, new Set(['two']))?.key, 'three');
});

test('a thread opens at what nobody has read, else at what nobody has answered, else at its end', () => {
  const [one, answer] = [letter('u', '2027-02-01', { read: true }), letter('c', '2027-02-02')];
  const [two, three] = ['two', 'three'].map((key) => letter('u', '2027-02-03', { key, read: true }));
  assert.ok(one && answer && two && three);
  assert.equal(opensAt([one, answer, two, { ...three, read: false }])?.key, 'three');
  assert.equal(opensAt([one, answer, two, three])?.key, 'two');
  assert.equal(opensAt([one, answer]), answer);
  assert.equal(opensAt([]), undefined);
});

test('a search looks in the alias, and a line that cannot be opened has none', () => {
  const lines = [line('a', null, 'Rolig Bjørk 41'), { ...line('b', null), opening: null }];
  assert.deepEqual(
    shownLines(lines, 'all', ' bjørk', () => undefined, ME).map((it) => it.thread),
    ['a'],
  );
});

test('next and previous go through the row and end at its ends', () => {
  assert.equal(beside(['a', 'b'], 'a', 1), 'b');
  assert.equal(beside(['a', 'b'], 'b', 1), null);
  assert.equal(beside(['a', 'b'], 'a', -1), null);
  assert.equal(beside(['a', 'b'], 'gone', 1), 'a');
});

test('no message since is said only where a rhythm was agreed on and is over', () => {
  const letters = [letter('u', '2027-01-20'), letter('c', '2027-02-01')];
  assert.equal(quietSince({ letters, rhythm: 'week' }, '2027-02-03'), '2027-01-20');
  assert.equal(quietSince({ letters, rhythm: 'fortnight' }, '2027-02-03'), null);
  assert.equal(quietSince({ letters, rhythm: null }, '2027-12-03'), null);
});

test('a name is learned from proven answers alone', () => {
  const content = { kind: 'text', name: 'Ida', text: 'Hei' } as const;
  const [good, forged] = [true, false].map((proven) => letter('c', '2027-02-01', { coach: 'x', content, proven }));
  assert.ok(good && forged);
  assert.deepEqual(namesIn({ letters: [good], notes: [] }), { x: 'Ida' });
  assert.deepEqual(namesIn({ letters: [forged], notes: [] }), {});
});

test('a colleague who has only written notes has the name that stands in them', () => {
  const note = (proven: boolean): NoteLine => ({
    n: 1,
    author: 'x',
    day: '2027-02-01',
    content: { kind: 'handed', to: ME, name: 'Per' },
    proven,
  });
  assert.deepEqual(namesIn({ letters: [], notes: [note(true)] }), { x: 'Per' });
  assert.deepEqual(namesIn({ letters: [], notes: [note(false)] }), {});
});

test('names and absences are kept for the next time', () => {
  const content = { kind: 'absence', name: 'Ida', until: '2027-02-09', text: '' } as const;
  const now = met(readOwn(''), { letters: [letter('c', '2027-02-01', { coach: 'x', content })], notes: [] });
  const kept = readOwn(writeOwn(now));
  assert.deepEqual([kept.met, kept.away], [{ x: 'Ida' }, { x: '2027-02-09' }]);
  assert.equal(met(kept, { letters: [], notes: [] }), kept);
});

test('a certificate is warned about from fourteen days before its end', () => {
  const now = Date.UTC(2027, 1, 3);
  const inDays = (days: number) => now / 1000 + days * 86_400;
  assert.equal(daysToRenew(inDays(15), now), null);
  assert.equal(daysToRenew(inDays(14), now), 14);
  assert.equal(daysToRenew(inDays(0.5), now), 0);
  assert.equal(daysToRenew(inDays(-1), now), null);
  assert.equal(daysToRenew(null, now), null);
});

test('marks are kept only while they say something, and news until a coach has looked', () => {
  const none = readOwn('');
  const aside = learnt(none, 'a', { aside: true, handed: null, seq: 3 }, false);
  assert.deepEqual(aside.marks, { a: { aside: true, handed: null, seq: 3 } });
  assert.deepEqual(aside.news, ['a']);
  assert.deepEqual(readOwn(writeOwn(aside)), aside);
  // As an earlier console kept it: it has to be looked at before it is believed.
  const earlier = readOwn(JSON.stringify({ marks: { a: { aside: true, handed: null } } }));
  assert.deepEqual(
    toLookAt([line('a', '2027-02-01')], (thread) => earlier.marks[thread]).map((it) => it.thread),
    ['a'],
  );
  const looked = learnt(aside, 'a', { aside: false, handed: null, seq: 3 }, true);
  assert.deepEqual([looked.marks, looked.news], [{}, []]);
  assert.equal(learnt(looked, 'a', { aside: false, handed: null, seq: 3 }, true), looked);
  // Of a thread that is no more nothing is remembered.
  assert.equal(only(aside, new Set(['a'])), aside);
  assert.deepEqual(only(aside, new Set(['b'])), none);
});
