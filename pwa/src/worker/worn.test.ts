import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../vault/database.ts';
import { writeOutside } from '../vault/outside.ts';
import { browser } from '../vault/surroundings.ts';
import { wornMask, wornPage } from './worn.ts';

const html = readFileSync(join(import.meta.dirname, '../../index.html'), 'utf8');
const page = async (): Promise<Response> =>
  new Response(html, {
    headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'", 'content-length': '1' },
  });

test('nothing chosen: the plain page as it is, or the name of the icon that was opened', async () => {
  assert.equal(await (await wornPage(page(), '')).text(), html);
  assert.match(await (await wornPage(page(), '?m=pust')).text(), /<title>Pust<\/title>/);
  assert.equal(await wornMask(), 'fotfeste');
});

test('the page stands in the mask that was chosen from its first byte, with the headers that guard it', async () => {
  const database = await openDatabase(browser().database);
  await writeOutside(database, { mask: 'vaner' });
  database.close();
  assert.equal(
    await wornMask('?m=pust'),
    'vaner',
    'an icon keeps the name it was made with; the choice goes before it',
  );
  const answer = await wornPage(page(), '?m=pust');
  const text = await answer.text();
  assert.match(text, /<title>Vaner<\/title>/);
  assert.doesNotMatch(text, /fotfeste|pust/i);
  assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'");
  assert.equal(answer.headers.get('content-length'), null);
});
