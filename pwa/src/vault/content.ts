/** Fetches the texts. The service worker answers when there is no connection. */
import type { Bundle, Locale } from '../domain/content.ts';

interface Manifest {
  version: string;
  locale: Locale;
  /** `/content/<hash>.json` */
  bundle: string;
  bytes: number;
  /** An author is at work: look again and again. */
  watched?: boolean;
}

/** The bundle that was had last from a server where an author is at work; else empty. */
let watched = '';
export const watchedBundle = (): string => watched;

async function manifestOf(locale: Locale): Promise<Manifest | null> {
  const answer = await fetch(`/api/content/${locale}`);
  return answer.ok ? ((await answer.json()) as Manifest) : null;
}

/** The bundle that the server has now, or null without a connection. */
export const currentBundle = async (locale: Locale): Promise<string | null> =>
  (await manifestOf(locale).catch(() => null))?.bundle ?? null;

/** The bundle of a locale, or null when it cannot be had (never opened with a connection). */
export async function loadBundle(locale: Locale): Promise<Bundle | null> {
  try {
    const manifest = await manifestOf(locale);
    if (!manifest) return null;
    watched = manifest.watched ? manifest.bundle : '';
    const answer = await fetch(manifest.bundle);
    return answer.ok ? ((await answer.json()) as Bundle) : null;
  } catch {
    return null;
  }
}
