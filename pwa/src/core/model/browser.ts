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
  /** The app whose own window this is; `unnamed` when it does not say which. */
  inside: string | null;
}

export const unnamed = 'unnamed';

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
  [/Telegram-Android/, 'Telegram'],
];

/** Browsers that say their name; some of them are built as the windows of apps are. */
const named =
  /Edg(A|iOS)?\/|OPR\/|OPT\/|OPiOS|DuckDuckGo|YaBrowser|Vivaldi|Focus|Klar|GSA|Brave|Ecosia|FxiOS|CriOS|SamsungBrowser/;

/**
 * What the window of any app is known by: Android says it, and on an iPhone the word Safari is left out. An app on the home screen
 * leaves it out too.
 */
function unnamedWindow(agent: string, system: System, installed: boolean): boolean {
  if (installed || named.test(agent)) return false;
  return system === 'android' ? /; wv\)/.test(agent) : system === 'iphone' && !/Safari\//.test(agent);
}

/** Safari is what an iPhone's browser is when it does not say that it is another. */
function make(agent: string): Make {
  if (/SamsungBrowser/.test(agent)) return 'samsung';
  if (/Firefox|FxiOS/.test(agent)) return 'firefox';
  if (/Edg|OPR|OPT|DuckDuckGo|YaBrowser|Vivaldi|Focus|Klar|GSA|Brave|Ecosia/.test(agent)) return 'other';
  if (/CriOS|Chrom(e|ium)\//.test(agent)) return 'chrome';
  return /Safari\//.test(agent) ? 'safari' : 'other';
}

/**
 * `touches`: how many fingers the screen takes. An iPad says that it is a Mac, and a Mac has no such screen. `installed`: opened
 * from the home screen.
 */
export function browserOf(agent: string, touches: number, installed: boolean): Browser {
  const iphone = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches > 1);
  const system: System = iphone ? 'iphone' : /Android/.test(agent) ? 'android' : 'desktop';
  const app = apps.find(([sign]) => sign.test(agent))?.[1];
  return { system, make: make(agent), inside: app ?? (unnamedWindow(agent, system, installed) ? unnamed : null) };
}

/** Whether the browser erases what a page has kept after seven days of use without a visit; every browser of an iPhone is Safari underneath. */
export const forgets = ({ system, make }: Browser): boolean => system === 'iphone' || make === 'safari';

/** Screens that help without keeping anything; in another app's window the others give way to the word about how to leave it. */
const keepless: readonly string[] = ['first', 'what', 'urge', 'tools', 'help', 'install'];

/** Whoever is close to somebody has the programme too, as at a lock that was not opened: what is answered goes with the page. */
export const opensInside = (name: string, [kind]: readonly string[], near: boolean): boolean =>
  keepless.includes(name) ||
  (near && name === 'programme') ||
  (name === 'text' && (kind === 'page' || (near && kind === 'module')));
