import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterSending, nextToSend, queued, reportDelays, stillGood, waitingIn, withoutWave } from './outcomes-queue.ts';
import type { Fields } from './plain.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const id = (n: number): string => String(n).padStart(32, '0');
const laid = (...days: number[]): Fields =>
  queued(
    undefined,
    days.map((day, n) => ({ id: id(n), report: `04p${n}`, after: NOW + day * DAY })),
  );
const first = (queue: Fields | null, now: number) => nextToSend(queue ?? {}, now)?.report ?? null;

test('nothing goes before its time, and then the one that waits longest', () => {
  const queue = laid(5, 2);
  assert.equal(first(queue, NOW + 2 * DAY - 1), null);
  assert.equal(first(queue, NOW + 2 * DAY), '04p1');
  assert.equal(first(queue, NOW + 6 * DAY), '04p1');
});

test('of several that could go, one goes a day', () => {
  const queue = laid(1, 2);
  const now = NOW + 10 * DAY;
  const [sent] = waitingIn(queue);
  assert.ok(sent);
  const left = afterSending(queue, sent, 'counted', now);
  assert.equal(first(left, now + DAY / 2), null);
  assert.equal(first(left, now + DAY), '04p1');
  assert.equal(first(left, now - 5 * DAY), '04p1', 'a clock that was put back stops nothing');
});

test('a lost answer is tried again with the same id for four weeks, and then never', () => {
  const queue = laid(1);
  const [sent] = waitingIn(queue);
  assert.ok(sent);
  const lost = afterSending(queue, sent, 'lost', NOW + DAY);
  assert.equal(nextToSend(lost ?? {}, NOW + DAY)?.id, id(0));
  const [again] = waitingIn(lost ?? {});
  assert.ok(again && lost);
  const later = afterSending(lost, again, 'lost', NOW + 20 * DAY);
  assert.ok(stillGood(later ?? {}, NOW + 29 * DAY - 1));
  assert.equal(stillGood(later ?? {}, NOW + 29 * DAY), null);
});

test('what is counted or refused is gone; the last one leaves nothing behind', () => {
  for (const told of ['counted', 'refused'] as const) {
    const queue = laid(1);
    const [sent] = waitingIn(queue);
    assert.ok(sent);
    assert.equal(afterSending(queue, sent, told, NOW + DAY), null);
  }
});

test('what nobody could send for two months would be of another month, and is dropped', () => {
  assert.ok(stillGood(laid(1), NOW + 60 * DAY));
  assert.equal(stillGood(laid(1), NOW + 61 * DAY), null);
});

test('the same question at the same time takes the place of what waited; a wave can be taken back', () => {
  const queue = queued(laid(1, 2), [{ id: id(0), report: '04p3', after: NOW }]);
  assert.deepEqual(
    waitingIn(queue).map((it) => it.report),
    ['04p3', '04p1'],
  );
  const more = queued(queue, [{ id: id(9), report: '12c0', after: NOW }]);
  assert.deepEqual(
    waitingIn(withoutWave(more, '04') ?? {}).map((it) => it.report),
    ['12c0'],
  );
  assert.equal(withoutWave(queue, '04'), null);
});

test('the delay is of days, and more than one question has', () => {
  assert.equal(reportDelays.from, DAY);
  assert.equal(reportDelays.from + reportDelays.spread, 14 * DAY);
});

test('what is no such record is passed over', () => {
  assert.deepEqual(waitingIn({ last: 3, x: null, y: [1], z: { report: 4 } }), []);
  assert.equal(nextToSend(undefined, NOW), null);
});
