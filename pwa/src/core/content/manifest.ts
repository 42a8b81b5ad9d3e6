/**
 * Which texts a server says are current, and whether what it gives is that: an address is the hash of what stands there. And which
 * texts the worker has kept (cache.ts).
 */

import { type Bytes, hex } from '../bytes.ts';
import { FILE_MS, request } from '../http/request.ts';
import type { Bundle, Locale } from '../model/content.ts';

export interface Manifest {
  version: string;
  locale: Locale;
  /** `/content/<SHA-256 in hex>.json` */
  bundle: string;
  bytes: number;
  /** The address of what coaches read, for the console alone; absent: no coaches here. */
  coach?: string;
  /** An author is at work: look again and again. */
  watched?: boolean;
}

/** Name of the cache with the manifests and the texts that they name. */
export const contentCache = 'content';

/** Name of the cache with the recordings that were downloaded. No diary knows of it. */
export const recordingCache = 'recordings';

/** Removes all of them. Node, where the rules are tested, has no caches, nor has an old browser. */
export async function forgetRecordings(): Promise<void> {
  await globalThis.caches?.delete(recordingCache);
}

/** How a page asks for texts: as the browser asks for what a page names ahead (worker/shell.ts), or it would fetch them once more. */
export const aheadOf = { credentials: 'same-origin' } as const satisfies RequestInit;

const address = /^\/content\/[0-9a-f]{64}\.json$/;
/** Of a bundle, or a recording. */
const hashed = /^\/content\/([0-9a-f]{64})\.\w+$/;

/** Null for an answer that is no manifest of this language: a page of a proxy, say, or an address elsewhere. */
export function readManifest(value: unknown, locale: Locale): Manifest | null {
  const it = (typeof value === 'object' ? value : null) as Partial<Manifest> | null;
  return it && it.locale === locale && typeof it.bundle === 'string' && address.test(it.bundle)
    ? (it as Manifest)
    : null;
}

/** Whether these are the bytes that the address names. A page without WebCrypto (no https) cannot tell, and takes them. */
export async function isNamed(named: string, bytes: Bytes): Promise<boolean> {
  const [, hash] = hashed.exec(named) ?? [];
  if (!globalThis.crypto?.subtle) return true;
  return hash === hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * The bytes that the address names, or null when the server does not have them. Other bytes are asked for once more, past what
 * the browser remembers: an address stands for ever, and so would a mistake.
 */
export async function fetchBundle(bundle: string): Promise<Bytes | null> {
  for (const cache of ['default', 'reload'] as const) {
    const answer = await request(bundle, { cache, ...aheadOf }, FILE_MS);
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (await isNamed(bundle, bytes)) return bytes;
  }
  return null;
}

/** Where the texts of a language are found on this phone: the manifest, and what it names; empty without them. */
export async function keptAddresses(locale: Locale): Promise<string[]> {
  const address = `/api/content/${locale}`;
  const manifest = await caches.match(address, { cacheName: contentCache, ignoreVary: true });
  const named = manifest && readManifest(await manifest.json(), locale);
  return named ? [address, named.bundle] : [];
}

/** The texts of a language as they are kept on this phone, for what the worker says itself. */
export async function keptContent(locale: Locale): Promise<Bundle | null> {
  const cache = await caches.open(contentCache);
  const [, bundle] = await keptAddresses(locale);
  if (!bundle) return null;
  const kept = await cache.match(bundle, { ignoreVary: true });
  return kept ? ((await kept.json()) as Bundle) : null;
}
