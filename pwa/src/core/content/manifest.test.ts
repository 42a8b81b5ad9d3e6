import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { utf8 } from '../bytes.ts';
import { fetchBundle, isNamed, readBundle, readManifest } from './manifest.ts';

const texts = utf8('{"version":"1"}');
const bundle = `/content/${createHash('sha256').update(texts).digest('hex')}.json`;
const manifest = { version: '1', locale: 'nb', bundle, bytes: texts.length };

test('a manifest names texts of this language, on this server, by their hash', () => {
  assert.deepEqual(readManifest(manifest, 'nb'), manifest);
  const lies: unknown[] = [
    null,
    [],
    '<h1>nb</h1>',
    { ...manifest, locale: 'en' },
    { ...manifest, bundle: 7 },
    { ...manifest, bundle: 'https://elsewhere.test/texts.json' },
    { ...manifest, bundle: '//elsewhere.test/content/00.json' },
    { ...manifest, bundle: `/content/../api/log?${bundle}` },
    { ...manifest, bundle: `${bundle}?x` },
    { ...manifest, bundle: bundle.replace('.json', '.ogg') },
  ];
  for (const lie of lies) assert.equal(readManifest(lie, 'nb'), null);
});

test('texts are taken by their form, and nothing else is', () => {
  const text = { title: 'Tittel', intro: [], steps: [], sources: [] };
  const lists = { masks: [], programmes: [], needs: [], directory: [], measures: [] };
  const whole = { locale: 'nb', ...lists, help: {}, codes: {}, nudges: {}, modules: {}, tools: {}, pages: { text } };
  assert.deepEqual(readBundle(whole, 'nb'), whole);
  const { directory: _, ...lacking } = whole;
  const others: unknown[] = [
    null,
    [],
    '<h1>nb</h1>',
    lacking,
    { ...whole, locale: 'en' },
    { ...whole, help: [] },
    { ...whole, programmes: {} },
    { ...whole, pages: { text: null } },
    { ...whole, tools: { text: { ...text, steps: undefined } } },
  ];
  for (const other of others) assert.equal(readBundle(other, 'nb'), null);
});

test('other bytes than the address names are no texts', async () => {
  assert.equal(await isNamed(bundle, texts), true);
  assert.equal(await isNamed(bundle, utf8('{"version":"2"}')), false);
  assert.equal(await isNamed(bundle, texts.slice(1)), false);
});

test('a wrong copy that the browser remembers is asked for once more past its memory, and no more than once', async () => {
  const asked: (string | undefined)[] = [];
  const given = [utf8('old and wrong'), texts, texts];
  const own = globalThis.fetch;
  globalThis.fetch = async (_url, init) => {
    asked.push(init?.cache);
    return new Response(given.shift());
  };
  try {
    assert.deepEqual(await fetchBundle(bundle), texts);
    assert.deepEqual(asked.splice(0), ['default', 'reload']);
    assert.deepEqual(await fetchBundle(bundle), texts);
    assert.deepEqual(asked.splice(0), ['default']);
    given.push(utf8('lie'), utf8('lie again'), texts);
    assert.equal(await fetchBundle(bundle), null);
  } finally {
    globalThis.fetch = own;
  }
});
