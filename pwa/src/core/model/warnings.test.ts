import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from './plain.ts';
import {
  clockWrong,
  firstOnToday,
  keepingRefused,
  newest,
  openingRefused,
  order,
  type Situation,
  type Warning,
  warningAction,
  warningGoesAway,
  warnings,
} from './warnings.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 26, 19);

const well: Situation = {
  refusal: null,
  phoneFull: false,
  sync: 'idle',
  troubles: new Set(),
  clock: null,
  unknownDevice: false,
  moving: false,
  hasCode: true,
  syncedAt: now,
  now,
  update: false,
  codeIsDue: false,
  deletionsLeft: 0,
};

/** What makes each of them stand, alone. */
const cases: Record<Warning, Partial<Situation>> = {
  storage: { refusal: 'storage' },
  keys: { refusal: 'keys' },
  'lost-key': { refusal: 'lost-key' },
  outdated: { troubles: new Set(['newer']) },
  'phone-full': { phoneFull: true },
  erased: { sync: 'erased' },
  clock: { clock: { by: 'server', against: now + 2 * day } },
  device: { unknownDevice: true },
  moving: { moving: true },
  'vault-full': { sync: 'full' },
  refused: { troubles: new Set(['refused']) },
  rollback: { troubles: new Set(['rollback']) },
  unreadable: { troubles: new Set(['unreadable']) },
  silent: { sync: 'gone', syncedAt: now - 4 * day },
  update: { update: true },
  'no-code': { codeIsDue: true, hasCode: false },
  deletions: { deletionsLeft: 2 },
};

test('nothing is said when all is well', () => {
  assert.deepEqual(warnings(well), []);
});

for (const [warning, change] of Object.entries(cases) as [Warning, Partial<Situation>][])
  test(`«${warning}» is said, and there is one thing to do`, () => {
    const it = { ...well, ...change };
    assert.deepEqual(warnings(it), [warning]);
    assert.equal(typeof warningAction(warning, it), 'string');
  });

test('what is over can be put away, and there is something to do about it all the same', () => {
  assert.deepEqual(order.filter(warningGoesAway), ['rollback', 'unreadable']);
  for (const it of order.filter(warningGoesAway)) assert.equal(warningAction(it, well), 'take-out');
});

test('the most serious comes first, whatever else stands', () => {
  const all: Situation = {
    ...well,
    refusal: 'storage',
    phoneFull: true,
    sync: 'full',
    troubles: new Set(['unreadable', 'rollback', 'refused', 'newer']),
    clock: { by: 'diary', against: now + 2 * day },
    unknownDevice: true,
    moving: true,
    hasCode: false,
    update: true,
    codeIsDue: true,
    deletionsLeft: 1,
  };
  const said = warnings(all);
  assert.equal(said[0], 'storage');
  assert.deepEqual(
    said,
    order.filter((it) => said.includes(it)),
  );
  // A newer app is asked for once, not twice.
  assert.ok(!said.includes('update'));
});

test('Today begins with the most serious one, and never with a code that was not made', () => {
  const coded = { codeIsDue: true, hasCode: false };
  assert.deepEqual(firstOnToday({ ...well, ...coded }), []);
  assert.deepEqual(firstOnToday({ ...well, ...coded, deletionsLeft: 1 }), ['deletions']);
  assert.deepEqual(firstOnToday({ ...well, ...coded, phoneFull: true, moving: true }), ['phone-full']);
});

test('a week in the mountains is no fault of the server, and is said calmly after three days', () => {
  const away = (days: number, sync: Situation['sync']) => warnings({ ...well, sync, syncedAt: now - days * day });
  assert.deepEqual(away(2, 'offline'), []);
  assert.deepEqual(away(2, 'gone'), []);
  assert.deepEqual(away(4, 'offline'), ['silent']);
  assert.deepEqual(away(4, 'failed'), ['silent']);
  assert.deepEqual(away(4, 'idle'), []);
  assert.deepEqual(warnings({ ...well, sync: 'offline', syncedAt: null }), []);
  assert.deepEqual(warnings({ ...well, hasCode: false, sync: 'local', syncedAt: now - 40 * day }), []);
});

test('the clock is wrong by more than a day, either way, when the server’s says so', () => {
  const year = 365 * day;
  for (const off of [year, -year, 1.1 * day, -1.1 * day])
    assert.deepEqual(clockWrong(now, off, 0, 0), { by: 'server', against: now + off });
  for (const off of [0, 0.9 * day, -0.9 * day]) assert.equal(clockWrong(now, off, 0, 0), null);
});

test('without a server a diary from the future speaks against the clock, until the person has said that it is right', () => {
  const ahead = now + 30 * day;
  assert.deepEqual(clockWrong(now, null, ahead, 0), { by: 'diary', against: ahead });
  assert.equal(clockWrong(now, null, ahead, ahead), null);
  assert.deepEqual(clockWrong(now, null, ahead + 1, ahead), { by: 'diary', against: ahead + 1 });
  assert.equal(clockWrong(now, null, now + 0.5 * day, 0), null);
  // The server has been heard: an entry that another phone once dated wrongly is no news of this one.
  assert.equal(clockWrong(now, 0, ahead, 0), null);
  assert.equal(warningAction('clock', { clock: { by: 'diary', against: ahead } }), 'date-is-right');
});

test('the newest writing is the highest stamp of any entry', () => {
  const entry = (changed: number): Entry => ({ id: String(changed), kind: 'urge', fields: {}, also: [], changed });
  assert.equal(newest([entry(3), entry(9), entry(4)]), 9);
  assert.equal(newest([]), 0);
});

test('what the disk threw is known by its name', () => {
  const named = (name: string) => Object.assign(new Error('as thrown'), { name });
  assert.equal(keepingRefused(new DOMException('no room', 'QuotaExceededError')), 'full');
  assert.equal(keepingRefused(new DOMException('closed under it', 'InvalidStateError')), 'newer');
  for (const fault of [new TypeError('anything'), named('Unreadable'), null, undefined, 'words'])
    assert.equal(keepingRefused(fault), null);
  assert.equal(openingRefused(new DOMException('older', 'VersionError')), 'newer');
  assert.equal(openingRefused(named('NoKey')), 'lost-key');
  assert.equal(openingRefused(named('Locked')), null);
  assert.equal(openingRefused(named('Unreadable')), 'lost-key');
  assert.equal(openingRefused(new ReferenceError('indexedDB is not defined')), 'storage');
});
