/** The files that a push passes through on the phone are those that the page on the journeys lists. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { dayPart, localDate } from '../core/model/dates.ts';
import type { NudgeKind } from '../core/model/reminders.ts';
import { openDatabase } from '../core/vault/database.ts';
import { browserEnvironment, type VaultEnvironment } from '../core/vault/environment.ts';
import { vaultsIn } from '../core/vault/vaults.ts';
import { follow, listed } from '../testing/passed.ts';
import { push } from './modelWorker.ts';

const most = 10;

const on: VaultEnvironment = {
  ...browserEnvironment(),
  fetch: async () => new Response(null),
  stretch: async (_, salt) => salt,
};

/** A diary that rests whole in its snapshot, with nothing of today, on a phone that has asked for reminders. */
async function diary(): Promise<void> {
  const vault = await vaultsIn(on).create();
  await vault.write('settings', 'settings', { locale: 'nb', what: ['again'] });
  await vault.create('urge', { date: '2026-01-24', part: 'evening', strength: 6 });
  await vault.writeDevice('channel', { id: 'aa', auth: 'bb' });
  vault.close();
  // What is opened with something that the snapshot has not seen writes it anew.
  const again = await vaultsIn(on).open();
  again?.close();
  const database = await openDatabase(on.database);
  const whole = async () =>
    (await database.get('snapshot', 'snapshot'))?.generation === (await database.get('meta', 'vault'))?.generation;
  while (!(await whole())) await new Promise(setImmediate);
  database.close();
}

/** An urge of now, which the snapshot has not seen. */
async function urge(): Promise<void> {
  const vault = await vaultsIn(on).open();
  const now = new Date();
  const fields = { date: localDate(now), part: dayPart(now), strength: 6, triggers: ['alone'] };
  await vault?.create('urge', fields);
  vault?.close();
}

async function passed(kind: NudgeKind): Promise<string[]> {
  await push(kind);
  let files: string[] = [];
  const end = follow();
  const { shown } = await push(kind, 'another', () => {
    files = end();
  });
  assert.notEqual(shown.body, 'Nøytralt');
  return files;
}

const everyDay = listed('A push on the phone');

before(diary);

test('a daily push of a day without an entry passes no other files than that of a day with one', async () => {
  assert.deepEqual(await passed('daily'), everyDay.filter((it) => it !== 'core/model/plain.ts').sort());
});

test('a push of a day with an urge that the snapshot has not seen passes the files that are listed', async () => {
  await urge();
  assert.deepEqual(await passed('daily'), everyDay.toSorted());
  assert.ok(everyDay.length <= most);
  assert.deepEqual(await passed('weekly'), [...everyDay, ...listed('The push of the week, on the phone')].sort());
});
