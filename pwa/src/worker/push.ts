/**
 * From a push to its notification. The sentence is written here, on the phone, from records that the server cannot read. Whatever goes
 * wrong (locked, empty, slow, broken), the neutral text that came with the push stands: something is shown always.
 *
 * A push brings the same JSON for every browser (docs/engineers/adr/0018). A browser with declarative push has read it already and
 * hands over `event.notification`; the others give the bytes. No iPhone has run the first branch yet.
 */
import { keptContent } from '../core/content/manifest.ts';
import type { Bundle, Locale } from '../core/model/content.ts';
import { icons, type Mask, maskNames, plainMask } from '../core/model/mask.ts';
import {
  answerNotice,
  localeOf,
  type NudgeContext,
  type PushNotice,
  screenOf,
  settingsOf,
  writeNotice,
} from '../core/model/nudge.ts';
import { type NudgeKind, nudgeKinds, usualTime } from '../core/model/reminders.ts';
import { answerWaits } from '../core/thread/waiting.ts';
import { channelRecord, readChannel } from '../core/vault/channel.ts';
import { browserEnvironment } from '../core/vault/environment.ts';
import { Disk, type Reading } from '../core/vault/reading.ts';
import type { UnsealedPrefs } from '../core/vault/types.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds that composing may take; a browser gives a push about half a minute. */
const patience = 4000;

/** What the phone has to write from. */
export interface PushSources {
  /** What the app is called on this phone, and the notices that were shown last, by their tags; read while it is locked, too. */
  unsealedPrefs(): Promise<Pick<UnsealedPrefs, 'mask' | 'tags'>>;
  /** The living records, or null when they cannot be opened (locked, nothing kept yet); `device`: those of this phone alone, too. */
  open(device: boolean): Promise<Reading | null>;
  /** Whether somebody has answered in a thread of these records, and it has not been read. May ask the server. */
  answered(reading: Pick<Reading, 'entries'>): Promise<boolean>;
  /** The texts of a language as kept on this phone. */
  texts(locale: Locale): Promise<Bundle | null>;
  now(): Date;
  /** Remembers a notice that was shown. */
  note(tag: string): Promise<void>;
}

export const sourcesOf = (disk: Disk): PushSources => ({
  unsealedPrefs: () => disk.unsealedPrefs(),
  open: (device) => disk.records(Date.now(), device),
  answered: async ({ entries }) => {
    for (const { kind } of entries.values()) if (kind === 'thread') return answerWaits(entries, browserEnvironment());
    return false;
  },
  texts: keptContent,
  now: () => new Date(),
  note: (tag) => disk.note(tag),
});

/** Shown when a push says nothing that can be read: a push without a notice costs the subscription on an iPhone. */
export const fallback: PushNotice = {
  title: maskNames[plainMask],
  body: 'Tid for en liten pause?',
  lang: 'nb',
  tag: 'nudge',
  kind: null,
  screen: '/#/today',
};

/** A push event as far as it is read here; `notification` is absent where push is not declarative. */
export interface Pushed {
  notification?: unknown;
  data: { json(): unknown } | null;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise);

function declared(event: Pushed): unknown {
  if (event.notification) return event.notification;
  try {
    return record(event.data?.json()).notification;
  } catch {
    return null; // no JSON, or none at all
  }
}

export function noticeOf(event: Pushed, mask: Mask): PushNotice {
  const given = record(declared(event));
  const kind = record(given.data).kind;
  return {
    title: maskNames[mask],
    body: text(given.body, fallback.body),
    lang: text(given.lang, fallback.lang),
    tag: text(given.tag, fallback.tag),
    kind: nudgeKinds.includes(kind as NudgeKind) ? (kind as NudgeKind) : null,
    screen: screenOf(kind),
  };
}

export function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), milliseconds);
    work
      // A notice is shown whatever fails, with less in it.
      .catch(() => otherwise)
      .then((value) => {
        clearTimeout(timer);
        resolve(value);
      });
  });
}

/** Everything that the words are made of, read once; null when the records cannot be opened. */
async function look(notice: PushNotice, sources: PushSources): Promise<NudgeContext | null> {
  const own = notice.kind === 'own';
  const reading = await sources.open(own);
  if (!reading) return null;
  const { entries, device } = reading;
  const bundle = await sources.texts(localeOf(notice, settingsOf(entries)));
  const usual = own ? usualTime(readChannel(device.get(channelRecord))?.choice) : '';
  return { entries, device, bundle, at: sources.now(), usual };
}

/** The daily one looks for an answer, where the server does not tell of it by itself; what keeps it from looking costs no word. */
export async function compose(notice: PushNotice, sources: PushSources): Promise<PushNotice> {
  const looking = look(notice, sources);
  const words = async () => {
    const known = await looking;
    return known ? writeNotice(notice, known) : notice;
  };
  const said = await within(patience, words(), notice);
  if (notice.kind !== 'daily') return said;
  const again = async () => {
    const known = await looking;
    return known && (await sources.answered(known)) ? answerNotice(said, known) : said;
  };
  return within(patience, again(), said);
}

/**
 * `badge` is for Android's status bar. No `navigate`: a declarative browser would go there without asking the worker, and write the
 * screen's name into its history.
 */
type Shown = NotificationOptions & { badge: string };

/**
 * Shows what came, in the phone's own words. An earlier one with the same tag goes first: iOS does not replace it by itself.
 * The server sends at least once: what was shown here before, pressed or put away, comes back without a sound. It must come
 * back, because a push that shows nothing costs the subscription on an iPhone.
 */
export async function show(
  registration: ServiceWorkerRegistration,
  event: Pushed,
  sources: PushSources,
): Promise<void> {
  const unsealedPrefs = sources.unsealedPrefs();
  const { mask = plainMask } = await within<Pick<UnsealedPrefs, 'mask'>>(patience, unsealedPrefs, {});
  const came = noticeOf(event, mask);
  const [notice, { tags = [] }] = await Promise.all([
    compose(came, sources),
    within<Pick<UnsealedPrefs, 'tags'>>(patience, unsealedPrefs, {}),
  ]);
  const standing = await within(patience, registration.getNotifications({ tag: notice.tag }), []);
  for (const earlier of standing) earlier.close();
  const silent = tags.includes(notice.tag);
  const options: Shown = {
    body: notice.body,
    lang: notice.lang,
    tag: notice.tag,
    icon: icons[mask].notification,
    badge: icons[mask].badge,
    silent,
    data: { kind: notice.kind, screen: notice.screen },
  };
  await registration.showNotification(notice.title, options);
  // One that could not be read is noted by no name: nobody knows which it is.
  if (!silent && notice.tag !== fallback.tag) await within(patience, sources.note(notice.tag), undefined);
}

/** Shows something for every push. */
export function answerPush(event: PushEvent): void {
  const disk = new Disk();
  event.waitUntil(show(self.registration, event, sourcesOf(disk)).finally(() => disk.close()));
}
