/** What the worker remembers of the notices that it showed. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from './database.ts';
import { wipe } from './pending-deletions.ts';
import { Disk } from './reading.ts';
import { readUnsealedPrefs, writeUnsealedPrefs } from './unsealed-prefs.ts';

async function remembers(name: string, tag: string): Promise<boolean> {
  const disk = new Disk(name);
  const { tags = [] } = await disk.unsealedPrefs();
  await disk.close();
  return tags.includes(tag);
}

test('the last few notices are remembered, older ones are not', async () => {
  const tags = new Disk('tags');
  assert.equal(await remembers('tags', 't0'), false);
  for (let n = 0; n < 10; n++) await tags.note(`t${n}`);
  await tags.note('t9');
  const known = await Promise.all(Array.from({ length: 10 }, (_, n) => remembers('tags', `t${n}`)));
  assert.deepEqual(known, [false, false, ...Array(8).fill(true)]);
  await tags.close();
});

test('they stand beside what else is outside the seals, and go when everything is erased', async () => {
  const database = await openDatabase('tags beside');
  await writeUnsealedPrefs(database, { mask: 'vaner', locale: 'en' });
  const tags = new Disk('tags beside');
  await tags.note('t');
  assert.deepEqual(await readUnsealedPrefs(database), { mask: 'vaner', locale: 'en', tags: ['t'] });
  await wipe(database, []);
  assert.deepEqual(await readUnsealedPrefs(database), { mask: 'vaner', sweep: true });
  assert.equal(await remembers('tags beside', 't'), false);
  await tags.close();
  database.close();
});
