/**
 * Which browser this is, by what it says of itself. Asked only where the words must differ: how the app is put on the home
 * screen, what the browser may erase, and whether the page stands inside another app, where nothing can be kept. When in
 * doubt it is an ordinary browser.
 */

export type System = 'iphone' | 'android' | 'desktop';
export type Make = 'safari' | 'chrome' | 'samsung' | 'firefox' | 'other';

export interface Browser {
  /** An iPad counts as an iPhone. */
  system: System;
  make: Make;
  /** The app whose own window this is. */
  inside: string | null;
}

/** Words in the user agent that only the app itself puts there. */
const apps: readonly (readonly [RegExp, string])[] = [
  [/MessengerForiOS|FB_IAB\/(MESSENGER|Orca)/i, 'Messenger'],
  [/\bInstagram\b/, 'Instagram'],
  [/\bBarcelona\b/, 'Threads'],
  [/\bFBA[NV]\/|\bFB_IAB\//, 'Facebook'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/musical_ly|BytedanceWebview|\bTikTok\b|\btrill_/i, 'TikTok'],
  [/LinkedInApp/, 'LinkedIn'],
  [/\bLine\/\d/, 'Line'],
  [/TwitterAndroid|Twitter for iP/, 'X'],
  [/\[?Pinterest\/(iOS|Android)/, 'Pinterest'],
  [/MicroMessenger/, 'WeChat'],
];

/** Safari is what an iPhone's browser is when it does not say that it is another. */
function make(agent: string): Make {
  if (/SamsungBrowser/.test(agent)) return 'samsung';
  if (/Firefox|FxiOS/.test(agent)) return 'firefox';
  if (/Edg|OPR|OPT|DuckDuckGo|YaBrowser|Vivaldi|Focus|Klar|GSA|Brave|Ecosia/.test(agent)) return 'other';
  if (/CriOS|Chrom(e|ium)\//.test(agent)) return 'chrome';
  return /Safari\//.test(agent) ? 'safari' : 'other';
}

/** `touches`: how many fingers the screen takes. An iPad says that it is a Mac, and a Mac has no such screen. */
export function browserOf(agent: string, touches: number): Browser {
  const iphone = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches > 1);
  const system: System = iphone ? 'iphone' : /Android/.test(agent) ? 'android' : 'desktop';
  return { system, make: make(agent), inside: apps.find(([sign]) => sign.test(agent))?.[1] ?? null };
}

/** Whether the browser erases what a page has kept after seven days of use without a visit; every browser of an iPhone is Safari underneath. */
export const forgets = ({ system, make }: Browser): boolean => system === 'iphone' || make === 'safari';

/** Screens that help without keeping anything; in another app's window the others give way to the word about how to leave it. */
const keepless: readonly string[] = ['first', 'what', 'urge', 'tools', 'help', 'install'];

export const opensInside = (name: string, [kind]: readonly string[]): boolean =>
  keepless.includes(name) || (name === 'text' && kind === 'page');
