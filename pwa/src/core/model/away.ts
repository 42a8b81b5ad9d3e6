/** Where quick exit goes: pages that say nothing of where one came from. */
import type { Locale } from './content.ts';

/** The weather, with a connection and in a browser of its own. */
export const awayFar: Readonly<Record<Locale, string>> = {
  nb: 'https://www.yr.no/',
  en: 'https://www.bbc.com/weather',
};

/**
 * A page about kitchen measures that the worker keeps. Without a connection another site would end in an error page; from the
 * home screen it would open in a window over the app, and closing that window would lead back.
 */
export const awayNear: Readonly<Record<Locale, string>> = { nb: '/kjokken.html', en: '/kitchen.html' };

export interface AwaySituation {
  /** The app runs in a window of its own, from the home screen. */
  installed: boolean;
  online: boolean;
  /** The worker answers for this page, so the near page is there without a connection. */
  kept: boolean;
}

export function awayTo(locale: Locale, { installed, online, kept }: AwaySituation): string {
  return installed || (!online && kept) ? awayNear[locale] : awayFar[locale];
}
