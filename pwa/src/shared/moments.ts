/**
 * Dates, times and parts of the day in words, for every screen of the app. They are written here, out of the words of each language,
 * since the first screens say them and a browser that is asked for a date reads up on all calendars first; a test holds them to
 * what the calendar says. The coaches' console has other words and no such start: console/words.ts asks the browser.
 */
import { addDays, clockTime, type DayPart, daysBetween, weekday } from '../core/model/dates.ts';
import { locale, t } from '../platform/i18n.ts';
import { today } from './today.ts';

/** The language that is spoken, as browsers call it. */
export const tag = (): string => (locale.value === 'nb' ? 'nb-NO' : 'en-GB');

const thisYear = (date: string): boolean => date.slice(0, 4) === today.value.slice(0, 4);

type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;
const month = (date: string): Month => Number(date.slice(5, 7)) as Month;

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** «i dag», «i går», «torsdag 19. november»; with the year when it is another one. */
export function dateWords(date: string): string {
  if (date === today.value) return t('date_today');
  if (date === addDays(today.value, -1)) return t('date_yesterday');
  return `${weekdayName(weekday(date))} ${yearWords(date)}`;
}

/** «19. november» */
export const dayWords = (date: string): string =>
  t('date_day', { day: Number(date.slice(8)), month: t(`month_${month(date)}`) });

/** «19. november»; of another year «19. november 2025» */
export const yearWords = (date: string): string => (thisYear(date) ? dayWords(date) : paperDate(date));

/** «19. november 2025»: on paper, which may lie for years. */
export const paperDate = (date: string): string => `${dayWords(date)} ${date.slice(0, 4)}`;

/** «onsdag 25. november 2026», ‘Wednesday, 25 November 2026’: a day on paper, where there is no today. */
export const paperDay = (date: string): string =>
  `${weekdayName(weekday(date))}${locale.value === 'en' ? ',' : ''} ${paperDate(date)}`;

/** A date to come, its day never torn from its month: «i morgen», «tirsdag 1. desember», «9. desember». A weekday alone could be today. */
export function soonWords(date: string): string {
  const days = daysBetween(today.value, date);
  if (days === 1) return t('tomorrow');
  const words = days > 1 && days <= 7 ? dateWords(date) : dayWords(date);
  return words.replace(/(\d+\.?) /, '$1\u00a0');
}

/** «nov.» */
export const monthWords = (date: string): string => t(`month_short_${month(date)}`);

/** «November»; of another year «November 2025» */
export const monthName = (date: string): string =>
  capital(t(`month_${month(date)}`) + (thisYear(date) ? '' : ` ${date.slice(0, 4)}`));

/** «mandag 30. november» */
export const weekdayDate = (date: string): string => `${weekdayName(weekday(date))} ${dayWords(date)}`;

/** A minute of the day as people write it: 9 and 14.30 in Norwegian, 9:00 and 14:30 in English. */
export function minuteWords(minute: number): string {
  const [hour, rest] = clockTime(minute).split(':');
  if (locale.value === 'en') return `${Number(hour)}:${rest}`;
  return rest === '00' ? String(Number(hour)) : `${Number(hour)}.${rest}`;
}

/** «morgen, dag og kveld» */
export const listWords = (words: readonly string[]): string => new Intl.ListFormat(tag()).format(words);

/** «12.11.» */
export const numberedDay = (date: string): string =>
  t('date_numbers', { day: Number(date.slice(8)), month: month(date) });

/** The seven dates from this one, as a row of a table is called. */
export const weekName = ({ from, now }: { from: string; now: boolean }): string =>
  now ? t('weeks_this') : numberedDay(from);

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** «mandag», by number, Monday = 0. */
export const weekdayName = (day: number): string => t(`weekday_${days[day] ?? 'mon'}`);

/** «Mandag» */
export const weekdayWords = (day: number): string => capital(weekdayName(day));

/** In a table, which has little room: «Dag». */
export const partWords = (part: DayPart): string => t(`part_${part}`);

/** After a date, and as a choice: «midt på dagen». */
export const atWords = (part: DayPart): string => t(`at_${part}`);

/** «i kveld», «i går kveld», «torsdag 19. november, kveld»; the small hours by the date they are in: «natt til torsdag 19. november» */
export function momentWords(date: string, part: DayPart): string {
  if (date === today.value) return t(`this_${part}`);
  if (date === addDays(today.value, -1)) return t(`yesterday_${part}`);
  return part === 'night' ? t('heading_night', { day: dateWords(date) }) : `${dateWords(date)}, ${atWords(part)}`;
}

/** «torsdag kveld»; the small hours belong to the date they are in: «natt til torsdag». */
export const dayPartWords = (date: string, part: DayPart): string =>
  t(`heading_${part}`, { day: weekdayName(weekday(date)) });

/** «Torsdag kveld» */
export const headingWords = (date: string, part: DayPart): string => capital(dayPartWords(date, part));

/** The head of the first screen, beside quick exit: «Torsdag kveld», in the middle of the day «Torsdag». */
export const nowWords = (date: string, part: DayPart): string =>
  part === 'day' ? weekdayWords(weekday(date)) : headingWords(date, part);
