/**
 * Recordings of texts that are read aloud. What is only played leaves nothing on the phone, not in the browser's own cache either; what
 * is downloaded lies in a cache of its own under its hash, until it is removed or the diary is deleted.
 */

import type { Bytes } from '../bytes.ts';
import { FILE_MS, request } from '../http/request.ts';
import type { Bundle, Locale, Recording } from '../model/content.ts';
import { isNamed, keptContent, recordingCache } from './manifest.ts';

/** A page without https has none, nor has an old browser. */
export const canKeepRecordings = (): boolean => 'caches' in globalThis;

const locales: readonly Locale[] = ['nb', 'en'];
const path = ({ url }: Request): string => new URL(url).pathname;
const found = async (address: string): Promise<Response | undefined> =>
  canKeepRecordings() ? caches.match(address, { cacheName: recordingCache, ignoreVary: true }) : undefined;

/** The bytes of an answer, if they are what the address names. */
async function named(address: string, answer: Response | undefined): Promise<Bytes | null> {
  if (!answer?.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return (await isNamed(address, bytes)) ? bytes : null;
}

/** The bytes of the recording, from this phone or else from the server; null when neither has them. */
export async function recordingBytes({ address }: Recording): Promise<Bytes | null> {
  // A browser that lets nobody look has none.
  const kept = await found(address).catch(() => undefined);
  return (await named(address, kept)) ?? (await named(address, await request(address, { cache: 'no-store' }, FILE_MS)));
}

/** Downloads the recording. Throws when it cannot be had, or the phone is full. */
export async function keepRecording(recording: Recording): Promise<void> {
  const bytes = await recordingBytes(recording);
  if (!bytes) throw new TypeError('not the recording that was named');
  const cache = await caches.open(recordingCache);
  await cache.put(recording.address, new Response(bytes, { headers: { 'Content-Type': recording.type } }));
}

/** Removes one. */
export async function dropRecording({ address }: Recording): Promise<void> {
  await (await caches.open(recordingCache)).delete(address, { ignoreVary: true });
}

/** The addresses of those that are on this phone. */
export async function keptRecordings(): Promise<string[]> {
  if (!canKeepRecordings() || !(await caches.has(recordingCache))) return [];
  return (await (await caches.open(recordingCache)).keys()).map(path);
}

/** How many bytes each of them takes. */
export const sizesOfRecordings = async (): Promise<number[]> =>
  Promise.all((await keptRecordings()).map(async (it) => (await (await found(it))?.blob())?.size ?? 0));

const recordedIn = (bundle: Bundle): string[] => Object.values(bundle.tools).flatMap((it) => it.audio?.address ?? []);

/** Removes those that no text names any more, in either language: another one was recorded. */
export async function dropOldRecordings(): Promise<void> {
  const kept = await keptRecordings();
  if (kept.length === 0) return;
  const bundles = await Promise.all(locales.map(keptContent));
  // Of a language that is not here nobody can tell.
  if (bundles.some((it) => it === null)) return;
  const current = bundles.flatMap((it) => (it ? recordedIn(it) : []));
  const cache = await caches.open(recordingCache);
  await Promise.all(kept.filter((it) => !current.includes(it)).map((it) => cache.delete(it, { ignoreVary: true })));
}
