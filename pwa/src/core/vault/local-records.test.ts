/** Records of this phone alone, written by two tabs. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { random } from '../bytes.ts';
import { localRivals } from '../model/local-record.ts';
import { openLocalRows, sealLocal } from './local-records.ts';
import { until } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { rootKey } from './seal.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

const name = 'answer/pages/safety/signs';

test('two tabs that write the same field at once lose neither text, and neither loses another field', async () => {
  const around = phone(new ModelServer());
  const one = await vaultsIn(around).create();
  const other = await vaultsIn(around).open();
  assert.ok(other);
  await Promise.all([
    one.editDevice(name, { own_text: 'from one tab', codes: ['a'] }, { own_text: '' }),
    other.editDevice(name, { own_text: 'from the other', scale: 2 }, { own_text: '' }),
  ]);
  await until(() => one.device.get(name)?.scale === 2 && Array.isArray(other.device.get(name)?.codes));
  for (const tab of [one, other]) {
    const fields = tab.device.get(name) ?? {};
    const texts = [fields.own_text, ...localRivals(fields).map(({ text }) => text)];
    assert.deepEqual(texts.sort(), ['from one tab', 'from the other']);
  }
  await one.settleDevice(name, 'own_text', 'from one tab', ['from one tab', 'from the other']);
  // Its text may have been first there all along: that the other one is gone is what shows the news has come.
  await until(() => localRivals(other.device.get(name) ?? {}).length === 0);
  assert.equal(other.device.get(name)?.own_text, 'from one tab');
  one.close();
  other.close();
  const later = await vaultsIn(around).open();
  assert.deepEqual(later?.device.get(name), { own_text: 'from one tab', codes: ['a'], scale: 2 });
});

test('several records of this phone change together, each on top of what another tab has written, or not at all', async () => {
  const around = phone(new ModelServer());
  const one = await vaultsIn(around).create();
  await one.writeDevice('a', { n: 1 });
  await one.writeDevice('b', { n: 1 });
  const other = await vaultsIn(around).open();
  const more = (tab: Vault | null, names: string[]) =>
    tab?.changeDevice(names, ({ n }, name) => (name === 'gone' ? null : { n: Number(n) + 1 }));
  await one.writeDevice('gone', { n: 1 });
  await Promise.all([more(one, ['a', 'b', 'gone']), more(other, ['b', 'a'])]);
  for (const tab of [one, other]) await until(() => tab?.device.get('a')?.n === 3 && tab?.device.get('b')?.n === 3);
  assert.equal(one.device.has('gone'), false);
  for (const breath of [0, 1, 2]) {
    await dying(around).does(breath, async () => more(one, ['a', 'b']));
    assert.deepEqual(one.device.get('a'), one.device.get('b'));
  }
});

test('no record of this phone is made anew from what this window has in memory', () => {
  const source = join(import.meta.dirname, '../..');
  const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter((it) => !it.endsWith('.test.ts'));
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    for (const [call] of text.matchAll(/writeDevice\([^;]*;/g))
      assert.doesNotMatch(call, /\b(?:device|deviceRecords\.value|here)\.get\(/, `${file}: ${call}`);
  }
});

test('a record of this phone that opens and is none is left out, and the others are read', async () => {
  const master = await rootKey(random(32));
  const rests = await Promise.all([
    sealLocal(master, 'ride', { strength: 6 }),
    sealLocal(master, 'other', 'not fields' as never),
  ]);
  const opened = await openLocalRows(master, rests);
  assert.deepEqual([...opened], [['ride', { strength: 6 }]]);
});
