/** The words of the console, in both languages; the guide and the drafts come from the content pack (texts.ts). */
import { signal } from '@preact/signals';
import type { Locale } from '../core/model/content.ts';
import { localDate, localTime } from '../core/model/dates.ts';
import { guessLocale } from '../core/model/language.ts';
import { type Values, type WordKey, type WordTable, wordsFor } from '../platform/words.ts';
import en from './messages/en.json' with { type: 'json' };
import nb from './messages/nb.json' with { type: 'json' };

export type Key = WordKey<keyof typeof nb>;

const all: Record<Locale, WordTable> = { nb, en };
const choice = 'coach-language';

export const locale = signal<Locale>('nb');

export const t = (key: Key, values: Values = {}): string =>
  wordsFor((it) => all[locale.value][it], locale.value, key, values);

/** Changes the language, and keeps the choice on this machine where the browser lets it. */
export function speak(next: Locale, keep = true): void {
  locale.value = next;
  document.documentElement.lang = next;
  document.title = t('title');
  try {
    if (keep) localStorage.setItem(choice, next);
  } catch {
    // Nothing is kept then.
  }
}

/** The language that was chosen here, else the browser's. */
export function speakFirst(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(choice);
  } catch {
    // Nothing was kept then.
  }
  speak(kept === 'nb' || kept === 'en' ? kept : guessLocale(navigator.languages), false);
}

const tags: Record<Locale, string> = { nb: 'nb-NO', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day in words. Making a format takes longer than using it: a year of days to choose from is drawn anew at every key. */
function dated(date: string, parts: Intl.DateTimeFormatOptions): string {
  const name = `${locale.value} ${Object.keys(parts)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(tags[locale.value], { ...parts, timeZone: 'UTC' });
  formats.set(name, format);
  return format.format(new Date(`${date}T12:00:00Z`));
}

/** `3. november`, and the year where it is not this one. */
export function dateInWords(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return dated(date, { day: 'numeric', month: 'long', ...year });
}

/** `kl. 14:05`, and the day before it where that is not today; milliseconds since 1970. */
export function momentInWords(at: number): string {
  const [now, then] = [new Date(), new Date(at)];
  const time = t('at_time', { time: localTime(then) });
  const day = localDate(then);
  return day === localDate(now) ? time : `${dateInWords(day, localDate(now))} ${time}`;
}

/** `fredag 3. november` */
export const weekdayInWords = (date: string, today: string): string =>
  `${dated(date, { weekday: 'long' })} ${dateInWords(date, today)}`;
