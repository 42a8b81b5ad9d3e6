/** The devices that open one diary, as their sealed records tell, and which of them this phone knows. */
import type { Entry, Fields } from './plain.ts';

export const whats = ['iphone', 'ipad', 'android', 'tablet', 'mac', 'windows', 'linux', 'unnamed'] as const;
export type DeviceType = (typeof whats)[number];
export const browsers = ['safari', 'chrome', 'firefox', 'edge', 'samsung', 'unnamed'] as const;
export type BrowserName = (typeof browsers)[number];

/** What a browser says of itself. `touch`: how many fingers its screen feels; an iPad calls itself a Mac. */
export function deviceOf(agent: string, touch = 0): { what: DeviceType; browser: BrowserName } {
  return { what: whatOf(agent, touch), browser: browserOf(agent) };
}

function whatOf(agent: string, touch: number): DeviceType {
  if (/iPhone|iPod/.test(agent)) return 'iphone';
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && touch > 1)) return 'ipad';
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? 'android' : 'tablet';
  if (/Macintosh/.test(agent)) return 'mac';
  if (/Windows/.test(agent)) return 'windows';
  return /Linux|CrOS/.test(agent) ? 'linux' : 'unnamed';
}

/** Most browsers also name the one that they are built from, so the order matters. */
function browserOf(agent: string): BrowserName {
  if (/EdgA?\/|EdgiOS\//.test(agent)) return 'edge';
  if (/SamsungBrowser\//.test(agent)) return 'samsung';
  if (/Firefox\/|FxiOS\//.test(agent)) return 'firefox';
  if (/Chrome\/|CriOS\//.test(agent)) return 'chrome';
  return /Safari\//.test(agent) ? 'safari' : 'unnamed';
}

/** Name of the record, kept on this phone only, that lists the devices the person has said yes to. */
export const knownRecord = 'devices';

/** Name of the record, kept on this phone only, that says that it leaves the diary; `anyway`: also with what is nowhere else. */
export const deviceLeavingRecord = 'device-leaving';

export interface Device {
  /** id of its record */
  id: string;
  tag: string;
  what: DeviceType;
  browser: BrowserName;
  /** local dates; empty when its record does not say */
  first: string;
  last: string;
  own: boolean;
  /** It is this one, or the person has said that it is hers or his. */
  known: boolean;
}

const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
  all.find((it) => it === value) ?? otherwise;
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Tags of devices that were said yes to on this phone. */
export function knownTags(kept: Fields | undefined): string[] {
  const known = kept?.known;
  return Array.isArray(known) ? known.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** Every device that has opened this diary: this one first, then the one seen last. `own`: the tag of this one. */
export function devicesIn(entries: Iterable<Entry>, kept: Fields | undefined, own: string): Device[] {
  const known = knownTags(kept);
  const devices: Device[] = [];
  for (const { id, kind, fields } of entries) {
    const tag = words(fields.tag);
    if (kind !== 'device' || !tag) continue;
    devices.push({
      id,
      tag,
      what: oneOf(whats, fields.what, 'unnamed'),
      browser: oneOf(browsers, fields.browser, 'unnamed'),
      first: words(fields.first),
      last: words(fields.last),
      own: tag === own,
      known: tag === own || known.includes(tag),
    });
  }
  return devices.sort((a, b) => Number(b.own) - Number(a.own) || b.last.localeCompare(a.last) || compare(a.tag, b.tag));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The record once these devices were said yes to as well. */
export const withKnown = (kept: Fields | undefined, tags: readonly string[]): Fields => ({
  known: [...new Set([...knownTags(kept), ...tags])],
});

/** The record once a device was taken from the list: should it come back, it is asked about. */
export const withoutKnown = (kept: Fields | undefined, tag: string): Fields => ({
  known: knownTags(kept).filter((it) => it !== tag),
});
