/** Local dates and day parts. An entry keeps a date and one of four parts of the day, never a clock time. */

export type DayPart = 'night' | 'morning' | 'day' | 'evening';
export const dayParts: readonly DayPart[] = ['night', 'morning', 'day', 'evening'];

const two = (n: number): string => String(n).padStart(2, '0');

/** `YYYY-MM-DD` on the clock of this device. */
export function localDate(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `HH:MM`, of a minute of the day. */
export const clockTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** `HH:MM` on the clock of this device. */
export const localTime = (at: Date): string => clockTime(at.getHours() * 60 + at.getMinutes());

/** `YYYY-MM-DDTHH:MM` on the clock of this device. */
export const localMinute = (at: Date): string => `${localDate(at)}T${localTime(at)}`;

/** The hour from which each part of the day is meant; before the morning it is night. Chosen by us; no source. */
const hours = { morning: 6, day: 11, evening: 17 } as const;

function partOf(hour: number): DayPart {
  if (hour < hours.morning) return 'night';
  return hour < hours.day ? 'morning' : hour < hours.evening ? 'day' : 'evening';
}

export const dayPart = (at: Date): DayPart => partOf(at.getHours());

/** The part of the day of a time of the clock (`20:00`). */
export const partAt = (clock: string): DayPart => partOf(Number(clock.slice(0, 2)));

/** Calendar arithmetic on the date alone: noon UTC never crosses a day, whatever the saving time does. */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Whole days from `from` to `until`; negative when `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000);
}

/** Monday = 0 … Sunday = 6. */
export function weekday(date: string): number {
  return (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
}

/** A date that is on the calendar: 30 February is none, and would stop whoever puts it into words. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))];
  // No month of any year is shorter than 28 days, and only the others need the calendar: ten years are read at a time.
  if (day <= 28) return year > 99 && month >= 1 && month <= 12 && day >= 1;
  return year > 99 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
}

export const isPart = (value: unknown): value is DayPart => dayParts.includes(value as DayPart);

/** A part of a day: what an entry keeps of when it was. */
export interface Moment {
  date: string;
  part: DayPart;
}
