/** How words are found by their key and put together, for the app (i18n.ts) and for the coaches' console. */
import type { Locale } from '../core/model/content.ts';

export type WordTable = Readonly<Record<string, string>>;
/** The key that code asks for; words that depend on a number stand under `key_one` and `key_other`. */
export type WordKey<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Values = Readonly<Record<string, string | number>>;

const rules: Partial<Record<Locale, Intl.PluralRules>> = {};

/** Makes the rules at the first plural: that takes milliseconds on a slow phone, and no first screen needs them. */
function plural(locale: Locale, n: number): Intl.LDMLPluralRule {
  rules[locale] ??= new Intl.PluralRules(locale);
  return rules[locale].select(n);
}

/** The words that `word` has for `key`: with `n` in the right plural, and each `{name}` filled in from `values`. */
export function wordsFor(
  word: (key: string) => string | undefined,
  locale: Locale,
  key: string,
  values: Values,
): string {
  const { n } = values;
  const isCounted = typeof n === 'number' && word(`${key}_other`) !== undefined;
  const found = word(isCounted ? `${key}_${plural(locale, n)}` : key) ?? word(`${key}_other`) ?? key;
  return found.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
