/** Whether a service can be reached now, by Norway's clock and holidays, whatever zone the phone is in. */
import type { OpenRange, Service, Times } from './content.ts';

/** Why the usual hours may not hold: a public holiday, or one of the two eves on which much closes early. */
export type SpecialDay = 'holiday' | 'christmas_eve' | 'new_years_eve';

/** `until` and `at` are minutes of the day, `day` a day number, `ahead` the days from today. */
export type Opening =
  | { is: 'always' }
  /** `until` is null when it stays open for a day or more. */
  | { is: 'open'; until: number | null }
  /** Its usual hours, on a day of which the entry does not say whether they hold. */
  | { is: 'maybe'; why: SpecialDay }
  | { is: 'closed'; opens: { ahead: number; day: number; at: number; why: SpecialDay | null } | null };

const DAY = 24 * 60;
/** Days that are looked through for the next opening. */
const AHEAD = 28;

let clock: Intl.DateTimeFormat | undefined;

/** Made at the first need: a zone that is not the phone's own costs a slow phone 60 ms, and Today asks for no hours. */
const norwegianClock = (): Intl.DateTimeFormat => {
  clock ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Oslo',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return clock;
};

/** Days since 1 January 1970. */
export const dayNumber = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / 86_400_000;

/** Monday = 1 … Sunday = 7. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** The day and the minute of the day in Norway. */
export function inNorway(now: Date): { day: number; minute: number } {
  const part = Object.fromEntries(
    norwegianClock()
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = part;
  return { day: dayNumber(year, month, day), minute: hour * 60 + minute };
}

/** Easter Sunday of the Gregorian calendar. */
function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * shift + 114;
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** Maundy Thursday, Good Friday, both Easter days, Ascension and both days of Whitsun, by days from Easter Sunday. */
const moving: readonly number[] = [-3, -2, 0, 1, 39, 49, 50];
const fixed: readonly string[] = ['1-1', '5-1', '5-17', '12-25', '12-26'];

/** What is special about a day in Norway; an ordinary Sunday is not. */
export function special(day: number): SpecialDay | null {
  const date = new Date(day * 86_400_000);
  const year = date.getUTCFullYear();
  const name = `${date.getUTCMonth() + 1}-${date.getUTCDate()}`;
  if (fixed.includes(name) || moving.includes(day - easter(year))) return 'holiday';
  return name === '12-24' ? 'christmas_eve' : name === '12-31' ? 'new_years_eve' : null;
}

interface Span {
  from: number;
  to: number;
  why: SpecialDay | null;
}

/** Every time it is open from yesterday on, in minutes from the midnight on which today began; what touches is one. */
function spans(ranges: readonly OpenRange[], holidays: Service['holidays'], today: number): Span[] {
  const found: Span[] = [];
  for (let ahead = -1; ahead <= AHEAD; ahead++) {
    const why = special(today + ahead);
    if (why === 'holiday' && holidays === 'closed') continue;
    for (const it of ranges)
      if (it.days.includes(weekdayOf(today + ahead)))
        found.push({
          from: ahead * DAY + it.from,
          to: ahead * DAY + it.to,
          why: holidays === 'open' ? null : why,
        });
  }
  found.sort((a, b) => a.from - b.from);
  return found.reduce<Span[]>((all, it) => {
    const last = all.at(-1);
    if (last && last.to >= it.from && last.why === it.why) last.to = Math.max(last.to, it.to);
    else all.push({ ...it });
    return all;
  }, []);
}

/** Whether these times are open at `now`; if not, when they are next. */
export function opening(times: Times, holidays: Service['holidays'], now: Date): Opening {
  if (times === '24/7') return { is: 'always' };
  const { day, minute } = inNorway(now);
  const all = spans(times, holidays, day);
  const held = all.filter((it) => it.from <= minute && minute < it.to);
  const open = held.find((it) => !it.why) ?? held[0];
  if (open?.why) return { is: 'maybe', why: open.why };
  if (open) return { is: 'open', until: open.to - minute < DAY ? ((open.to - 1) % DAY) + 1 : null };
  const next = all.find((it) => it.from > minute);
  if (!next) return { is: 'closed', opens: null };
  const ahead = Math.floor(next.from / DAY);
  return { is: 'closed', opens: { ahead, day: day + ahead, at: next.from % DAY, why: next.why } };
}

/** The hours of a service and of its chat, as far as they are known as times. */
export function openings(it: Pick<Service, 'hours' | 'open' | 'chat' | 'holidays'>, now: Date) {
  const times = it.open ?? (it.hours === '24/7' ? it.hours : undefined);
  return {
    itself: times && opening(times, it.holidays, now),
    chat: it.chat && opening(it.chat, it.holidays, now),
  };
}

/** It is known that nobody answers now, in a chat of theirs neither. Of whom no hours are known this is not said. */
export function isClosed(it: Service, now: Date): boolean {
  const { itself, chat } = openings(it, now);
  return itself?.is === 'closed' && (!chat || chat.is === 'closed');
}

/** The order of the directory, with those behind that are closed now: who reads this at night meets first who may answer. */
export const closedLast = (services: readonly Service[], now: Date): Service[] => [
  ...services.filter((it) => !isClosed(it, now)),
  ...services.filter((it) => isClosed(it, now)),
];
