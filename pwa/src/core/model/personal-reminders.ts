/**
 * The reminders a person sets up for himself: what stands in the calendar, the day after a lapse, the boosters. The server
 * is told the times alone; what each is for rests on this phone.
 */

import type { DeviceRecords, Entries } from './answers.ts';
import { nextDate, type Thing, things } from './calendar.ts';
import { remindable } from './coach-reminders.ts';
import { faceOf, recordIn } from './codec.ts';
import type { Bundle } from './content.ts';
import { addDays, weekday } from './dates.ts';
import { due } from './due.ts';
import { eveningName, eveningRing, evenings } from './evening.ts';
import { ofFace } from './face.ts';
import { boosters, type ProgrammeRest, programmeRest } from './pace.ts';
import type { Fields } from './plain.ts';
import type { Evening, What } from './records.ts';
import { type Pause, type Timed, weekdays } from './reminders.ts';
import { type Silence, silence } from './silence.ts';

/** Name of the device-only record. */
export const ownRecord = 'own';

/** What a reminder is for, and so which of the pack's words it says. */
export type OwnSort = 'later' | 'evening' | 'booster' | 'agreement' | 'reminder';

export interface OwnChoice {
  /** per answer: «Vil du bli minnet på dem?» */
  asked: Record<string, boolean>;
  /** per reminder, where it differs from what was asked */
  on: Record<string, boolean>;
  /** per reminder: 8 random bytes in hex, by which the server knows it again */
  ids: Record<string, string>;
}

/** A reminder there could be. `once` and `at` as the server takes them, both local. */
export interface OwnReminder {
  key: string;
  sort: OwnSort;
  /** what it is about */
  words: string;
  thing?: Thing;
  /** the part of a day that was planned */
  planned?: Evening;
  /** what was planned for the evening of `date`, which this one rings for: that has no ring of its own, and its words are said */
  tells?: Evening;
  on: boolean;
  /** the next local date it would ring on */
  date: string;
  /** `20:00` */
  at: string;
  /** every week on the day of `date` */
  weekly: boolean;
}

const only = <T>(value: unknown, fits: (it: unknown) => it is T): Record<string, T> =>
  Object.fromEntries(Object.entries(recordIn(value)).filter((pair): pair is [string, T] => fits(pair[1])));
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);

/** The record as it was kept; what cannot be read was not chosen. */
export const readOwnChoice = (fields: Fields | undefined): OwnChoice => ({
  asked: only(fields?.asked, isFlag),
  on: only(fields?.on, isFlag),
  ids: only(fields?.ids, isId),
});

interface Situation {
  entries: Entries;
  device: DeviceRecords;
  bundle: Bundle;
  what: readonly What[];
  /** `2026-11-25T12:00`, local */
  now: string;
  /** when something without a time of its own rings */
  usual: string;
}

/** What he asks for after the end too: he has said yes to each of them since, or chosen to be followed up. */
const stays = (sort: OwnSort): boolean => sort === 'booster' || sort === 'agreement';

/** Every reminder there could be from now on in the face that is shown, switched on or not, the soonest first. */
export const ownReminders = (choice: OwnChoice, situation: Situation): OwnReminder[] =>
  known(choice, situation, programmeRest(situation.entries, situation.now.slice(0, 10)));

/** The same under this rest: in a pause only what comes after it, the weekly ones for their first time. */
function known(choice: OwnChoice, situation: Situation, resting: ProgrammeRest | null): OwnReminder[] {
  const { entries, device, what, now, usual } = situation;
  const bundle = ofFace(situation.bundle, faceOf(what));
  const today = now.slice(0, 10);
  const until = resting?.kind === 'pause' ? resting.until : null;
  const found: OwnReminder[] = [];
  const add = (own: Omit<OwnReminder, 'on'>, otherwise: boolean) => {
    const passed = own.weekly && `${own.date}T${own.at}` <= now;
    const date = passed ? addDays(own.date, 7) : own.date;
    if (silence({ date, at: own.at, stays: stays(own.sort) }, { resting, pause: null, now })) return;
    found.push({ ...own, date, on: choice.on[own.key] ?? otherwise });
  };
  // From tomorrow's side: it is due then if it began today or earlier, and rings on the first day only.
  const later = due(entries, bundle, addDays(today, 1));
  if (later)
    add(
      {
        key: `later/${later.page}`,
        sort: 'later',
        date: addDays(later.since, 1),
        at: usual,
        weekly: false,
        words: later.title,
      },
      true,
    );
  for (const { module, title, at, state } of boosters(entries, bundle, what, today))
    if (state === 'coming' || state === 'due')
      add({ key: `booster/${module}`, sort: 'booster', words: title, date: at, at: usual, weekly: false }, true);
  for (const thing of things(entries, device, bundle)) {
    const { at, monthday } = thing.when;
    const soonest = nextDate(thing, until ?? today);
    if (!soonest || !at) continue;
    // The server knows no months: each time is told by itself.
    const date = monthday && `${soonest}T${at}` <= now ? (nextDate(thing, addDays(soonest, 1)) ?? soonest) : soonest;
    const sort = thing.sort === 'hard' ? 'evening' : 'reminder';
    const asked = choice.asked[thing.maker.exercise.answer] ?? false;
    const weekly = thing.when.day !== undefined && !until;
    add({ key: thing.key, sort, words: thing.words, thing, date, at, weekly }, asked);
  }
  // Who has turned reminders on and planned an evening is reminded of it, once: not beside one for the same evening.
  if (faceOf(what) === 'stop')
    for (const planned of evenings(entries)) {
      const told = found.find((it) => it.sort === 'evening' && it.on && it.thing && it.date === planned.date);
      const key = eveningName(planned.date);
      // «For i kveld» is no word for a morning or a day.
      const sort = planned.part === 'evening' || planned.part === 'night' ? 'evening' : 'reminder';
      add({ key, sort, words: planned.first_text ?? '', planned, ...eveningRing(planned), weekly: false }, !told);
      if (told && !choice.on[key]) told.tells = planned;
    }
  for (const { key, words, date, at } of remindable(entries)) {
    const said = words ?? bundle.coach?.checkin.title ?? '';
    // Only what he has said yes or no to: nobody is reminded because a coach has written.
    if (key in choice.on) add({ key, sort: 'agreement', words: said, date, at: at ?? usual, weekly: false }, false);
  }
  return found.sort((one, other) => (`${one.date}T${one.at}` < `${other.date}T${other.at}` ? -1 : 1));
}

/** The server takes so many in one channel. */
export const mostNudges = 20;

/** Those that are on, as far as there is room for them. */
const ringing = (own: readonly OwnReminder[], room: number): OwnReminder[] =>
  own.filter((it) => it.on).slice(0, Math.max(0, room));

/**
 * Whether one of a thread rings once it has been said yes to: null, or why not. `room` as in `armOwn`; `pause`: the rest that
 * the person takes from all reminders.
 */
export function agreedSilence(
  { key, date, at }: Pick<OwnReminder, 'key' | 'date' | 'at'>,
  choice: OwnChoice,
  situation: Situation & { pause: Pause | null; room: number },
): Silence | null {
  const { entries, now, pause, room } = situation;
  const why = silence(
    { date, at, stays: stays('agreement') },
    { resting: programmeRest(entries, now.slice(0, 10)), pause, now },
  );
  if (why) return why;
  const own = ownReminders({ ...choice, on: { ...choice.on, [key]: true } }, situation);
  return ringing(own, room).some((it) => it.key === key) ? null : { why: 'full' };
}

/** What the server is told of those that are on; `room` is what the other reminders leave of the channel. */
export function armOwn(own: readonly OwnReminder[], ids: OwnChoice['ids'], room: number): Timed[] {
  const armed = ringing(
    own.filter((it) => ids[it.key]),
    room,
  );
  // By id: that one evening has passed does not change what stands of the others.
  return armed
    .map(({ key, date, at, weekly }): Timed => {
      const id = ids[key] ?? '';
      return weekly
        ? { id, kind: 'own', at, days: weekdays.slice(weekday(date), weekday(date) + 1) }
        : { id, kind: 'own', once: `${date}T${at}` };
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Those that do not ring now and may again: what the face which is shown holds back, a pause, or the end. */
export const heldBack = (choice: OwnChoice, situation: Situation): OwnReminder[] =>
  [situation.what, faceOf(situation.what) === 'near' ? [] : (['relative'] as const)].flatMap((what) =>
    known(choice, { ...situation, what }, null),
  );

/** The record with an id for each reminder that is on, and nothing of what is gone; what is held back stays as it was. */
export function settleOwn(
  choice: OwnChoice,
  own: readonly OwnReminder[],
  newId: () => string,
  held: readonly OwnReminder[] = [],
): OwnChoice {
  const keys = new Set([...own, ...held].map((it) => it.key));
  const left = <T>(of: Record<string, T>) => Object.fromEntries(Object.entries(of).filter(([key]) => keys.has(key)));
  const fresh = own.filter((it) => it.on && !choice.ids[it.key]).map((it) => [it.key, newId()]);
  return { asked: choice.asked, on: left(choice.on), ids: { ...left(choice.ids), ...Object.fromEntries(fresh) } };
}

/** Minutes that a reminder may be late by: the spread, and what the server still sends afterwards. */
const latest = 130;
const minutes = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5));
const order: readonly OwnSort[] = ['later', 'evening', 'booster', 'agreement', 'reminder'];

/** The reminder that comes at this minute: of those that were due shortly before it, the first by sort; undefined when none is known. */
export function ownAt(choice: OwnChoice, situation: Situation): OwnReminder | undefined {
  const { now } = situation;
  const today = now.slice(0, 10);
  const from = ownReminders(choice, { ...situation, now: `${today}T00:00` });
  const at = minutes(now.slice(11));
  const ringing = from.filter(
    (it) => it.on && it.date === today && minutes(it.at) <= at && at - minutes(it.at) <= latest,
  );
  return order.flatMap((sort) => ringing.filter((it) => it.sort === sort))[0];
}

/** What it is for; `reminder` when none is known. */
export const ownSortAt = (choice: OwnChoice, situation: Situation): OwnSort =>
  ownAt(choice, situation)?.sort ?? 'reminder';
