/** Fetches the texts. The service worker answers when there is no connection. */

import { request } from '../http/request.ts';
import type { Bundle, Locale } from '../model/content.ts';
import { aheadOf, fetchPack, type Manifest, readManifest } from './manifest.ts';

/** The bundle that was had last from a server where an author is at work; else empty. */
let watched = '';
export const watchedBundle = (): string => watched;

async function manifestOf(locale: Locale): Promise<Manifest | null> {
  const answer = await request(`/api/content/${locale}`, { cache: 'default', ...aheadOf });
  return answer.ok ? readManifest(await answer.json(), locale) : null;
}

/** The bundle that the server has now, or null without a connection. */
export const currentBundle = async (locale: Locale): Promise<string | null> =>
  // Offline: there is nothing to compare with.
  (await manifestOf(locale).catch(() => null))?.bundle ?? null;

/** The bundle of a locale, or null when it cannot be had: never opened with a connection, or not what its address names. */
export async function loadBundle(locale: Locale): Promise<Bundle | null> {
  try {
    const manifest = await manifestOf(locale);
    if (!manifest) return null;
    watched = manifest.watched ? manifest.bundle : '';
    return await fetchPack(manifest);
  } catch {
    // Offline, or a page of a proxy: the screens say that the texts are missing.
    return null;
  }
}
