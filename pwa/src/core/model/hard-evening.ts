/** «Fredag kveld er ofte vanskeligst. Skal planen stå klar?»: which part of which day to plan for, and with what of his own. */
import type { DeviceRecords, Entries } from './answers.ts';
import { fallsOn, type Thing, things, tonight } from './calendar.ts';
import type { Bundle } from './content.ts';
import { addDays, type DayPart, dayParts, type Moment, partAt, weekday } from './dates.ts';
import { type Diary, lately } from './diary.ts';
import { eve, evenings, isOvertaken, momentKey } from './evening.ts';
import { type Counted, commonest, type Hour, hardest, hardestShare, NEEDS, triggers, whenTable } from './insights.ts';
import { programmeRest } from './pace.ts';
import { planFields } from './plan-order.ts';
import { hidOn } from './progress.ts';
import { WEEKS } from './spans.ts';

/** Field of the plan's own record: he wants the offer, or not. */
export const offerField = 'offer/evenings';
export const offersEvenings = (entries: Entries): boolean => planFields(entries)[offerField] !== false;

/** By which the records know that one offer was put aside: the date is that of the evening. */
export const hiddenOffer = 'evening';

export interface HardEvening extends Moment {
  /** what says so: what he has logged, or that he has named it */
  from: 'entries' | 'named';
}

export interface EveningSituation {
  entries: Entries;
  device: DeviceRecords;
  /** the texts of his face */
  bundle: Bundle;
  now: Moment;
}

/** The last weeks, as Insights shows them. */
const lastWeeks = ({ entries, now }: EveningSituation): Diary => ({
  ...lately(entries.values(), addDays(now.date, -7 * WEEKS)).read,
  running: now,
});

/** The dates that can lie ahead so near: the small hours of the day after tomorrow belong to tomorrow. */
const nearDates = (today: string): string[] => [0, 1, 2].map((days) => addDays(today, days));

/** Whether one would get ready for it today or tomorrow. */
const isNear = (it: Moment, today: string): boolean => [today, addDays(today, 1)].includes(eve(it));

/** When it has been hard in the last weeks, by weekday and part of the day; null where he has not logged enough. */
export function hardTable(situation: EveningSituation): readonly (readonly number[])[] | null {
  const { rows, entries } = whenTable(lastWeeks(situation), situation.now.date);
  return entries < NEEDS.when ? null : rows;
}

/** What he has logged most often by a clear lead, where he has logged enough. */
function fromEntries(situation: EveningSituation): HardEvening[] {
  const { date: today } = situation.now;
  return hardest(hardTable(situation) ?? []).flatMap(({ day, part }) =>
    nearDates(today)
      .map((date): HardEvening => ({ date, part, from: 'entries' }))
      .filter((it) => weekday(it.date) === day && isNear(it, today)),
  );
}

/** A weekday has this part of the day so many more times than the weekday with the fewest, before it is one of those to plan for. Chosen by us; no source. */
const MORE = 2;

/** The weekdays on which a part of the day came more often than on most; none where they are too much alike. */
function fullDays(column: readonly number[]): number[] {
  const even = column.reduce((all, it) => all + it, 0) / column.length;
  const least = Math.min(...column) + MORE;
  return column.flatMap((times, day) => (times > even && times >= least ? [day] : []));
}

interface HardHours {
  cells: Pick<Hour, 'day' | 'part'>[];
  /** No weekday tells more than another: the part of the day does alone. */
  anyDay: boolean;
}

/**
 * The cells that stand out; where none does, the fullest of the part of the day that does, or of the weekday that does. A cell in
 * which little has come is none of them, unless no weekday differs.
 */
function hardHours(rows: readonly (readonly number[])[]): HardHours {
  const [found, share] = [hardest(rows), hardestShare(rows)];
  if (found.length > 0 || !share) return { cells: found, anyDay: false };
  if ('part' in share) {
    const { part } = share;
    const days = fullDays(rows.map((row) => row[dayParts.indexOf(part)] ?? 0));
    const anyDay = days.length === 0;
    return { cells: (anyDay ? rows.map((_, day) => day) : days).map((day) => ({ day, part })), anyDay };
  }
  const row = rows[share.day] ?? [];
  const parts = dayParts.filter((_, column) => row[column] === Math.max(...row));
  return { cells: parts.map((part) => ({ day: share.day, part })), anyDay: false };
}

/** Why a part of a day is planned for. */
interface EveningReason {
  /** of `whenTable`, where it is among what stands out of them */
  rows: readonly (readonly number[])[] | null;
  /** how often the urge came at this time of the week, where no time of the week has a clear lead alone but something wider has */
  times: number | null;
  /** what came before most often: at this time of the week, where `times` counts it, or at all that stand out */
  before: Counted[];
  /** he has named it */
  named: boolean;
}

export function eveningReason(situation: EveningSituation, on: Moment): EveningReason {
  const { entries, device, bundle, now } = situation;
  const read = lastWeeks(situation);
  const table = whenTable(read, now.date);
  const { cells, anyDay } = table.entries < NEEDS.when ? { cells: [], anyDay: false } : hardHours(table.rows);
  const isHard = ({ date, part }: Moment): boolean => cells.some((it) => it.part === part && it.day === weekday(date));
  const named = things(entries, device, bundle).some((it) => isNamed(it, on));
  if (!isHard(on)) return { rows: null, times: null, before: [], named };
  const times = anyDay || hardest(table.rows).length > 0 ? null : timesAt(table.rows, on);
  const isSame = (it: Moment): boolean => it.part === on.part && weekday(it.date) === weekday(on.date);
  const at = times === null ? isHard : isSame;
  const { counted } = triggers(
    { ...read, urges: read.urges.filter(at), purchases: read.purchases.filter(at) },
    now.date,
  );
  return { rows: table.rows, times, before: commonest(counted), named };
}

/** How often the urge came at this time of the week. */
const timesAt = (rows: readonly (readonly number[])[], { date, part }: Moment): number =>
  rows[weekday(date)]?.[dayParts.indexOf(part)] ?? 0;

export interface NextHard extends Moment {
  /** how often the urge came at this time of the week; null where its part of the day is hard whatever weekday it is */
  times: number | null;
}

/** Whether it is evening, and can still be planned for: not once a purchase is written of it. */
const isOpen = (situation: EveningSituation): boolean =>
  situation.now.part === 'evening' && !isOvertaken(situation.now, lastWeeks(situation).purchases, situation.now);

/** Whether it comes after `now`, or is the evening that runs and is open. */
const isAhead = (it: Moment, now: Moment, open: boolean): boolean =>
  open ? momentKey(now) <= momentKey(it) : momentKey(now) < momentKey(it);

/**
 * When what stands out of the week comes next, after `now`, within a week; null when nothing does. `rows`: of `whenTable`; `open`: the
 * evening that runs counts too.
 */
export function nextHard(rows: readonly (readonly number[])[], now: Moment, open = false): NextHard | null {
  const week = Array.from({ length: 8 }, (_, days) => addDays(now.date, days));
  const { cells, anyDay } = hardHours(rows);
  const ahead = cells.flatMap(({ day, part }) =>
    week.map((date): Moment => ({ date, part })).filter((it) => weekday(it.date) === day),
  );
  const next = ahead.filter((it) => isAhead(it, now, open)).sort(byMoment)[0];
  return next ? { ...next, times: anyDay ? null : timesAt(rows, next) } : null;
}

/**
 * The same of what he has logged in the last weeks, or of the weeks that `rows` count, with the evening that runs while it can be planned
 * for; null also where he has not logged enough. Today and Insights both offer this one.
 */
export const nextHardOf = (situation: EveningSituation, rows = hardTable(situation)): NextHard | null =>
  rows && nextHard(rows, situation.now, isOpen(situation));

const byMoment = (one: Moment, other: Moment): number =>
  momentKey(one) < momentKey(other) ? -1 : momentKey(one) > momentKey(other) ? 1 : 0;

/** Which part of the day something is that he has named; without a time it is the evening. */
const partOf = ({ when }: Thing): DayPart => (when.at ? partAt(when.at) : 'evening');

/** Whether something in his plan names this part of this day as hard. */
const isNamed = (thing: Thing, { date, part }: Moment): boolean =>
  thing.sort === 'hard' && fallsOn(thing, date) && partOf(thing) === part;

/** What he has named in his plan. */
function named({ entries, device, bundle, now }: EveningSituation): HardEvening[] {
  return things(entries, device, bundle).flatMap((thing) =>
    nearDates(now.date)
      .map((date): HardEvening => ({ date, part: partOf(thing), from: 'named' }))
      .filter((it) => isNamed(thing, it) && isNear(it, now.date)),
  );
}

/**
 * The next part of a day to offer a plan for, from the day before until it begins, an evening until midnight; null when there is none,
 * when he wants no offers, or while the programme rests. Not one that is planned, put aside, or whose plan stands on Today already.
 */
export function hardEvening(situation: EveningSituation): HardEvening | null {
  const { entries, device, bundle, now } = situation;
  if (!offersEvenings(entries) || programmeRest(entries, now.date)) return null;
  const done = new Set(evenings(entries).map((it) => it.date));
  const aside = hidOn(entries, hiddenOffer) ?? '';
  const stands = tonight(entries, device, bundle, now.date)?.plans.length;
  const isEvening = isOpen(situation);
  const free = (it: HardEvening): boolean =>
    isAhead(it, now, isEvening) && !done.has(it.date) && it.date > aside && !(stands && it.date === now.date);
  const open = [...named(situation), ...fromEntries(situation)].filter(free);
  return open.sort(byMoment)[0] ?? null;
}
