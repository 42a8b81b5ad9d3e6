/** The language that a phone is spoken to in before one has been chosen, and the plurals of each. */
import type { Locale } from './content.ts';

/** Bokmål for whoever reads it, or a language that is close to it; `tags` are BCP 47, as `navigator.languages` has them. */
export const guessLocale = (tags: readonly string[]): Locale =>
  tags.some((tag) => /^(nb|nn|no|da|sv)\b/i.test(tag)) ? 'nb' : 'en';

const rules: Partial<Record<Locale, Intl.PluralRules>> = {};

/** The plural that `n` has in a language. Makes the rules at the first: that takes milliseconds on a slow phone, and no first screen needs them. */
export function plural(of: Locale, n: number): Intl.LDMLPluralRule {
  rules[of] ??= new Intl.PluralRules(of);
  return rules[of].select(n);
}

/** What is said of `n`: the words for two where there are some, else those of its plural. */
export function numberWords(of: Locale, n: number, words: { one: string; two?: string; other: string }): string {
  if (n === 2 && words.two !== undefined) return words.two;
  return plural(of, n) === 'one' ? words.one : words.other;
}
