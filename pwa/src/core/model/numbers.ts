/**
 * Numbers in words, rounded as the model rounds them: a fall that is told here is as large as the one that `mostHelp` compares. Written
 * by hand, since Today tells of means too and a browser that is asked for a number format reads up on those of all languages first.
 */
import type { Locale } from './content.ts';

/** The signs of a language: a comma and a minus in Norwegian, a full stop and a hyphen in English. */
const signed = (number: string, locale: Locale): string =>
  locale === 'nb' ? number.replace('.', ',').replace('-', '\u2212') : number;

/** One decimal at the most: «6», «6,5». */
export const decimalWords = (value: number, locale: Locale): string =>
  signed(String(Math.round(value * 10) / 10), locale);

/** Always one decimal, as in a column of means: «6,0». */
export const tenthsWords = (value: number, locale: Locale): string =>
  signed((Math.round(value * 10) / 10).toFixed(1), locale);

/** A mean of `n` answers, told as the means beside it are: «6,0». A single answer is none: «6». */
export const meanWords = (value: number, n: number, locale: Locale): string =>
  (n === 1 ? decimalWords : tenthsWords)(value, locale);

/** «1,3 MB», and never less than a tenth. By the browser: few screens tell of bytes, and each language sets the unit in its own way. */
export const megabyteWords = (bytes: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
    Math.max(bytes / 1e6, 0.1),
  );
