/** Every request of the app: none without a time limit, with cookies, or along a redirect. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { bundleOf, fromShell, installShell, refreshContent } from '../core/content/cache.ts';
import { currentBundle, loadBundle } from '../core/content/content.ts';
import { fetchBundle } from '../core/content/manifest.ts';
import { recordingBytes } from '../core/content/recordings.ts';
import { atMost, request } from '../core/http/request.ts';
import { noReminders } from '../core/model/reminders.ts';
import { ThreadApi } from '../core/thread/api.ts';
import { Api } from '../core/vault/api.ts';
import {
  getChannel,
  newChannel,
  pushKey,
  putChannel,
  readdress,
  test as ring,
  seen,
  skip,
  wish,
} from '../core/vault/channel.ts';
import { browserEnvironment } from '../core/vault/environment.ts';
import { phone } from '../core/vault/modelServer.ts';
import { Waits } from '../core/vault/waits.ts';

const source = join(import.meta.dirname, '..');

/** What a file calls `fetch` with, comments apart. */
function fetches(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return [...text.matchAll(/(?<!this\.|async )\bfetch\(([\s\S]{0,400})/g)].map(([, given = '']) => given);
}

/** Asks with what `privately` made, or says in the call itself how long it waits. */
const isLimited = (given: string): boolean => /^[^;]*\b(privately\(|init\b|AbortSignal\.timeout\()/.test(given);

test('nothing in the app asks a server without a time limit', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter((it) => !/\.test\.tsx?$|^testing\/|\/model/.test(it));
  const asking = files.filter((file) => fetches(file).length > 0).sort();
  // The rest asks through these.
  assert.deepEqual(asking, ['core/http/request.ts']);
  for (const file of asking) for (const given of fetches(file)) assert.ok(isLimited(given), `${file}: ${given}`);
  const others = /XMLHttpRequest|sendBeacon|EventSource|WebSocket|importScripts/;
  for (const file of files) assert.doesNotMatch(readFileSync(join(source, file), 'utf8'), others, file);
});

/** A server that takes every request and never answers; `asked` holds how each was made. */
function silent() {
  const asked: RequestInit[] = [];
  const hang = (init: RequestInit | undefined): Promise<Response> => {
    asked.push(init ?? {});
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
  return { asked, hang, fetch: (_: unknown, init?: RequestInit) => hang(init) };
}

const box = { id: 'a'.repeat(32), auth: 'b'.repeat(64) };
const bytes = new Uint8Array(3);

/** Everything that asks, by name. */
function everything(fetch: (url: string, init: RequestInit) => Promise<Response>) {
  const on = phone({ fetch });
  const [api, threads] = [new Api(on), new ThreadApi(on)];
  const channel = {
    ...newChannel(noReminders),
    told: wish({ endpoint: 'https://push.test/1' }, 'Europe/Oslo', 'nb', []),
  };
  const vaults: Record<keyof Omit<Api, 'clock'>, () => Promise<unknown>> = {
    log: () => api.log(),
    putVault: () => api.putVault(box),
    putSlot: () => api.putSlot(box, bytes),
    getSlot: () => api.getSlot(box),
    erase: () => api.erase({ kind: 'slot', ...box }),
    eraseVault: () => api.eraseVault(box, { log: box.id, seq: 1 }),
    sync: () => api.sync(box, { log: null, cursor: 0, puts: [] }),
    putOutcome: () => api.putOutcome(box.id, '00p1'),
  };
  const thread: Record<keyof ThreadApi, () => Promise<unknown>> = {
    coaches: () => threads.coaches(),
    putThread: () => threads.putThread(box, []),
    page: () => threads.page(box, 0),
    send: () => threads.send(box, 1, bytes, false),
    read: () => threads.read(box, 1),
    tell: () => threads.tell(box, null),
    enrol: () => threads.enrol(box, box.auth, bytes),
    own: () => threads.own(box),
    resign: () => threads.resign(box),
    inbox: () => threads.inbox(box, null),
    coachPage: () => threads.coachPage(box, box.id, 0, 0),
    answer: () => threads.answer(box, box.id, 1, bytes, { answers: 0 }),
    note: () => threads.note(box, box.id, 1, []),
    readByCoach: () => threads.readByCoach(box, box.id, 1),
  };
  return {
    ...vaults,
    ...thread,
    heard: () => new Waits(on).heard(),
    tellChannel: () => putChannel(channel, '{}'),
    look: () => getChannel(channel),
    seen: () => seen(channel),
    skip: () => skip(channel, '0', '2026-12-01'),
    ring: () => ring(channel),
    readdress: () => readdress(channel, { endpoint: 'https://push.test/2' }),
    pushKey: () => pushKey(),
    currentBundle: () => currentBundle('nb'),
    loadBundle: () => loadBundle('nb'),
    fetchBundle: () => fetchBundle(`/content/${'0'.repeat(64)}.json`),
    recordingBytes: () => recordingBytes({ address: `/content/${'0'.repeat(64)}.ogg` } as never),
    request: () => request('/'),
    browser: () => browserEnvironment().fetch('/', { signal: AbortSignal.timeout(1) }),
    refreshContent: () => refreshContent(),
    fromShell: () => fromShell('1', '/'),
    bundleOf: () => bundleOf('/content/0.json' as never),
    installShell: () => installShell('1', [['/', 'sha384-x']]),
    atMost: () => atMost(new Promise(() => undefined)),
  };
}

test('whoever asks a server that never answers is told so within the time limit, and sends no cookie', async () => {
  const { asked, hang, fetch } = silent();
  const none = { match: async () => undefined, addAll: ([one]: RequestInit[]) => hang(one) };
  Object.assign(globalThis, { caches: { ...none, open: async () => none, delete: async () => true } });
  class Asked {
    constructor(_: string, init: RequestInit) {
      Object.assign(this, init);
    }
  }
  mock.method(globalThis, 'fetch', fetch);
  const { Request } = globalThis;
  Object.assign(globalThis, { Request: Asked });
  mock.timers.enable({ apis: ['setTimeout', 'AbortSignal.timeout'] as never });
  // The texts are asked for as the browser asks for the app's own scripts.
  const asAPage = ['currentBundle', 'loadBundle', 'fetchBundle'];
  const passedOn = ['browser', 'fromShell', 'bundleOf', 'installShell'];
  try {
    for (const [name, ask] of Object.entries(everything(fetch))) {
      asked.length = 0;
      let settled = false;
      const done = ask().then(
        () => undefined,
        () => undefined,
      );
      void done.then(() => {
        settled = true;
      });
      for (let tick = 0; tick < 50; tick += 1) await Promise.resolve();
      assert.equal(settled, false, `${name} did not ask`);
      mock.timers.tick(120_000);
      for (let tick = 0; tick < 200 && !settled; tick += 1) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(settled, true, `${name} waits for ever`);
      if (name === 'atMost') continue;
      assert.ok(asked.length > 0, name);
      if (passedOn.includes(name)) continue;
      const wanted = [asAPage.includes(name) ? 'same-origin' : 'omit', 'error'];
      for (const { credentials, redirect } of asked) assert.deepEqual([credentials, redirect], wanted, name);
    }
  } finally {
    mock.timers.reset();
    mock.restoreAll();
    Object.assign(globalThis, { Request });
  }
});
