/**
 * The words of the screens; the texts of the programme come in the content bundle. Each language is two chunks: the words of
 * the first screen, and the rest, which is there before any other screen stands (screens.ts).
 */
import { computed, signal } from '@preact/signals';
import type { Locale } from './domain/content.ts';
import type { FirstMessages } from './messages/first-nb.ts';
import type { Messages } from './messages/nb.ts';

type Plain<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
export type Key = Plain<keyof (FirstMessages & Messages) & string>;
type Words = Readonly<Record<string, string>>;

const chunks: Record<Locale, Record<'first' | 'rest', () => Promise<{ default: Words }>>> = {
  nb: { first: () => import('./messages/first-nb.ts'), rest: () => import('./messages/nb.ts') },
  en: { first: () => import('./messages/first-en.ts'), rest: () => import('./messages/en.ts') },
};

const learned = signal<Record<Locale, Partial<Record<'first' | 'rest', Words>>>>({ nb: {}, en: {} });
export const locale = signal<Locale>('nb');
const words = computed<Words>(() => ({ ...learned.value[locale.value].first, ...learned.value[locale.value].rest }));
/** Every word is there, in the language that is spoken. */
export const whole = computed(() => learned.value[locale.value].rest !== undefined);

export function guessLocale(): Locale {
  return navigator.languages.some((tag) => /^(nb|nn|no|da|sv)\b/i.test(tag)) ? 'nb' : 'en';
}

async function learn(of: Locale, part: 'first' | 'rest'): Promise<void> {
  if (learned.peek()[of][part]) return;
  const { default: more } = await chunks[of][part]();
  learned.value = { ...learned.peek(), [of]: { ...learned.peek()[of], [part]: more } };
}

/** Changes the language once the words of the first screen are there; with `all`, once every word is. */
export async function speak(next: Locale, all: boolean): Promise<void> {
  await Promise.all([learn(next, 'first'), all && learn(next, 'rest')]);
  locale.value = next;
  document.documentElement.lang = next;
}

/** Fetches the words that are missing in the language that is spoken. */
export async function learnAll(): Promise<void> {
  while (!whole.peek()) await learn(locale.peek(), 'rest');
}

/** The words for `key`. `{name}` is filled in from `values`; with `n` the right plural is chosen. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const n = values.n;
  const known = words.value;
  const plural = typeof n === 'number' ? known[`${key}_${new Intl.PluralRules(locale.value).select(n)}`] : undefined;
  const found = plural ?? known[key] ?? known[`${key}_other`] ?? key;
  return found.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
