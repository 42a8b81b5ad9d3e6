/**
 * What somebody has done so far, counted over the whole diary. Every count only grows with what is done: nothing here reads a
 * purchase, and no entry takes another one's place.
 */
import { answeredModules, type DeviceRecords, type Entries } from './answers.ts';
import type { Bundle } from './content.ts';
import { dayParts, isDate, isPart, localDate, type Moment } from './dates.ts';
import { evenings } from './evening.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import { countsAsDone, progress, timesDone, words } from './progress.ts';
import { sayRidden } from './ride-said.ts';

export interface DoneSoFar {
  /** Urges that were given time, with the urge tool or on his own, however they ended. */
  rides: number;
  /** Practices told as done or tried: both are told that they count. */
  practices: number;
  /** Evenings, and other parts of a day, that were planned, from when the plan is made; one that was emptied is none. */
  evenings: number;
  /** Modules finished, of any programme, in which something was answered; a page that was gone through is none. */
  modules: number;
}

const DONE = 'done_';

/** The texts that are a line of the hill once they are finished. */
function lines(entries: Entries, device: DeviceRecords, { pages }: Pick<Bundle, 'pages'>): (text: string) => boolean {
  const answered = answeredModules(entries, device);
  return (text) => answered.has(text) && !Object.hasOwn(pages, text);
}

const modulesDone = (kept: Fields, isLine: (text: string) => boolean): number =>
  Object.entries(kept).filter(
    ([name, value]) => name.startsWith(DONE) && words(value) && isLine(name.slice(DONE.length)),
  ).length;

/** Thousands of urges are counted at every change, so no date is looked at: a ride is one whenever it was. */
function ridden(urges: readonly Pick<Entry, 'fields'>[]): number {
  let rides = 0;
  for (const { fields } of urges) if (sayRidden(fields)) rides += 1;
  return rides;
}

export function doneSoFar(entries: Entries, bundle: Pick<Bundle, 'pages'>, device: DeviceRecords): DoneSoFar {
  const kept = progress(entries);
  return {
    rides: ridden(ofKind(entries, 'urge')),
    practices: timesDone(kept),
    evenings: evenings(entries).length,
    modules: modulesDone(kept, lines(entries, device, bundle)),
  };
}

/** When something was done; of a ride also in which part of the day. */
type DoneAt = Pick<Moment, 'date'> & Partial<Moment>;

const later = (one: DoneAt, other: DoneAt): boolean =>
  one.date > other.date || (one.date === other.date && partOf(one) > partOf(other));
const partOf = ({ part }: DoneAt): number => (part ? dayParts.indexOf(part) : -1);

/** When the last of what is counted was done; of one day a ride before the rest, since its part of the day is known. */
export function lastDone(entries: Entries, bundle: Pick<Bundle, 'pages'>, device: DeviceRecords): DoneAt | null {
  const kept = progress(entries);
  const isLine = lines(entries, device, bundle);
  const told = Object.entries(kept).flatMap(([name, value]): DoneAt[] => {
    if (!isDate(value)) return [];
    const of = (start: string) => (name.startsWith(start) ? name.slice(start.length) : null);
    const [practised, module] = [of('practice_at_'), of(DONE)];
    const counts = practised ? countsAsDone(kept[`practice_${practised}`]) : module && isLine(module);
    return counts ? [{ date: value }] : [];
  });
  const planned = evenings(entries).flatMap((it): DoneAt[] => {
    const made = entries.get(it.id)?.made;
    if (made === undefined) return [];
    const on = localDate(new Date(made));
    // What was brought in from elsewhere was made anew; nobody plans an evening that is over.
    const isOver = on > it.date;
    return [{ date: isOver ? it.date : on }];
  });
  let last: DoneAt | null = null;
  const take = (it: DoneAt): void => {
    if (!last || later(it, last)) last = it;
  };
  for (const it of [...told, ...planned]) take(it);
  for (const { fields } of ofKind(entries, 'urge'))
    if (sayRidden(fields) && isDate(fields.date))
      take({ date: fields.date, ...(isPart(fields.part) && { part: fields.part }) });
  return last;
}

export const allDone = ({ rides, practices, evenings, modules }: DoneSoFar): number =>
  rides + practices + evenings + modules;
