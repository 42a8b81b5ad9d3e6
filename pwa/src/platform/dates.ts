/**
 * Dates in words, for the app and for the coaches' console. They are written here, out of the words of each language, since the app's
 * first screens say them and a browser that is asked for a date reads up on all calendars first; shared/moments.test.ts holds them to
 * what the calendar says.
 */
import { weekday } from '../core/model/dates.ts';
import { locale, t } from './i18n.ts';

type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;
export const monthNumber = (date: string): Month => Number(date.slice(5, 7)) as Month;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** «mandag», by number, Monday = 0. */
export const weekdayName = (day: number): string => t(`weekday_${days[day] ?? 'mon'}`);

/** «19. november» */
export const dayWords = (date: string): string =>
  t('date_day', { day: Number(date.slice(8)), month: t(`month_${monthNumber(date)}`) });

/** «19. november 2025»: on paper, which may lie for years. */
export const paperDate = (date: string): string => `${dayWords(date)} ${date.slice(0, 4)}`;

/** « 2025», after a date of another year than that of `today`. */
export const otherYear = (date: string, today: string): string =>
  date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`;

/** «19. november»; of another year «19. november 2025» */
export const dateInWords = (date: string, today: string): string => dayWords(date) + otherYear(date, today);

/** «torsdag 19. november», with the year as `dateInWords` has it. */
export const weekdayInWords = (date: string, today: string): string =>
  `${weekdayName(weekday(date))} ${dateInWords(date, today)}`;

/** A time of day (`HH:MM`) as people write it: 9 and 14.30 in Norwegian, 9:00 and 14:30 in English. */
export function timeInWords(time: string): string {
  const [hour, minute] = time.split(':');
  if (locale.value === 'en') return `${Number(hour)}:${minute}`;
  return minute === '00' ? String(Number(hour)) : `${Number(hour)}.${minute}`;
}
