/**
 * The fortnightly check-in: the pack's own questions, one record a date (`measure/<date>`, a field for each question's id).
 * Two of them can advise talking to somebody; they never judge or diagnose.
 */

import type { Entries } from './answers.ts';
import type { Bundle, Face, Measure } from './content.ts';
import { daysBetween } from './dates.ts';
import { type Diary, diary } from './diary.ts';
import { ofKind } from './kinds.ts';
import { began, programmeRest } from './pace.ts';
import type { Fields } from './plain.ts';
import { hidOn } from './progress.ts';
import { purchases } from './purchases.ts';

/** Days from one check-in to the next; its questions ask for two weeks (`every` in content/measures.toml). */
const EVERY = 14;
/** Answered late, the next one does not follow within so many days. Chosen by us; no source. */
const APART = 7;

/** One that was answered. A field that cannot be read is absent. */
export interface Check {
  id: string;
  date: string;
  values: Record<string, number>;
}

/** What is asked of this person. */
export const fortnightly = (bundle: Bundle, face: Face): Measure[] =>
  bundle.measures.filter((it) => it.every === EVERY && it.for.includes(face));

const valuesOf = (fields: Fields): Record<string, number> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, number] => Number.isInteger(field[1])));

/** All that were answered, oldest first. */
export function checks(entries: Entries): Check[] {
  const found: Check[] = [];
  for (const { id, fields } of ofKind(entries, 'measure')) {
    if (typeof fields.date !== 'string') continue;
    const values = valuesOf(fields);
    if (Object.keys(values).length > 0) found.push({ id, date: fields.date, values });
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** So many of the latest can be changed afterwards: half a year of them. Chosen by us; no source. */
export const CHANGEABLE = 13;

/** The name of the record of a date. */
export const measureName = (date: string): string => `measure/${date}`;

/** Half a check-in, as the phone keeps it; one that was left a week ago asks anew. */
export function draftValues(kept: Fields | undefined, date: string): Record<string, number> {
  const days = typeof kept?.date === 'string' ? daysBetween(kept.date, date) : -1;
  return kept && days >= 0 && days < APART ? valuesOf(kept) : {};
}

/** Whether it is offered: every fourteenth day from the first, until it is answered. */
export function fortnightDue(entries: Entries, bundle: Bundle, face: Face, date: string): boolean {
  const from = began(entries);
  if (!from || programmeRest(entries, date) || fortnightly(bundle, face).length === 0) return false;
  const day = daysBetween(from, date);
  const last = checks(entries).at(-1);
  const since = last ? daysBetween(last.date, date) : Number.POSITIVE_INFINITY;
  return day >= EVERY && since >= APART && since > day % EVERY;
}

/** Control or wellbeing (0–10) so low, twice running, and it may help to talk to somebody. Chosen by us; no source. */
const LOW = 3;
/** Advice rests on what was answered in so many days; put aside, it comes back no sooner than after so many. Chosen by us; no source. */
const LATELY = 28;
const ASIDE = 14;

/** Whether a question is about this, whatever it is called: `control`, `control-14`. */
export const isAbout = ({ id }: Measure, what: string): boolean => id.split('-').includes(what);

const about = (bundle: Bundle, face: Face, what: string): string =>
  fortnightly(bundle, face).find((it) => isAbout(it, what))?.id ?? '';

/** Whether a question asks for what the diary counts. */
export const asksPurchases = (measure: Measure): boolean => isAbout(measure, 'purchases');

/**
 * The purchases answered last, lately, where they are more than the diary held for the same four weeks; else null. `read` is the
 * diary, for whoever has read it already.
 */
export function beyondDiary(
  entries: Entries,
  bundle: Bundle,
  face: Face,
  date: string,
  read?: Diary,
): { n: number; date: string } | null {
  const id = about(bundle, face, 'purchases');
  const last = checks(entries).findLast((it) => it.date <= date && it.values[id] !== undefined);
  const n = last?.values[id] ?? 0;
  if (!last || daysBetween(last.date, date) >= LATELY) return null;
  return n > purchases(read ?? diary(entries.values()), last.date).last ? { n, date: last.date } : null;
}

export type TalkReason = 'control' | 'purchases' | 'wellbeing';

/**
 * Why it may help to talk to somebody, from the last two check-ins: `control` low in both, or more `purchases` than at the
 * start; for somebody close to him `wellbeing` low in both. Null otherwise.
 */
export function stepUp(entries: Entries, bundle: Bundle, face: Face, date: string): TalkReason | null {
  const all = checks(entries).filter((it) => it.date <= date);
  const [before, last] = [all.at(-2), all.at(-1)];
  const hid = hidOn(entries, 'step-up');
  if (!before || !last || daysBetween(last.date, date) >= LATELY) return null;
  if (hid && daysBetween(hid, date) < ASIDE) return null;
  const low = (what: TalkReason): boolean =>
    [before, last].every(({ values }) => (values[about(bundle, face, what)] ?? LOW + 1) <= LOW);
  if (face === 'near') return low('wellbeing') ? 'wellbeing' : null;
  if (low('control')) return 'control';
  const bought = all.map(({ values }) => values[about(bundle, face, 'purchases')]);
  const start = bought.find((it) => it !== undefined);
  return start !== undefined && (bought.at(-1) ?? 0) > start ? 'purchases' : null;
}

/**
 * Whom each can turn to first, as the id of a service: a service for those who buy sex, and the line for relatives. Chosen by us from
 * content/directory.toml. A doctor is named besides to everybody but those close to him.
 */
export const turnTo: Readonly<Record<TalkReason, { service: string; doctor: boolean }>> = {
  control: { service: 'sex-og-samfunn', doctor: true },
  purchases: { service: 'sex-og-samfunn', doctor: true },
  wellbeing: { service: 'parorendelinjen', doctor: false },
};

export interface MeasureCourse {
  measure: Measure;
  /** oldest first, with the dates on which it was answered */
  points: { date: string; value: number }[];
  /** the last against the first, by what is better for this question; null before there are two */
  change: 'better' | 'same' | 'worse' | null;
}

/** Each question's answers over time; those never answered are left out. */
export function courses(entries: Entries, bundle: Bundle, face: Face): MeasureCourse[] {
  const all = checks(entries);
  return fortnightly(bundle, face).flatMap((measure): MeasureCourse[] => {
    const points = all.flatMap(({ date, values }) => {
      const value = values[measure.id];
      return value === undefined ? [] : [{ date, value }];
    });
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return [];
    const rise = (last.value - first.value) * (measure.better === 'high' ? 1 : -1);
    const change = points.length < 2 ? null : rise > 0 ? 'better' : rise < 0 ? 'worse' : 'same';
    return [{ measure, points, change }];
  });
}
