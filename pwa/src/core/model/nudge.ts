/**
 * What a reminder says on the lock screen, and where a press on it leads: decided from what the phone knows when it comes. The words
 * are the pack's, or the summary's; the choice among them is made here.
 */
import type { DeviceRecords, Entries } from './answers.ts';
import { faceOf, readSettings } from './codec.ts';
import type { Bundle, Face, Locale } from './content.ts';
import { addDays, dayPart, daysBetween, localDate, localMinute } from './dates.ts';
import { nearSentence, nearSummary } from './near-summary.ts';
import { asksForPractice } from './pace.ts';
import { type OwnSort, ownAt, ownRecord, readOwnChoice } from './personal-reminders.ts';
import type { Evening, NudgeStyle, Settings } from './records.ts';
import type { NudgeKind } from './reminders.ts';
import { sentence, summary } from './summary.ts';
import { labelsOf } from './summary-labels.ts';

/** What the phone knows that makes one sentence fit better than another. */
export interface NudgeMoment {
  /** the local date */
  date: string;
  /** 0–23 on the clock of this device */
  hour: number;
  /** something is written in the diary today */
  logged: boolean;
  /** what rings is the week's practice, which waits for *gjort · prøvd · venter*, and not the next step */
  practice: boolean;
  /** what a reminder of one's own is for */
  own: OwnSort;
  /** what was planned for the evening that it rings for */
  planned?: Evening | undefined;
}

/** The keys of the pack's words that fit the moment, the best first; a style without any says one of its other lines. */
function wanted(kind: NudgeKind, moment: NudgeMoment): string[] {
  const evening = moment.hour >= 17;
  if (kind === 'daily' && moment.logged) return evening ? ['logged-evening', 'logged'] : ['logged'];
  if (kind === 'daily') return [evening ? 'evening' : 'day'];
  if (kind === 'step') return [moment.practice ? 'practice' : 'next'];
  // «For i kveld» is no word for the morning; that something was agreed with somebody is none for a lock screen.
  const plain = moment.own === 'agreement' || (moment.own === 'evening' && !evening);
  if (kind === 'own') return plain ? ['reminder'] : [moment.own, 'reminder'];
  return kind === 'weekly' ? ['week'] : [];
}

/** Lines that would be wrong at any other moment. */
const onlyThen: readonly string[] = [
  ...['logged', 'logged-evening', 'evening', 'day'],
  ...['practice', 'later', 'booster', 'empty'],
];

/** From the fullest style that the pack has words for down to the neutral one; null when it has none for this kind. */
export function nudgeWords(
  nudges: Bundle['nudges'],
  kind: NudgeKind,
  style: NudgeStyle,
  moment: NudgeMoment,
): string | null {
  const styles: NudgeStyle[] = style === 'neutral' ? ['neutral'] : [style, 'discreet', 'neutral'];
  for (const each of styles) {
    const lines = nudges[kind]?.[each] ?? {};
    const fitting = wanted(kind, moment).find((key) => lines[key]);
    if (fitting) return lines[fitting] ?? null;
    const general = Object.keys(lines).filter((key) => !onlyThen.includes(key));
    // They take turns, so that a reminder does not say the same every day.
    const turn = general[daysBetween('2020-01-01', moment.date) % general.length];
    if (turn) return lines[turn] ?? null;
  }
  return null;
}

export interface PushNotice {
  /** The name of the mask that is worn on this phone: the server does not know it. */
  title: string;
  body: string;
  lang: string;
  tag: string;
  kind: NudgeKind | null;
  /** Where a press leads. */
  screen: string;
}

/** The screens that a notice can lead to. */
export const screens = {
  today: '/#/today',
  insights: '/#/insights',
  checkin: '/#/checkin',
  plan: '/#/plan',
  coach: '/#/coach',
} as const;

/** The screen that a notice leads to: where what it speaks of stands. Today, for whoever knows nothing more. */
export function screenOf(kind: unknown, known?: Pick<NudgeMoment, 'logged' | 'own' | 'planned'>): string {
  if (kind === 'weekly') return screens.insights;
  if (kind === 'daily' && known && !known.logged) return screens.checkin;
  if (kind === 'own' && known?.planned) return screens.today;
  if (kind === 'own' && known?.own === 'agreement') return screens.coach;
  if (kind === 'own' && (known?.own === 'evening' || known?.own === 'reminder')) return screens.plan;
  return screens.today;
}

/** What the phone knows when a reminder comes. */
export interface NudgeContext {
  entries: Entries;
  /** The records of this phone alone; empty unless the reminder is one of the person's own. */
  device: DeviceRecords;
  /** The texts in the language of the notice, where they are kept here. */
  bundle: Bundle | null;
  at: Date;
  /** When something without a time of its own rings. */
  usual: string;
}

export function settingsOf(entries: Entries): Settings {
  for (const entry of entries.values()) if (entry.kind === 'settings') return readSettings(entry.fields);
  return {};
}

/** The language of the person, else the one that the notice came in. */
export const localeOf = (notice: PushNotice, { locale }: Settings): Locale =>
  locale ?? (notice.lang.startsWith('en') ? 'en' : 'nb');

/** What each writes of a day. */
const written: Readonly<Record<Face, readonly string[]>> = { stop: ['urge', 'purchase', 'checkin'], near: ['checkin'] };

/** Whether something is written of this date, be it by a newer app; what was emptied again is not. */
function isLogged(entries: Entries, { what }: Settings, date: string): boolean {
  const kinds = written[faceOf(what)];
  const today = [...entries.values()].filter(({ kind, fields }) => fields.date === date && kinds.includes(kind));
  return today.some(({ fields }) => Object.entries(fields).some(([name, it]) => name !== 'date' && (it ?? '') !== ''));
}

/** What is known of this moment, as far as this kind of reminder asks for it. */
function momentOf(kind: NudgeKind, bundle: Bundle, { entries, device, at, usual }: NudgeContext): NudgeMoment {
  const settings = settingsOf(entries);
  const date = localDate(at);
  const what = settings.what ?? [];
  const situation = { entries, device, bundle, what, now: localMinute(at), usual };
  const own = kind === 'own' ? ownAt(readOwnChoice(device.get(ownRecord)), situation) : undefined;
  return {
    date,
    hour: at.getHours(),
    logged: kind === 'daily' && isLogged(entries, settings, date),
    practice: kind === 'step' && asksForPractice(entries, bundle, what, date),
    own: own?.sort ?? 'reminder',
    planned: own?.planned ?? own?.tells,
  };
}

/** The sentence of the week. */
function weekWords(
  { entries, bundle, at }: NudgeContext,
  settings: Settings,
  style: NudgeStyle,
  locale: Locale,
): string {
  const date = localDate(at);
  // Before anything is written of today, a lock screen tells of whole days.
  const told = <N extends { today: boolean }>(until: (end: string) => N): N => {
    const now = until(date);
    return now.today ? now : until(addDays(date, -1));
  };
  if (faceOf(settings.what) === 'near')
    return nearSentence(
      told((end) => nearSummary(entries.values(), end)),
      style,
      locale,
    );
  const labels = bundle && style === 'full' ? labelsOf(bundle, entries, settings, date) : {};
  const running = { date, part: dayPart(at) };
  return sentence(
    told((end) => summary(entries.values(), end, running)),
    style,
    locale,
    labels,
  );
}

/** The notice with the sentence that fits this phone; the same notice when it has nothing to add. */
export function writeNotice(notice: PushNotice, known: NudgeContext): PushNotice {
  const { kind } = notice;
  const settings = settingsOf(known.entries);
  const locale = localeOf(notice, settings);
  const { style = 'discreet' } = settings;
  if (kind === 'weekly') return { ...notice, lang: locale, body: weekWords(known, settings, style, locale) };
  if (!kind || !known.bundle) return notice;
  const moment = momentOf(kind, known.bundle, known);
  const words = moment.planned?.notice_text?.trim() ?? nudgeWords(known.bundle.nudges, kind, style, moment);
  const screen = screenOf(kind, moment);
  return words ? { ...notice, lang: locale, body: words, screen } : { ...notice, screen };
}

/** The words of an answer: the pack says them of other things too, so that a lock screen gives nothing away. */
export function answerNotice(notice: PushNotice, { entries, bundle }: NudgeContext): PushNotice {
  const settings = settingsOf(entries);
  const { style = 'discreet' } = settings;
  const styles: NudgeStyle[] = style === 'neutral' ? ['neutral'] : [style, 'discreet', 'neutral'];
  const body = styles.map((each) => bundle?.nudges.coach?.[each]?.reply).find(Boolean);
  return body ? { ...notice, lang: localeOf(notice, settings), body, screen: screenOf(null) } : notice;
}
