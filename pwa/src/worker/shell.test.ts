import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import type { Preloads } from '../core/content/cache.ts';
import { openDatabase } from '../core/vault/database.ts';
import { browserEnvironment } from '../core/vault/environment.ts';
import { createVault } from '../core/vault/unlocked.ts';
import { writeUnsealedPrefs } from '../core/vault/unsealed-prefs.ts';
import { renderShell } from './shell.ts';

const html = readFileSync(join(import.meta.dirname, '../../index.html'), 'utf8');
const ahead: Preloads = { nb: ['/assets/nb.js', '/assets/later.css'], en: ['/assets/en.js'] };
const page = async (): Promise<Response> =>
  new Response(html, {
    headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'", 'content-length': '1' },
  });

const empty = '<meta name="kept" content="nothing">';

// However slow the disk is, the page waits for it no longer and no shorter than a test says.
mock.timers.enable({ apis: ['setTimeout'] });

test('nothing chosen: the plain page, which is told so, or the name of the icon that was opened', async () => {
  const plain = await (await renderShell(page(), Promise.resolve(), '', ahead)).text();
  assert.equal(plain, html.replace('</head>', `${empty}</head>`));
  assert.match(await (await renderShell(page(), Promise.resolve(), '?m=pust', ahead)).text(), /<title>Pust<\/title>/);
});

test('the page stands in the mask that was chosen from its first byte, with the headers that guard it', async () => {
  const database = await openDatabase(browserEnvironment().database);
  await writeUnsealedPrefs(database, { mask: 'vaner' });
  database.close();
  // An icon keeps the name it was made with; the choice goes before it.
  const answer = await renderShell(page(), Promise.resolve(), '?m=pust', ahead);
  const text = await answer.text();
  assert.match(text, /<title>Vaner<\/title>/);
  assert.doesNotMatch(text, /fotfeste|pust/i);
  assert.ok(!text.includes(empty), 'something was chosen');
  assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'");
  assert.equal(answer.headers.get('content-length'), null);
});

test('what the diary that rests here opens with is asked for by the page itself, in the language of the person', async (t) => {
  const database = await openDatabase(browserEnvironment().database);
  await createVault(database);
  await writeUnsealedPrefs(database, { locale: 'nb' });
  const nb = await (await renderShell(page(), Promise.resolve(), '', ahead)).text();
  assert.match(nb, /<link rel="modulepreload" crossorigin data-ahead="nb" href="\/assets\/nb\.js">/);
  assert.match(nb, /<link rel="preload" as="style" crossorigin data-ahead="nb" href="\/assets\/later\.css"><\/head>/);
  assert.doesNotMatch(nb, /as="fetch"/, 'no texts rest here');

  const bundle = `/content/${'0'.repeat(64)}.json`;
  const kept = { '/api/content/nb': { locale: 'nb', bundle } } as Record<string, unknown>;
  const match = async (address: string) => (kept[address] ? Response.json(kept[address]) : undefined);
  Object.assign(globalThis, { caches: { match } });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  const withTexts = await (await renderShell(page(), Promise.resolve(), '', ahead)).text();
  for (const address of ['/api/content/nb', bundle])
    assert.ok(withTexts.includes(`<link rel="preload" as="fetch" crossorigin data-ahead="nb" href="${address}">`));
  await writeUnsealedPrefs(database, { locale: 'en' });
  assert.match(
    await (await renderShell(page(), Promise.resolve(), '', ahead)).text(),
    /data-ahead="en" href="\/assets\/en\.js"/,
  );

  const meta = await database.get('meta', 'vault');
  assert.ok(meta);
  const wrapped = { by: 'lock' as const, salt: new Uint8Array(16), sealed: new Uint8Array(0) };
  await database.put('meta', { ...meta, wrapped }, 'vault');
  const answer = async () => (await renderShell(page(), Promise.resolve(), '', ahead)).text();
  assert.doesNotMatch(await answer(), /preload/, 'behind a lock another screen stands first');

  await database.clear('outside');
  assert.ok(!(await answer()).includes(empty), 'a diary rests behind the lock');
  await database.clear('meta');
  await database.put('goodbye', { kind: 'vault', id: '00', auth: '00' });
  assert.ok(!(await answer()).includes(empty), 'something waits to be erased on the server');
  await database.clear('goodbye');
  assert.ok((await answer()).includes(empty));
  database.close();
});

test('what the page fetches is sent while the disk is still being looked at, and not before the page may come', async (t) => {
  const asset = '<script src="/assets/a.js"></script>';
  const named = async () => new Response(`<head>${asset}<title>Fotfeste</title></head>`);
  // A disk that never answers.
  t.mock.method(indexedDB, 'open', () => Reflect.construct(IDBOpenDBRequest, []));
  let come = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    come = resolve;
  });
  const answering = renderShell(named(), ready, '', ahead);
  let answered = false;
  void answering.then(() => {
    answered = true;
  });
  await new Promise(setImmediate);
  assert.equal(answered, false);
  come();
  const reader = (await answering).body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.deepEqual(await reader?.read(), { done: false, value: `<head>${asset}` });
  mock.timers.tick(500);
  assert.match((await reader?.read())?.value ?? '', /^<title>Fotfeste/);
});
