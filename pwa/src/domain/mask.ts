/** The names and icons that the app can wear on a phone: neutral ones, none that a phone already has. */

export const masks = ['fotfeste', 'vaner', 'pust'] as const;
export type Mask = (typeof masks)[number];

/** What the home screen, the title bar, notices and prints call it; the same in every language. */
export const maskNames: Readonly<Record<Mask, string>> = { fotfeste: 'Fotfeste', vaner: 'Vaner', pust: 'Pust' };
