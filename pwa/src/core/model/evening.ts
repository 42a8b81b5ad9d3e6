/**
 * A part of a day that was planned ahead: where, with whom and what first (records.ts). When it stands on Today, when its
 * reminder rings and when it is asked how it went. Local dates alone: no clock crosses a zone.
 */
import type { Entries } from './answers.ts';
import { isOneOf, isString, type Loose, onlyFields } from './codec.ts';
import { addDays, type DayPart, dayPart, dayParts, isDate, isPart, localDate, type Moment } from './dates.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import type { Evening, EveningHeld } from './records.ts';

/** Kind of the record. */
export const eveningKind = 'evening';
export const eveningName = (date: string): string => `${eveningKind}/${date}`;

export const heldAnswers: readonly EveningHeld[] = ['yes', 'partly', 'no'];
const isHeld = (value: unknown): value is EveningHeld => isOneOf(heldAnswers, value);
const isWritten = (value: unknown): value is string => isString(value) && value.trim() !== '';

/** Null where it does not say which part of which day. */
export function readEvening(it: Loose): Evening | null {
  const { date, part } = it;
  if (!isDate(date) || !isPart(part)) return null;
  return {
    date,
    part,
    ...onlyFields(it, ['place', 'place_text', 'person_text', 'first_text', 'notice_text'], isWritten),
    ...onlyFields(it, ['held'], isHeld),
  };
}

/** What a plan says. */
export type EveningPlan = Pick<Evening, 'place' | 'place_text' | 'person_text' | 'first_text'>;
const planned: readonly (keyof EveningPlan)[] = ['place', 'place_text', 'person_text', 'first_text'];
export const isPlanned = (plan: EveningPlan): boolean => planned.some((field) => plan[field]);

/** All fields of a plan as they are stored: what it leaves out is emptied. */
export const planFieldsOf = (plan: EveningPlan): Fields =>
  Object.fromEntries(planned.map((field) => [field, plan[field] ?? '']));

export type KeptEvening = Evening & { id: string };

/** Null where nothing is planned. */
export function keptEvening({ id, fields }: Pick<Entry, 'id' | 'fields'>): KeptEvening | null {
  const evening = readEvening(fields);
  return evening && isPlanned(evening) ? { ...evening, id } : null;
}

/** What is planned, the earliest first; one that was emptied is not. */
export const evenings = (entries: Entries): KeptEvening[] =>
  ofKind(entries, eveningKind)
    .flatMap((it) => keptEvening(it) ?? [])
    .sort((one, other) => (momentKey(one) < momentKey(other) ? -1 : 1));

/** A part of a day as text that sorts by time. */
export const momentKey = ({ date, part }: Moment): string => `${date} ${dayParts.indexOf(part)}`;

/** The day on which one gets ready for it: the small hours and the morning belong to the evening before. */
export const eve = ({ date, part }: Moment): string => (part === 'night' ? addDays(date, -1) : date);

/** From when to when it is the next thing, and stands first on Today. */
function span({ date, part }: Moment): { from: Moment; until: Moment } {
  switch (part) {
    case 'night':
      return { from: { date: addDays(date, -1), part: 'night' }, until: { date, part } };
    case 'morning':
      return { from: { date: addDays(date, -1), part: 'evening' }, until: { date, part } };
    case 'day':
      return { from: { date, part: 'night' }, until: { date, part } };
    case 'evening':
      // An evening that is hard is not over at midnight.
      return { from: { date, part: 'night' }, until: { date: addDays(date, 1), part: 'night' } };
  }
}

/** The one that is now, or later today; null when none is. */
export const eveningOn = (entries: Entries, now: Moment): KeptEvening | null =>
  evenings(entries).find((it) => {
    const { from, until } = span(it);
    return momentKey(from) <= momentKey(now) && momentKey(now) <= momentKey(until);
  }) ?? null;

/** What is planned, while the part of the day that it is for runs; an evening goes on after midnight. */
export function plannedNow(entries: Entries, now: Moment): KeptEvening | null {
  const evening = eveningOn(entries, now);
  return evening && momentKey(evening) <= momentKey(now) ? evening : null;
}

/** Whether one of these purchases came while the planned part of the day ran. */
export const isOvertaken = (evening: Moment, purchases: readonly Moment[], now: Moment): boolean =>
  purchases.some((it) => momentKey(evening) <= momentKey(it) && momentKey(it) <= momentKey(now));

/** Those that are planned for later. */
export const eveningsAhead = (entries: Entries, now: Moment): KeptEvening[] =>
  evenings(entries).filter((it) => momentKey(now) < momentKey(span(it).from));

/** Whether it is over; an evening is that the morning after. */
export const isOver = (it: Moment, now: Moment): boolean => momentKey(span(it).until) < momentKey(now);

/** Days after it on which it is asked how it went: the next one, and one more for who was not here. Chosen by us; no source. */
const ASKED = 2;

/** Those that are over, and not for longer than it is asked how they went. */
const justOver = (entries: Entries, now: Moment): KeptEvening[] =>
  evenings(entries).filter((it) => isOver(it, now) && now.date <= addDays(eve(it), ASKED));

/** Whether he said how it went while it ran, and bought in it: that may have been before. */
function saidTooEarly(entries: Entries, it: KeptEvening, purchases: readonly Moment[]): boolean {
  const said = new Date(entries.get(it.id)?.changed ?? 0);
  const early = !isOver(it, { date: localDate(said), part: dayPart(said) });
  return early && isOvertaken(it, purchases, span(it).until);
}

/** The last one of which nobody has said how it went, once it is over; also one that was marked as done and then ended with a purchase. */
export const eveningToAsk = (entries: Entries, now: Moment, purchases: readonly Moment[] = []): KeptEvening | null =>
  justOver(entries, now).findLast((it) => !it.held || saidTooEarly(entries, it, purchases)) ?? null;

/** He has said that it held, all of it or a part. */
export const wasFollowed = (it: KeptEvening): it is KeptEvening & { held: 'yes' | 'partly' } =>
  it.held === 'yes' || it.held === 'partly';

/** The last one that was followed, where he has said so today. */
export const eveningFollowed = (entries: Entries, now: Moment) =>
  justOver(entries, now)
    .filter(wasFollowed)
    .findLast(({ id }) => localDate(new Date(entries.get(id)?.changed ?? 0)) === now.date) ?? null;

/**
 * When its reminder rings, as days before its date and a time: before it is hard, after work, and never in the small hours.
 * Chosen by us; no source.
 */
const rings: Record<DayPart, [days: number, at: string]> = {
  night: [1, '22:00'],
  morning: [1, '21:00'],
  day: [0, '10:00'],
  evening: [0, '17:30'],
};

export function eveningRing({ date, part }: Moment): { date: string; at: string } {
  const [days, at] = rings[part];
  return { date: addDays(date, -days), at };
}
