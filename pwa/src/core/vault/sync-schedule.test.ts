import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { SyncSchedule } from './sync-schedule.ts';

/** Changes every half second for `seconds`, then rest; when syncs began, in seconds. */
function syncsOf(seconds: number): { at: number[]; waiting: boolean[] } {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  let now = 0;
  const clock = mock.method(performance, 'now', () => now);
  const at: number[] = [];
  const waiting: boolean[] = [];
  const schedule = new SyncSchedule(() => at.push(now / 1000));
  schedule.start();
  at.length = 0;
  for (let tick = 0; tick < (seconds + 5) * 2; tick++) {
    if (tick < seconds * 2) schedule.changed();
    waiting.push(schedule.waiting);
    now += 500;
    mock.timers.tick(500);
  }
  schedule.stop();
  clock.mock.restore();
  mock.timers.reset();
  return { at, waiting };
}

test('a burst of changes becomes one sync, two seconds after the last', () => {
  assert.deepEqual(syncsOf(1).at, [2.5]);
});

test('who goes on writing is synced all the same, every ten seconds', () => {
  assert.deepEqual(syncsOf(25).at, [10, 20, 26.5]);
});

test('what is not sent yet is said to wait, and nothing else', () => {
  const { waiting } = syncsOf(1);
  assert.deepEqual(waiting.slice(0, 5), [true, true, true, true, true]);
  assert.ok(waiting.slice(5).every((it) => !it));
});
