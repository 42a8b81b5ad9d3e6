/**
 * What works without a connection: the app itself (the shell, exactly the files of one build) and the texts of both
 * languages. Boxes under /api are never kept here; the vault has them sealed.
 */

import { request as ask, FILE_MS, passOn } from '../http/request.ts';
import { awayNear } from '../model/away.ts';
import { recordIn } from '../model/codec.ts';
import type { Locale } from '../model/content.ts';
import { contentCache, fetchBundle, readManifest } from './manifest.ts';

/** What a phone with a diary on it shows first is made of: scripts and style sheets of the build, for each language. */
export type Preloads = Readonly<Record<Locale, readonly string[]>>;

/** Address and Subresource Integrity hash of a file of the build. */
export type Precached = [url: string, integrity: string];

const locales: readonly Locale[] = ['nb', 'en'];
const shellPrefix = 'shell-';

/** The coaches' console reads what the server has now, also on a machine that has the app. */
export const coachAsks = '?coach';

/** How the worker answers a request; `null` leaves it to the network. */
export type ResponseKind = 'page' | 'file' | 'manifest' | 'bundle' | null;

export function responseKind(method: string, url: URL, origin: string, navigates: boolean): ResponseKind {
  if (method !== 'GET' || url.origin !== origin) return null;
  if (url.pathname.startsWith('/assets/coach/') || url.search === coachAsks) return null;
  if (/^\/api\/content\/(nb|en)$/.test(url.pathname)) return 'manifest';
  if (url.pathname.startsWith('/content/')) return 'bundle';
  if (url.pathname.startsWith('/api/')) return null;
  if (navigates && Object.values(awayNear).includes(url.pathname)) return 'file';
  if (navigates) return url.pathname === '/' || url.pathname === '/index.html' ? 'page' : null;
  return 'file';
}

/** The caches to drop when `version` takes over. The newest earlier shell stays: a page that is still open may ask for its chunks. */
export function outdated(names: readonly string[], version: string): string[] {
  const earlier = names.filter((name) => name.startsWith(shellPrefix) && name !== shellPrefix + version);
  return earlier.slice(0, -1);
}

/**
 * Takes in one whole build, or nothing: `addAll` keeps no file when one has another hash (a server in the middle of a
 * change). A build that is here already stays untouched: the worker that runs may live from it.
 */
export async function installShell(version: string, list: readonly Precached[]): Promise<void> {
  const name = shellPrefix + version;
  const cache = await caches.open(name);
  if (await cache.match('/')) return;
  const signal = AbortSignal.timeout(FILE_MS);
  try {
    await cache.addAll(list.map(([url, integrity]) => new Request(url, { integrity, cache: 'no-cache', signal })));
  } catch (cause) {
    await caches.delete(name);
    throw cause;
  }
}

export async function dropOldShells(version: string): Promise<void> {
  // keys() gives the caches in the order in which they were made.
  await Promise.all(outdated(await caches.keys(), version).map((name) => caches.delete(name)));
}

/** A file of this build, else of the one before it, else from the network. */
export async function fromShell(version: string, request: Request | '/'): Promise<Response> {
  const own = await caches.match(request, { cacheName: shellPrefix + version, ignoreVary: true, ignoreSearch: true });
  return own ?? (await caches.match(request, { ignoreVary: true })) ?? passOn(request);
}

/**
 * Fetches a language's manifest and, when it names a bundle that is not here, that bundle; then drops the older one.
 * The manifest is kept last, so that what is kept always fits together. Returns the manifest, or null without a connection.
 */
async function refreshLocale(locale: Locale): Promise<Response | null> {
  const address = `/api/content/${locale}`;
  // No connection.
  const answer = await ask(address, { cache: 'no-cache' }).catch(() => null);
  if (!answer?.ok) return answer;
  const manifest = readManifest(await answer.clone().json(), locale);
  if (!manifest) throw new TypeError('not a manifest');
  const { bundle } = manifest;
  const cache = await caches.open(contentCache);
  const before = await cache.match(address, { ignoreVary: true });
  if (!(await cache.match(bundle, { ignoreVary: true }))) await take(cache, bundle);
  await cache.put(address, answer.clone());
  const old = before && readManifest(await before.json(), locale)?.bundle;
  if (old && old !== bundle) await cache.delete(old, { ignoreVary: true });
  return answer;
}

/** Keeps the texts of this address, if that is what the server gives; else what is kept stays. */
async function take(cache: Cache, bundle: string): Promise<void> {
  const bytes = await fetchBundle(bundle);
  if (!bytes) throw new TypeError('not the texts that were named');
  await cache.put(bundle, new Response(bytes, { headers: { 'Content-Type': 'application/json' } }));
}

/** Both languages, so that the language can be changed offline. Never fails: the next start asks again. */
export async function refreshContent(): Promise<void> {
  await Promise.allSettled(locales.map(refreshLocale));
}

/** An author at work is shown what the server has now. */
async function isWatched(manifest: Response): Promise<boolean> {
  return recordIn(await manifest.clone().json()).watched === true;
}

const bundleIn = async (manifest: Response): Promise<unknown> => recordIn(await manifest.json()).bundle;

/**
 * The manifest that is kept, at once, and a fresh one for the next start in the background (`later` keeps the worker alive).
 * `renewed` is told when that brought other texts.
 */
export async function manifestResponse(
  request: Request,
  later: (work: Promise<unknown>) => void,
  renewed: () => Promise<void>,
): Promise<Response> {
  const locale = new URL(request.url).pathname.endsWith('/en') ? 'en' : 'nb';
  const kept = await caches.match(request, { cacheName: contentCache, ignoreVary: true });
  const fresh = refreshLocale(locale);
  // What is kept is the answer without a connection, and else an error that the page tells of.
  if (!kept || (await isWatched(kept))) return (await fresh.catch(() => null)) ?? kept ?? Response.error();
  const before = kept.clone();
  const compared = async () => {
    const now = await fresh;
    if (now?.ok && (await bundleIn(now)) !== (await bundleIn(before))) await renewed();
  };
  // The page has its answer; the next start asks again.
  later(compared().catch(() => undefined));
  return kept;
}

export async function bundleOf(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: contentCache, ignoreVary: true })) ?? passOn(request);
}
