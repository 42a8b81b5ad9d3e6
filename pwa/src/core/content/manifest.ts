/** Which texts a server says are current, and whether what it gives is that: an address is the hash of what stands there. */

import { type Bytes, hex } from '../bytes.ts';
import { FILE_MS, request } from '../http/request.ts';
import type { Locale } from '../model/content.ts';

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

const address = /^\/content\/([0-9a-f]{64})\.json$/;

/** Null for an answer that is no manifest of this language: a page of a proxy, say, or an address elsewhere. */
export function readManifest(value: unknown, locale: Locale): Manifest | null {
  const it = (typeof value === 'object' ? value : null) as Partial<Manifest> | null;
  return it && it.locale === locale && typeof it.bundle === 'string' && address.test(it.bundle)
    ? (it as Manifest)
    : null;
}

/** Whether these are the bytes that the address names. A page without WebCrypto (no https) cannot tell, and takes them. */
export async function isBundle(bundle: string, bytes: Bytes): Promise<boolean> {
  const [, hash] = address.exec(bundle) ?? [];
  if (!globalThis.crypto?.subtle) return true;
  return hash === hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * The bytes that the address names, or null when the server does not have them. Other bytes are asked for once more, past what
 * the browser remembers: an address stands for ever, and so would a mistake.
 */
export async function fetchBundle(bundle: string): Promise<Bytes | null> {
  for (const cache of ['default', 'reload'] as const) {
    const answer = await request(bundle, { cache }, FILE_MS);
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (await isBundle(bundle, bytes)) return bytes;
  }
  return null;
}
