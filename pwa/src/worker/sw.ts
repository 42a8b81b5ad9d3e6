/** The service worker: the app without a connection, and the words of reminders. Built as one classic script (build/worker.ts). */

import {
  bundleOf,
  dropOldShells,
  fromShell,
  installShell,
  manifestResponse,
  type Precached,
  type Preloads,
  refreshContent,
  responseKind,
} from '../core/content/cache.ts';
import { newTexts } from '../core/model/operator-notice.ts';
import { patience, unwritten } from '../core/model/unwritten.ts';
import { followPress, takeWish } from './press.ts';
import { answerPush } from './push.ts';
import { renderShell } from './shell.ts';
import { tellAddress } from './subscription.ts';

declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build. */
declare const PRECACHE: Precached[];
declare const VERSION: string;
declare const AHEAD: Preloads;

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([installShell(VERSION, PRECACHE), refreshContent()]));
});

self.addEventListener('activate', (event) => {
  // Requests of the page wait until this is done, so nothing here may wait for the network.
  event.waitUntil(
    (async () => {
      await dropOldShells(VERSION);
      // The first worker serves the page that brought it; a later one only ever takes over pages that asked for it.
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const answer = responseKind(request.method, url, self.location.origin, request.mode === 'navigate');
  if (answer === 'page') event.respondWith(renderShell(fromShell(VERSION, '/'), written(), url.search, AHEAD));
  else if (answer === 'file') event.respondWith(fromShell(VERSION, request));
  else if (answer === 'manifest')
    event.respondWith(manifestResponse(request, (work) => event.waitUntil(work), tellOfTexts));
  else if (answer === 'bundle') event.respondWith(bundleOf(request));
});

/** The pages that are open show the operator's notice at once (texts.ts); the texts themselves stay as they are being read. */
async function tellOfTexts(): Promise<void> {
  for (const page of await self.clients.matchAll({ type: 'window' })) page.postMessage(newTexts);
}

/** The page that is left has written what was typed last, or takes too long. */
async function written(): Promise<void> {
  const signal = AbortSignal.timeout(patience);
  // It takes too long: the new page opens without.
  await self.navigator.locks?.request(unwritten, { signal }, () => undefined).catch(() => undefined);
}

/** The person said yes to the new version; «Mer» says which one this is. */
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  if (event.data === 'which') event.ports[0]?.postMessage(VERSION);
  if (event.data === 'wish') event.ports[0]?.postMessage({ show: takeWish(Date.now()) });
});

self.addEventListener('push', answerPush);
self.addEventListener('notificationclick', followPress);
self.addEventListener('pushsubscriptionchange', tellAddress);
