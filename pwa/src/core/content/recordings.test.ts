import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { utf8 } from '../bytes.ts';
import type { Recording } from '../model/content.ts';
import { contentCache } from './manifest.ts';
import { dropOldRecordings, keptRecordings, recordingBytes } from './recordings.ts';

const sound = utf8('a made tone');
const address = `/content/${createHash('sha256').update(sound).digest('hex')}.ogg`;
const recording = { address } as Recording;

/** The caches of a phone, by name and address; and what the server answers, with how often it was asked. */
function phone(kept: Record<string, Record<string, Response>>, answer: () => Response) {
  const asked: string[] = [];
  const of = (name: string) => ({
    match: async (it: string) => kept[name]?.[it]?.clone(),
    keys: async () => Object.keys(kept[name] ?? {}).map((it) => ({ url: `https://x.test${it}` })),
    delete: async (it: string) => delete kept[name]?.[it],
  });
  Object.assign(globalThis, {
    caches: {
      has: async (name: string) => name in kept,
      open: async (name: string) => of(name),
      match: async (it: string, { cacheName }: { cacheName: string }) => kept[cacheName]?.[it]?.clone(),
    },
    fetch: async (url: string) => {
      asked.push(url);
      return answer();
    },
  });
  return asked;
}

test('what is on the phone is not asked for; what was damaged there is', async () => {
  const asked = phone({ recordings: { [address]: new Response(sound) } }, () => new Response(sound));
  assert.deepEqual(await recordingBytes(recording), sound);
  assert.deepEqual(asked, []);
  const again = phone({ recordings: { [address]: new Response('damaged') } }, () => new Response(sound));
  assert.deepEqual(await recordingBytes(recording), sound);
  assert.deepEqual(again, [address]);
});

test('other bytes, or a refusal, are no recording', async () => {
  phone({}, () => new Response('another sound'));
  assert.equal(await recordingBytes(recording), null);
  phone({}, () => new Response(sound, { status: 404 }));
  assert.equal(await recordingBytes(recording), null);
});

test('a recording that no text names any more goes, when the texts of both languages are here to tell', async () => {
  const lists = { masks: [], programmes: [], needs: [], directory: [], measures: [] };
  const tables = { help: {}, codes: {}, nudges: {}, modules: {}, pages: {} };
  const tool = (it: string) => [it, { intro: [], steps: [], sources: [], audio: { address: it } }];
  const texts = (locale: string, ...named: string[]) => {
    const bundle = `/content/${(locale === 'nb' ? '0' : '1').repeat(64)}.json`;
    const tools = Object.fromEntries(named.map(tool));
    return {
      [`/api/content/${locale}`]: Response.json({ locale, bundle }),
      [bundle]: Response.json({ locale, ...lists, ...tables, tools }),
    };
  };
  const recordings = { '/content/a.ogg': new Response(), '/content/b.ogg': new Response() };
  const norwegian = texts('nb', '/content/a.ogg');
  phone({ recordings, [contentCache]: norwegian }, () => new Response());
  await dropOldRecordings();
  assert.deepEqual(await keptRecordings(), ['/content/a.ogg', '/content/b.ogg']);
  const english = texts('en', '/content/a.ogg');
  phone({ recordings, [contentCache]: { ...norwegian, ...english } }, () => new Response());
  await dropOldRecordings();
  assert.deepEqual(await keptRecordings(), ['/content/a.ogg']);
});
