/**
 * Dates as of today, times and parts of the day in words, for every screen of the app. They are written here, as those of every day
 * are (platform/dates.ts).
 */
import { addDays, type DayPart, daysBetween, weekday } from '../core/model/dates.ts';
import {
  dateInWords,
  dayWords,
  monthNumber,
  otherYear,
  paperDate,
  weekdayInWords,
  weekdayName,
} from '../platform/dates.ts';
import { locale, t } from '../platform/i18n.ts';
import { today } from './today.ts';

/** The language that is spoken, as browsers call it. */
export const tag = (): string => (locale.value === 'nb' ? 'nb-NO' : 'en-GB');

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** «i dag», «i går», «torsdag 19. november»; with the year when it is another one. */
export function dateWords(date: string): string {
  if (date === today.value) return t('date_today');
  if (date === addDays(today.value, -1)) return t('date_yesterday');
  return weekdayInWords(date, today.value);
}

/** «Hvordan var torsdag 19. november?»: leads to the check-in of a day; to that of today as it asks itself. */
export const dayAsked = (date: string): string =>
  date === today.value ? t('checkin_title') : t('month_answer', { day: weekdayInWords(date, today.value) });

/** «19. november»; of another year «19. november 2025» */
export const yearWords = (date: string): string => dateInWords(date, today.value);

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
export const monthWords = (date: string): string => t(`month_short_${monthNumber(date)}`);

/** «November»; of another year «November 2025» */
export const monthName = (date: string): string =>
  capital(t(`month_${monthNumber(date)}`) + otherYear(date, today.value));

/** «mandag 30. november» */
export const weekdayDate = (date: string): string => `${weekdayName(weekday(date))} ${dayWords(date)}`;

/** «morgen, dag og kveld» */
export const listWords = (words: readonly string[]): string => new Intl.ListFormat(tag()).format(words);

/** «12.11.» */
export const numberedDay = (date: string): string =>
  t('date_numbers', { day: Number(date.slice(8)), month: monthNumber(date) });

/** The week from this date, as a row of a table is called. */
export const weekName = ({ from, now }: { from: string; now: boolean }): string =>
  now ? t('weeks_this') : numberedDay(from);

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
