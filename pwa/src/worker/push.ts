/**
 * The sentence of a reminder is written here, on the phone, from records that the server cannot read. Whatever goes wrong
 * (locked, empty, slow, broken), the neutral text that came with the push stands: something is shown always.
 */
import { readSettings } from '../core/model/codec.ts';
import type { Bundle } from '../core/model/content.ts';
import { dayPart, localDate, localMinute } from '../core/model/dates.ts';
import { diary } from '../core/model/diary.ts';
import { faceOf } from '../core/model/face.ts';
import { badgeOf, iconOf, type Mask, plainMask } from '../core/model/mask.ts';
import { nearDays } from '../core/model/near.ts';
import { nearSentence, nearSummary } from '../core/model/near-summary.ts';
import { nudgeWords } from '../core/model/nudge.ts';
import { ownRecord, ownSortAt, readOwn } from '../core/model/own.ts';
import { asksForPractice } from '../core/model/pace.ts';
import type { Entry } from '../core/model/plain.ts';
import type { NudgeStyle, Settings } from '../core/model/records.ts';
import { usualTime } from '../core/model/reminders.ts';
import { sentence, summary } from '../core/model/summary.ts';
import { labelsOf } from '../core/model/summary-labels.ts';
import { channelRecord, isMadeWith, readChannel } from '../core/vault/channel.ts';
import type { Reading } from '../core/vault/reading.ts';
import { fallback, type Notice, noticeOf, type Pushed, screenIn, screenOf } from './notice.ts';

/** Milliseconds that composing may take; a browser gives a push about half a minute. */
const patience = 4000;

/** What the phone has to write from. */
export interface Sources {
  /** The living records and those of this phone alone, or null when they cannot be opened (locked, nothing kept yet). */
  open(): Promise<Reading | null>;
  /** Whether somebody has answered in a thread of these records, and it has not been read. May ask the server. */
  answered(reading: Reading): Promise<boolean>;
  /** The texts of a language as kept on this phone. */
  texts(locale: 'nb' | 'en'): Promise<Bundle | null>;
  now(): Date;
  /** What the app is called on this phone; can be read while it is locked. */
  mask(): Promise<Mask>;
  /** The notices that were shown here last, by their tags; can be read while the app is locked. */
  shown: { has(tag: string): Promise<boolean>; note(tag: string): Promise<void> };
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

const settingsOf = (entries: ReadonlyMap<string, Entry>): Settings => {
  for (const entry of entries.values()) if (entry.kind === 'settings') return readSettings(entry.fields);
  return {};
};

type Entries = ReadonlyMap<string, Entry>;

/** Whether something is written of this date. */
function logged(entries: Entries, date: string): boolean {
  const { urges, purchases, checkins } = diary(entries.values());
  return [...urges, ...purchases, ...checkins].some((it) => it.date === date);
}

const loggedNear = (entries: Entries, date: string): boolean =>
  nearDays(entries.values()).some((it) => it.date === date);

/** The notice with the sentence that fits this phone; the same notice when it has nothing to add. */
async function written(notice: Notice, sources: Sources): Promise<Notice> {
  const reading = await sources.open();
  if (!reading || !notice.kind) return notice;
  const { entries, device } = reading;
  const settings = settingsOf(entries);
  const locale = settings.locale ?? (notice.lang.startsWith('en') ? 'en' : 'nb');
  const style = settings.style ?? 'discreet';
  const at = sources.now();
  const date = localDate(at);
  const bundle = await sources.texts(locale);
  const near = faceOf(settings.what) === 'near';
  if (notice.kind === 'weekly') {
    const labels = bundle && style === 'full' ? labelsOf(bundle, entries, settings, date) : {};
    const body = near
      ? nearSentence(nearSummary(entries.values(), date), style, locale)
      : sentence(summary(entries.values(), date, { date, part: dayPart(at) }), style, locale, labels);
    return { ...notice, lang: locale, body };
  }
  if (!bundle) return notice;
  const known = {
    logged: near ? loggedNear(entries, date) : logged(entries, date),
    own: ownSortAt(readOwn(device.get(ownRecord)), {
      entries,
      device,
      bundle,
      what: settings.what ?? [],
      now: localMinute(at),
      usual: usualTime(readChannel(device.get(channelRecord))?.choice),
    }),
  };
  const words = nudgeWords(bundle.nudges, notice.kind, style, {
    ...known,
    date,
    hour: at.getHours(),
    practice: asksForPractice(entries, bundle, settings.what ?? [], date),
  });
  const screen = screenOf(notice.kind, known);
  return words ? { ...notice, lang: locale, body: words, screen } : { ...notice, screen };
}

/** The words of an answer: the pack says them of other things too, so that a lock screen gives nothing away. */
async function withAnswer(notice: Notice, sources: Sources): Promise<Notice> {
  const reading = await sources.open();
  if (!reading || !(await sources.answered(reading))) return notice;
  const { locale = notice.lang.startsWith('en') ? 'en' : 'nb', style = 'discreet' } = settingsOf(reading.entries);
  const words = (await sources.texts(locale))?.nudges.coach;
  const styles: NudgeStyle[] = style === 'neutral' ? ['neutral'] : [style, 'discreet', 'neutral'];
  const body = styles.map((each) => words?.[each]?.reply).find(Boolean);
  return body ? { ...notice, lang: locale, body, screen: screenOf(null) } : notice;
}

/** The daily one looks for an answer, where the server does not tell of it by itself; what keeps it from looking costs no word. */
export async function compose(notice: Notice, sources: Sources): Promise<Notice> {
  const said = await within(patience, written(notice, sources), notice);
  return notice.kind === 'daily' ? within(patience, withAnswer(said, sources), said) : said;
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
export async function show(registration: ServiceWorkerRegistration, event: Pushed, sources: Sources): Promise<void> {
  const mask = await within(patience, sources.mask(), plainMask);
  const came = noticeOf(event, mask);
  const [notice, again] = await Promise.all([
    compose(came, sources),
    within(patience, sources.shown.has(came.tag), false),
  ]);
  const standing = await within(patience, registration.getNotifications({ tag: notice.tag }), []);
  for (const earlier of standing) earlier.close();
  const options: Shown = {
    body: notice.body,
    lang: notice.lang,
    tag: notice.tag,
    icon: iconOf(mask, 192),
    badge: badgeOf(mask),
    silent: again,
    data: { kind: notice.kind, screen: notice.screen },
  };
  await registration.showNotification(notice.title, options);
  // One that could not be read is noted by no name: nobody knows which it is.
  if (!again && notice.tag !== fallback.tag) await within(patience, sources.shown.note(notice.tag), undefined);
}

/** For so long a window that was opened may ask where it leads, in milliseconds. */
const fresh = 60_000;

let wish: { screen: string; at: number } | null = null;

/** Where the window that was just opened leads; told once, and kept in memory alone. */
export function takeWish(now: number): string | null {
  const { screen, at } = wish ?? { screen: null, at: 0 };
  wish = null;
  return now - at < fresh ? screen : null;
}

/**
 * Brings the app to the front on the screen of the notice; an open window keeps its one history entry. A new one is opened at `/`:
 * a browser keeps the address that it was opened at, and the page asks for the screen (ADR 0002).
 */
export async function follow(clients: Clients, data: unknown, now = Date.now()): Promise<void> {
  const screen = screenIn(data);
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const first = open.find((client) => client.visibilityState === 'visible') ?? open[0];
  if (!first) {
    wish = { screen, at: now };
    await clients.openWindow('/');
    return;
  }
  first.postMessage({ show: screen });
  await first.focus();
}

/** A phone that got another address, as its browser says it. */
export interface Renewed {
  newSubscription?: PushSubscription | null;
  oldSubscription?: PushSubscription | null;
}

/**
 * The address that a phone has now: the one that came along, else another is asked for. Null when it gets none. Browsers go on
 * with the old key, which the server may have lost; so it is asked first, and the old one stands for it without a connection.
 */
export async function addressOf(
  { newSubscription, oldSubscription }: Renewed,
  manager: PushManager,
  key: () => Promise<string | null>,
): Promise<PushSubscriptionJSON | null> {
  const current = await key();
  if (newSubscription && (!current || isMadeWith(newSubscription, current))) return newSubscription.toJSON();
  // A browser that keeps it refuses another one below, too.
  await newSubscription?.unsubscribe().catch(() => false);
  const applicationServerKey = current ?? oldSubscription?.options.applicationServerKey;
  if (!applicationServerKey) return null;
  // None: the app compares when it is opened, and says so.
  const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(() => null);
  return made?.toJSON() ?? null;
}
