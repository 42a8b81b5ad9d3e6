/** The calendar: what a person has given a place in the week or a date, and what of it falls on a day. */

import { answers, type DeviceRecords, type Entries, itemsOf, type Maker, makers } from './answers.ts';
import type { Bundle } from './content.ts';
import { addDays, isDate, weekday } from './dates.ts';
import { alternatives, drawPlan } from './plan.ts';
import type { PlanLine } from './plan-line.ts';
import type { Answer } from './records.ts';
import { isTime, type Weekday, weekdays } from './reminders.ts';

/**
 * A place in the week or in the month or a date, with a clock time or without. In an answer it is written `mon 20:00`,
 * `m15 20:00` or `2026-12-03 20:00`.
 */
export interface When {
  day?: Weekday;
  /** 1–31; in a month that is shorter, its last day. */
  monthday?: number;
  date?: string;
  at?: string;
}

/** Null when it says no day. */
export function readWhen(text: unknown): When | null {
  if (typeof text !== 'string') return null;
  const [on, at] = text.split(' ');
  const clock = isTime(at) ? { at } : {};
  const day = weekdays.find((it) => it === on);
  if (day) return { day, ...clock };
  const monthday = /^m([1-9]|[12]\d|3[01])$/.exec(on ?? '')?.[1];
  if (monthday) return { monthday: Number(monthday), ...clock };
  return isDate(on) ? { date: on, ...clock } : null;
}

export const whenText = ({ day, monthday, date, at }: When): string =>
  [day ?? (monthday ? `m${monthday}` : (date ?? '')), at].filter(Boolean).join(' ');

/** A `time` list may hold the evenings that are hard, or things to hold on to. */
export type ThingSort = 'hard' | 'planned';

export interface Thing {
  /** `<answer>/<code or own words>`: the same as long as it is the same thing */
  key: string;
  words: string;
  sort: ThingSort;
  when: When;
  maker: Maker;
}

/** What one answer has put into the calendar. */
export function thingsOf(maker: Maker, answer: Partial<Answer> | undefined): Thing[] {
  const { exercise } = maker;
  if (!answer || exercise.kind !== 'list' || exercise.becomes !== 'time') return [];
  return itemsOf(exercise, answer).flatMap(({ key, words }) => {
    const when = readWhen(answer.times?.[key]);
    const sort: ThingSort = exercise.plan.includes('evenings') ? 'hard' : 'planned';
    return when ? [{ key: `${exercise.answer}/${key}`, words, sort, when, maker }] : [];
  });
}

/** Everything in the calendar, in the order of the programme; then what the plan itself has been given a day for. */
export function things(entries: Entries, device: DeviceRecords, bundle: Bundle): Thing[] {
  const given = answers(entries, device);
  return [
    ...makers(bundle).flatMap((maker) => thingsOf(maker, given.get(maker.exercise.answer))),
    ...alternatives(entries, device, bundle).flatMap((line) => placedThing(line) ?? []),
  ];
}

/** Whether the exercise a line came from asks for a day itself. */
export const asksWhen = ({ maker }: PlanLine): boolean =>
  maker?.exercise.kind === 'list' && maker.exercise.becomes === 'time';

/** An alternative that was given its day in the plan, because its exercise asks for none. */
export function placedThing(line: PlanLine): Thing | null {
  const when = readWhen(line.time);
  if (!when || !line.maker || asksWhen(line)) return null;
  const { key, words, maker } = line;
  return { key, words, sort: 'planned', when, maker };
}

/** Days ahead that a thing can be given a date. Chosen by us; no source. */
export const FURTHEST = 365;

/** The time that the first day chosen brings along: an evening that is hard begins late, other things come before it. Chosen by us; no source. */
export const usualAt = (sort: ThingSort): string => (sort === 'hard' ? '20:00' : '18:00');

/** Minutes before and after its time in which a thing counts as being now. Chosen by us; no source. */
const around = 120;
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Whether it is time for it: on its day, and near its time where it has one. `now`: `2026-11-25T18:10`, local. */
export function isNow(time: string | undefined, now: string): boolean {
  const when = readWhen(time);
  if (!when) return false;
  if (!when.at) return fallsOn({ when }, now.slice(0, 10));
  // Near midnight its day may be yesterday or tomorrow.
  return [-1, 0, 1].some((days) => {
    const away = minutesOf(now.slice(11)) - minutesOf(when.at ?? '') - days * 24 * 60;
    return Math.abs(away) <= around && fallsOn({ when }, addDays(now.slice(0, 10), days));
  });
}

/** The day of the month of a date. */
export const monthdayOf = (date: string): number => Number(date.slice(8));

const isMonthday = (monthday: number, date: string): boolean =>
  monthdayOf(date) === monthday || (monthdayOf(date) < monthday && monthdayOf(addDays(date, 1)) === 1);

/** Whether a thing falls on a date. */
export const fallsOn = ({ when }: Pick<Thing, 'when'>, date: string): boolean =>
  when.date === date ||
  (when.day !== undefined && weekdays[weekday(date)] === when.day) ||
  (when.monthday !== undefined && isMonthday(when.monthday, date));

/** By the clock; what has no time comes first. */
const byClock = (one: Thing, other: Thing): number => ((one.when.at ?? '') < (other.when.at ?? '') ? -1 : 1);

export const onDate = (all: readonly Thing[], date: string): Thing[] =>
  all.filter((it) => fallsOn(it, date)).sort(byClock);

/** The next date a thing falls on, from `date` on; null when it has passed. */
export function nextDate({ when }: Pick<Thing, 'when'>, date: string): string | null {
  if (when.date) return when.date >= date ? when.date : null;
  if (when.monthday) {
    let next = date;
    while (!isMonthday(when.monthday, next)) next = addDays(next, 1);
    return next;
  }
  if (!when.day) return null;
  return addDays(date, (weekdays.indexOf(when.day) - weekday(date) + 7) % 7);
}

export interface CalendarDay {
  date: string;
  things: Thing[];
}

const shownDays = 14;

/** Fourteen days from `date` in rows of a week, Monday first; null where a row has days outside them. */
export function twoWeeks(all: readonly Thing[], date: string): (CalendarDay | null)[][] {
  const before = weekday(date);
  const cells: (CalendarDay | null)[] = Array.from({ length: before }, () => null);
  for (let n = 0; n < shownDays; n++) {
    const at = addDays(date, n);
    cells.push({ date: at, things: onDate(all, at) });
  }
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}

export interface Tonight {
  hard: Thing[];
  planned: Thing[];
  /** for a hard evening: the plan that was made for it, and what makes it harder to go on */
  plans: PlanLine[];
  barriers: PlanLine[];
}

const mostBarriers = 3;

/** What the calendar holds for a date, and for a hard evening what he has said he will do; null on any other day. */
export function tonight(entries: Entries, device: DeviceRecords, bundle: Bundle, date: string): Tonight | null {
  const all = onDate(things(entries, device, bundle), date);
  if (all.length === 0) return null;
  const hard = all.filter((it) => it.sort === 'hard');
  const planned = all.filter((it) => it.sort === 'planned');
  if (hard.length === 0) return { hard, planned, plans: [], barriers: [] };
  const parts = drawPlan(entries, device, bundle);
  const lines = (place: 'plans' | 'barriers') => parts.find((it) => it.place === place)?.lines ?? [];
  // The plan made beside the evenings is the one for them; before it is made, the first plan of all.
  const beside = lines('plans').filter((it) => hard.some(({ maker }) => maker.text.id === it.maker?.text.id));
  const planning = new Set(planned.map((it) => it.words));
  return {
    hard,
    planned,
    plans: beside.length > 0 ? beside : lines('plans').slice(0, 1),
    barriers: lines('barriers')
      .filter((it) => !planning.has(it.words))
      .slice(0, mostBarriers),
  };
}
