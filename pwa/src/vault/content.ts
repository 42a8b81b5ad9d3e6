/** Fetches the texts. The service worker answers when there is no connection. */
import type { Bundle, Locale } from '../domain/content.ts';

interface Manifest {
  version: string;
  locale: Locale;
  /** `/content/<hash>.json` */
  bundle: string;
  bytes: number;
}

/** The bundle of a locale, or null when it cannot be had (never opened with a connection). */
export async function loadBundle(locale: Locale): Promise<Bundle | null> {
  try {
    const manifest = await fetch(`/api/content/${locale}`);
    if (!manifest.ok) return null;
    const { bundle } = (await manifest.json()) as Manifest;
    const answer = await fetch(bundle);
    return answer.ok ? ((await answer.json()) as Bundle) : null;
  } catch {
    return null;
  }
}
