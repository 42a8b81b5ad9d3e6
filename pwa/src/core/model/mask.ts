/**
 * The names and icons that the app can wear on a phone: neutral ones, none that a phone already has. Each has a manifest of
 * its own (public/), and the address that its icon opens says which it is: an iPhone gives the app on the home screen a
 * storage of its own, which begins empty.
 */

import type { Locale } from './content.ts';

export const masks = ['fotfeste', 'vaner', 'pust'] as const;
export type Mask = (typeof masks)[number];

/** The one that is shown until another is chosen; the page itself is written with it. */
export const plainMask: Mask = 'fotfeste';

/** What the home screen, the title bar, notices and prints call it; the same in every language. */
export const maskNames: Readonly<Record<Mask, string>> = { fotfeste: 'Fotfeste', vaner: 'Vaner', pust: 'Pust' };

/** Those that the operator offers, by the names in the pack; the one that is chosen already stays among them. */
export const offeredMasks = (names: readonly string[], chosen: Mask): readonly Mask[] =>
  masks.filter((it) => it === chosen || names.includes(maskNames[it]));

/** The mask of this name; null for anything else. */
export const maskOf = (name: unknown): Mask | null => masks.find((it) => it === name) ?? null;

/** The mask that an icon on the home screen opens: `/?m=vaner`. */
export const maskIn = (search: string): Mask | null => maskOf(new URLSearchParams(search).get('m'));

/** The icon's own menu is in the language of the app; the phone takes it for the same app in either. */
export const manifestOf = (mask: Mask, locale: Locale = 'nb'): string =>
  `/${mask}${locale === 'nb' ? '' : `.${locale}`}.webmanifest`;
export const markPath = (mask: Mask): string => `/icons/${mask}.svg`;

interface Icons {
  /** On an iPhone's home screen. */
  home: string;
  /** Beside a notification. */
  notification: string;
  /** In one colour, for Android's status bar. */
  badge: string;
}

const iconsOf = (mask: Mask): Icons => ({
  home: `/icons/${mask}-180.png`,
  notification: `/icons/${mask}-192.png`,
  badge: `/icons/${mask}-mono-192.png`,
});
export const icons: Readonly<Record<Mask, Icons>> = {
  fotfeste: iconsOf('fotfeste'),
  vaner: iconsOf('vaner'),
  pust: iconsOf('pust'),
};

/** The page in another mask, so that no other name stands before the app has started. */
export const masked = (page: string, mask: Mask): string =>
  page
    .replaceAll(maskNames[plainMask], maskNames[mask])
    .replaceAll(`/icons/${plainMask}`, `/icons/${mask}`)
    .replaceAll(manifestOf(plainMask), manifestOf(mask));
