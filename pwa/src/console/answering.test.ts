import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysFrom, draftedAnswer, hourOf, missingField } from './answering.ts';
import { nothing, readUnsent, type Unsent, without, writeUnsent } from './unsent.ts';

const today = '2027-02-03';
const now = `${today}T12:00`;
const said: Unsent = { ...nothing, text: 'Takk for at du skriver.' };

test('an answer can be sent when it has words and a name, and not before', () => {
  assert.equal(missingField(said, 'Ida', now), null);
  assert.equal(missingField(nothing, 'Ida', now), 'text');
  assert.equal(missingField(said, ' ', now), 'name');
});

test('a place of a draft that nobody has filled in is never sent', () => {
  for (const text of ['Hei [[navn]]', 'Hei [[navn', 'Hei navn]]'])
    assert.equal(missingField({ ...said, text }, 'Ida', now), 'places');
});

test('an agreement needs a day that can be kept', () => {
  const agreement: Unsent = { ...said, kind: 'agreement' };
  assert.equal(missingField(agreement, 'Ida', now), 'date');
  assert.equal(missingField({ ...agreement, date: '2027-02-02' }, 'Ida', now), 'past');
  assert.equal(missingField({ ...agreement, date: '2072-02-03' }, 'Ida', now), 'past');
  assert.equal(missingField({ ...agreement, date: today }, 'Ida', now), null);
  assert.deepEqual(draftedAnswer({ ...agreement, date: today }, ' Ida '), {
    kind: 'agreement',
    name: 'Ida',
    text: said.text,
    date: today,
    time: null,
  });
});

test('an hour that has passed today is no hour to agree on', () => {
  const agreement: Unsent = { ...said, kind: 'agreement', date: today };
  assert.equal(missingField({ ...agreement, time: '12:00' }, 'Ida', now), 'hour');
  assert.equal(missingField({ ...agreement, time: '12:01' }, 'Ida', now), null);
  assert.equal(missingField({ ...agreement, date: '2027-02-04', time: '00:05' }, 'Ida', now), null);
  // What stands in the fields of another sort holds nothing up.
  assert.equal(missingField({ ...agreement, kind: 'text', time: '08:00' }, 'Ida', now), null);
});

test('what is longer than a message may be is kept back', () => {
  assert.equal(missingField({ ...said, text: 'å'.repeat(15_000) }, 'Ida', now), 'long');
});

test('what is being written comes back as it was, and of another version nothing does', () => {
  const unsent: Unsent = { ...said, kind: 'absence', until: today, note: 'Ring lederen.' };
  assert.deepEqual(readUnsent(writeUnsent(unsent)), unsent);
  assert.equal(writeUnsent({ ...nothing, kind: 'absence' }), '');
  assert.deepEqual(readUnsent('{"kind":"song","text":7}'), nothing);
  assert.deepEqual(readUnsent('no'), nothing);
});

test('what was sent goes, and what was written meanwhile stays', () => {
  const sent = { kind: 'agreement', text: 'Ring legen.', date: '2027-01-08', time: '', until: '' } as const;
  const before: Unsent = { ...sent, note: 'Til Ola' };
  assert.deepEqual(without(before, sent), { ...nothing, note: 'Til Ola' });
  assert.equal(without({ ...before, text: 'Og en ting til' }, sent).text, 'Og en ting til');
  assert.equal(without({ ...before, note: 'Til Ola og' }, { note: 'Til Ola' }).note, 'Til Ola og');
});

test('a time of day is taken as people write it, and nothing else is', () => {
  const read = ['', ' ', '18', '1830', '18.30', '18:30', '6.05', '0:00'].map(hourOf);
  assert.deepEqual(read, ['', '', '18:00', '18:30', '18:30', '18:30', '06:05', '00:00']);
  assert.deepEqual(['halv sju', '24', '18.60', '18.3', '18:30:00'].map(hourOf), [null, null, null, null, null]);
  const agreement: Unsent = { ...said, kind: 'agreement', date: '2027-02-04', time: '18.30' };
  assert.equal(missingField({ ...agreement, time: 'halv sju' }, 'Ida', now), 'clock');
  const sent = draftedAnswer(agreement, 'Ida');
  assert.equal(sent.kind === 'agreement' && sent.time, '18:30');
});

test('a year of days can be agreed on, from today', () => {
  const days = daysFrom(today);
  assert.deepEqual([days[0], days.at(-1), days.length], [today, '2028-02-04', 367]);
  for (const date of [days[0], days.at(-1)])
    assert.equal(missingField({ ...said, kind: 'agreement', date: date ?? '' }, 'Ida', now), null);
});
