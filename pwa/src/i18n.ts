/** The words of the screens. Each language is a chunk of its own; the texts of the programme come in the content bundle. */
import { signal } from '@preact/signals';
import type { Locale } from './domain/content.ts';
import type { Messages } from './messages/nb.ts';

type Plain<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Key = Plain<keyof Messages & string>;

const loaded = signal<Record<string, string>>({});
export const locale = signal<Locale>('nb');

export function guessLocale(): Locale {
  return navigator.languages.some((tag) => /^(nb|nn|no|da|sv)\b/i.test(tag)) ? 'nb' : 'en';
}

export async function speak(next: Locale): Promise<void> {
  const messages = next === 'nb' ? await import('./messages/nb.ts') : await import('./messages/en.ts');
  loaded.value = messages.default;
  locale.value = next;
  document.documentElement.lang = next;
}

/** The words for `key`. `{name}` is filled in from `values`; with `n` the right plural is chosen. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const n = values.n;
  const plural =
    typeof n === 'number' ? loaded.value[`${key}_${new Intl.PluralRules(locale.value).select(n)}`] : undefined;
  const words = plural ?? loaded.value[key] ?? loaded.value[`${key}_other`] ?? key;
  return words.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
