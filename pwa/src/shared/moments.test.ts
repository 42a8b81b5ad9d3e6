/** Dates in words are written by us: they say what the language's own calendar says. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '@preact/signals';
import { registerWords } from '../app/words.ts';
import type { Locale } from '../core/model/content.ts';
import { addDays } from '../core/model/dates.ts';
import { dayWords, paperDate, timeInWords } from '../platform/dates.ts';
import { loadAllWords, locale } from '../platform/i18n.ts';
import {
  dateWords,
  dayAsked,
  headingWords,
  momentWords,
  monthName,
  nowWords,
  numberedDay,
  paperDay,
  weekdayDate,
} from './moments.ts';
import { today } from './today.ts';

registerWords();

const tags: Record<Locale, string> = { nb: 'nb-NO', en: 'en-GB' };

for (const spoken of ['nb', 'en'] as const)
  test(`every day of a leap year is told as the calendar of ${spoken} tells it`, async () => {
    (locale as Signal<'nb' | 'en'>).value = spoken;
    await loadAllWords();
    (today as Signal<string>).value = '2030-06-15';
    const written = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(tags[spoken], { ...options, timeZone: 'UTC' });
      return (date: string): string => format.format(new Date(`${date}T12:00:00Z`)).replace(',', '');
    };
    const year = { year: 'numeric' } as const;
    const day = { day: 'numeric', month: 'long' } as const;
    const [aDay, onPaper, inWords, onWeekday, full, aMonth, numbered] = [
      written(day),
      written({ ...day, ...year }),
      written({ ...day, ...year, weekday: 'long' }),
      written({ ...day, weekday: 'long' }),
      written({ dateStyle: 'full' }),
      written({ month: 'long', ...year }),
      written({ day: 'numeric', month: 'numeric' }),
    ] as const;
    for (let date = '2028-01-01'; date < '2029-01-01'; date = addDays(date, 1)) {
      assert.equal(dayWords(date), aDay(date));
      assert.equal(paperDate(date), onPaper(date));
      assert.equal(dateWords(date), inWords(date));
      assert.equal(weekdayDate(date), onWeekday(date));
      assert.equal(paperDay(date).replace(',', ''), full(date));
      assert.equal(monthName(date).toLowerCase(), aMonth(date).toLowerCase());
      assert.equal(numberedDay(date), numbered(date).replace(/\b0/g, ''));
    }
  });

test('the small hours are named by the date they are in', () => {
  const told = (spoken: Locale) => {
    (locale as Signal<'nb' | 'en'>).value = spoken;
    (today as Signal<string>).value = '2026-12-02';
    return ['2026-12-02', '2026-12-01', '2026-11-29'].map((date) => momentWords(date, 'night'));
  };
  assert.deepEqual(told('nb'), ['i natt', 'natt til i går', 'natt til søndag 29. november']);
  assert.deepEqual(told('en'), ['after midnight', 'yesterday, after midnight', 'Sunday 29 November, after midnight']);
});

test('a time of day is told as people write it, and a day on paper with its year', () => {
  const told = (spoken: Locale) => {
    (locale as Signal<'nb' | 'en'>).value = spoken;
    return [...['09:00', '14:30', '00:05'].map(timeInWords), paperDay('2026-11-25')];
  };
  assert.deepEqual(told('nb'), ['9', '14.30', '0.05', 'onsdag 25. november 2026']);
  assert.deepEqual(told('en'), ['9:00', '14:30', '0:05', 'Wednesday, 25 November 2026']);
});

test('the middle of a day is told from the day itself, but for the head of the first screen', () => {
  const told = (spoken: Locale) => {
    (locale as Signal<'nb' | 'en'>).value = spoken;
    (today as Signal<string>).value = '2026-11-25';
    return [
      ...['2026-11-25', '2026-11-24', '2026-11-19'].map((date) => momentWords(date, 'day')),
      headingWords('2026-11-25', 'day'),
      nowWords('2026-11-25', 'day'),
      nowWords('2026-11-25', 'evening'),
    ];
  };
  assert.deepEqual(told('nb'), [
    'i dag midt på dagen',
    'i går midt på dagen',
    'torsdag 19. november, midt på dagen',
    'Onsdag midt på dagen',
    'Onsdag',
    'Onsdag kveld',
  ]);
  assert.deepEqual(told('en'), [
    'daytime today',
    'yesterday daytime',
    'Thursday 19 November, daytime',
    'Wednesday daytime',
    'Wednesday',
    'Wednesday evening',
  ]);
});

test('the way to the check-in of a day asks for that day by its name, and for today as it asks itself', async () => {
  const asked = async (spoken: Locale) => {
    (locale as Signal<Locale>).value = spoken;
    await loadAllWords();
    (today as Signal<string>).value = '2026-11-26';
    return ['2026-11-26', '2026-11-25', '2025-12-02'].map(dayAsked);
  };
  assert.deepEqual(await asked('nb'), [
    'Hvordan har dagen vært?',
    'Hvordan var onsdag 25. november?',
    'Hvordan var tirsdag 2. desember 2025?',
  ]);
  assert.deepEqual(await asked('en'), [
    'How has today been?',
    'How was Wednesday 25 November?',
    'How was Tuesday 2 December 2025?',
  ]);
});
