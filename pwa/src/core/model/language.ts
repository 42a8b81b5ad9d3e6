/** The language that a phone is spoken to in before one has been chosen. */
import type { Locale } from './content.ts';

/** Bokmål for whoever reads it, or a language that is close to it; `tags` are BCP 47, as `navigator.languages` has them. */
export const guessLocale = (tags: readonly string[]): Locale =>
  tags.some((tag) => /^(nb|nn|no|da|sv)\b/i.test(tag)) ? 'nb' : 'en';
