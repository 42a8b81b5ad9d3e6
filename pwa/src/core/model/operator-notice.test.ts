import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OperatorNotice } from './content.ts';
import { currentNotice } from './operator-notice.ts';

const hour = 3_600_000;
const notice: OperatorNotice = {
  id: 'a',
  words: ['Appen er nede i natt.'],
  from: '2026-11-30T23:00:00Z',
  until: '2026-12-02T21:30:00Z',
  level: 'info',
};
const from = Date.parse(notice.from);
const until = Date.parse(notice.until);

test('a notice is shown from its first moment and no longer at its last', () => {
  assert.equal(currentNotice(notice, from - 1, undefined), null);
  assert.equal(currentNotice(notice, from, undefined), notice);
  assert.equal(currentNotice(notice, until - 1, undefined), notice);
  assert.equal(currentNotice(notice, until, undefined), null);
  assert.equal(currentNotice(undefined, from, undefined), null);
});

test('one to know of can be put away, and another one is shown again; what is important stays', () => {
  assert.equal(currentNotice(notice, from, 'a'), null);
  assert.equal(currentNotice({ ...notice, id: 'b' }, from, 'a')?.id, 'b');
  assert.equal(currentNotice({ ...notice, level: 'important' }, from, 'a')?.id, 'a');
});

test('whatever the times, a notice is never shown outside them and always within, unless it is put away', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const level = fc.constantFrom<OperatorNotice['level']>('info', 'important');
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 2000 }), moment, level, fc.boolean(), (at, hours, now, of, away) => {
      const begin = at.getTime();
      const end = begin + hours * hour;
      const one = { ...notice, from: at.toISOString(), until: new Date(end).toISOString(), level: of };
      const within = now.getTime() >= begin && now.getTime() < end;
      const shown = currentNotice(one, now.getTime(), away ? one.id : undefined) !== null;
      assert.equal(shown, within && !(away && of === 'info'));
    }),
  );
});
