/** The service worker: the app without a connection. It is built as one classic script (build/worker.ts). */
import {
  answerOf,
  bundleOf,
  dropOldShells,
  fromShell,
  installShell,
  manifestOf,
  type Precached,
  refreshContent,
} from './cache.ts';

declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build. */
declare const PRECACHE: Precached[];
declare const VERSION: string;

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([installShell(VERSION, PRECACHE), refreshContent()]));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await dropOldShells(VERSION);
      // The first worker serves the page that brought it; a later one only ever takes over pages that asked for it.
      await self.clients.claim();
      await refreshContent();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = answerOf(request.method, new URL(request.url), self.location.origin, request.mode === 'navigate');
  if (answer === 'page') event.respondWith(fromShell(VERSION, '/'));
  else if (answer === 'file') event.respondWith(fromShell(VERSION, request));
  else if (answer === 'manifest') event.respondWith(manifestOf(request, (work) => event.waitUntil(work)));
  else if (answer === 'bundle') event.respondWith(bundleOf(request));
});

/** The person said yes to the new version. */
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
