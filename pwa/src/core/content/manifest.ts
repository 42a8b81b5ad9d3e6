/**
 * Which texts a server says are current, and whether what it gives is that: an address is the hash of what stands there. And which
 * texts the worker has kept (cache.ts).
 */

import { type Bytes, fromUtf8, hex } from '../bytes.ts';
import { FILE_MS, request } from '../http/request.ts';
import { isRecord, isString, recordIn } from '../model/codec.ts';
import type { Bundle, Locale, Text } from '../model/content.ts';

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

/** Of texts, or a recording. */
const hashed = /^\/content\/([0-9a-f]{64})\.\w+$/;
/** Whether texts may be asked for there: on this server, by their hash. */
export const isAddress = (it: unknown): it is string => isString(it) && hashed.test(it) && it.endsWith('.json');

/** Null for an answer that is no manifest of this language: a page of a proxy, say, or an address elsewhere. */
export function readManifest(value: unknown, locale: Locale): Manifest | null {
  const { locale: of, bundle } = recordIn(value);
  return of === locale && isAddress(bundle) ? (value as Manifest) : null;
}

/** Whether this is a text by its form. */
export const isWholeText = (value: unknown): value is Text =>
  isRecord(value) && [value.intro, value.steps, value.sources].every(Array.isArray);

/** The texts of this language by their form, as every screen goes through them; null for what is none. */
export function readBundle(value: unknown, locale: Locale): Bundle | null {
  const it = recordIn(value);
  const whole =
    it.locale === locale &&
    [it.masks, it.programmes, it.needs, it.directory, it.measures].every(Array.isArray) &&
    [it.help, it.codes, it.nudges].every(isRecord) &&
    [it.modules, it.pages, it.tools].every((texts) => isRecord(texts) && Object.values(texts).every(isWholeText));
  return whole ? (value as Bundle) : null;
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

/** The texts that a manifest names; null when they cannot be had. */
export async function fetchPack({ bundle, locale }: Manifest): Promise<Bundle | null> {
  const bytes = await fetchBundle(bundle);
  return bytes && readBundle(JSON.parse(fromUtf8(bytes)), locale);
}

const kept = (address: string): Promise<Response | undefined> =>
  caches.match(address, { cacheName: contentCache, ignoreVary: true });

/** Where the texts of a language are found on this phone: the manifest, and what it names; empty without them. */
export async function keptAddresses(locale: Locale): Promise<string[]> {
  const address = `/api/content/${locale}`;
  const manifest = await kept(address);
  const named = manifest && readManifest(await manifest.json(), locale);
  return named ? [address, named.bundle] : [];
}

/** The texts of a language as they are kept on this phone, for what the worker says itself. */
export async function keptContent(locale: Locale): Promise<Bundle | null> {
  const [, bundle] = await keptAddresses(locale);
  const texts = bundle && (await kept(bundle));
  return texts ? readBundle(await texts.json(), locale) : null;
}
