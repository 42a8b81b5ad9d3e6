import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InboxLine, Letter } from '../vault/thread/types.ts';
import { beside, daysToRenew, type Marks, namesIn, quietSince, readUpTo, shown, waited } from './lines.ts';
import { learnt, only, readOwn, writeOwn } from './own.ts';

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

test('what is put aside does not stand among those who wait, and is found where it is', () => {
  const lines = [line('a', '2027-02-01'), line('b', '2027-02-02'), line('c', null)];
  const marks = (thread: string): Marks | undefined => (thread === 'b' ? { aside: true, handed: null } : undefined);
  const threads = (view: 'waiting' | 'aside' | 'all') => shown(lines, view, '', marks).map((it) => it.thread);
  assert.deepEqual(threads('waiting'), ['a']);
  assert.deepEqual(threads('aside'), ['b']);
  assert.deepEqual(threads('all'), ['a', 'b', 'c']);
});

test('what is put aside stands among those who wait when something is written in it, until a coach has read it', () => {
  const marks = () => ({ aside: true, handed: null });
  const threads = (change: Partial<InboxLine>) =>
    shown([{ ...line('a', '2027-02-01'), ...change }], 'waiting', '', marks).map((it) => it.thread);
  assert.deepEqual(threads({ unread: true }), ['a']);
  assert.deepEqual(threads({}), []);
  // Read by nobody, and waiting for no answer: a rhythm, or a word that was taken back.
  assert.deepEqual(threads({ unread: true, waitsSince: null }), []);
});

test('a thread of which nothing opens does not stand among those who wait; one whose first message does not open does', () => {
  const marks = () => undefined;
  const shut = { ...line('a', '2027-02-01'), opening: null, findings: [{ code: 'unreadable' as const }] };
  const first = { ...shut, thread: 'b', findings: [{ code: 'unreadable' as const, from: 'u' as const, n: 1 }] };
  const threads = (view: 'waiting' | 'all') => shown([shut, first], view, '', marks).map((it) => it.thread);
  assert.deepEqual(threads('waiting'), ['b']);
  assert.deepEqual(threads('all'), ['a', 'b']);
});

test('what came while an answer was sent is not read by whoever sent it', () => {
  const letters = [
    letter('u', '2027-02-01'),
    letter('u', '2027-02-02', { seq: 2 }),
    letter('c', '2027-02-02', { seq: 3 }),
  ];
  assert.equal(readUpTo({ letters, seq: 3 }, 1), 1);
  assert.equal(readUpTo({ letters, seq: 3 }, 2), 3);
  assert.equal(readUpTo({ letters, seq: 3 }, Number.POSITIVE_INFINITY), 3);
});

test('a search looks in the alias, and a line that cannot be opened has none', () => {
  const lines = [line('a', null, 'Rolig Bjørk 41'), { ...line('b', null), opening: null }];
  assert.deepEqual(
    shown(lines, 'all', ' bjørk', () => undefined).map((it) => it.thread),
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
  assert.deepEqual(namesIn([letter('c', '2027-02-01', { coach: 'x', content })]), { x: 'Ida' });
  assert.deepEqual(namesIn([letter('c', '2027-02-01', { coach: 'x', content, proven: false })]), {});
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
  const aside = learnt(none, 'a', { aside: true, handed: null }, false);
  assert.deepEqual(aside.marks, { a: { aside: true, handed: null } });
  assert.deepEqual(aside.news, ['a']);
  assert.deepEqual(readOwn(writeOwn(aside)), aside);
  const looked = learnt(aside, 'a', { aside: false, handed: null }, true);
  assert.deepEqual([looked.marks, looked.news], [{}, []]);
  assert.equal(learnt(looked, 'a', { aside: false, handed: null }, true), looked);
  // Of a thread that is no more nothing is remembered.
  assert.equal(only(aside, new Set(['a'])), aside);
  assert.deepEqual(only(aside, new Set(['b'])), none);
});
