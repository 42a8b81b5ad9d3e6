/**
 * The words of the screens, for the app and for the coaches' console: the language that is spoken, and what is said in it for a key.
 * Each program brings words of its own (app/words.ts, console/words.ts); the texts of the programme come in the content bundle.
 */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Locale } from '../core/model/content.ts';
import { guessLocale as guess, plural } from '../core/model/language.ts';

export type WordTable = Readonly<Record<string, string>>;
/** The key that code asks for; words that depend on a number stand under `key_one` and `key_other`. */
type WordKey<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
type Values = Readonly<Record<string, string | number>>;

/** Every word by its key. Each program adds its own where it brings them, and is type-checked without the other's. */
// biome-ignore lint/suspicious/noEmptyInterface: no word is known here.
export interface Vocabulary {}
export type Key = WordKey<keyof Vocabulary & string>;
/** How the words of each language are fetched that a program does not start with. */
export type WordFiles = Record<Locale, () => Promise<readonly WordTable[]>>;

const none = () => Promise.resolve([]);
let rest: WordFiles = { nb: none, en: none };

/** Says where the words are; before anything is spoken. */
export function findWordsIn(files: WordFiles): void {
  rest = files;
}

const loaded = signal<Partial<Record<Locale, readonly WordTable[]>>>({});
/** Words that a program starts with, and those that came with a chunk of screens, where few people go. */
const added = signal<readonly Record<Locale, WordTable>[]>([]);
export const locale: ReadonlySignal<Locale> = signal('nb');
/** No word stands in two of them; put together to one they would cost the start more than all that is looked up. */
const parts = computed<readonly WordTable[]>(() => [
  ...added.value.map((it) => it[locale.value]),
  ...(loaded.value[locale.value] ?? []),
]);
const word = (key: string): string | undefined => parts.value.find((part) => key in part)?.[key];
/** Every word is there, in the language that is spoken. */
export const whole = computed(() => loaded.value[locale.value] !== undefined);

export const browserLocale = (): Locale => guess(navigator.languages);

async function loadWords(of: Locale): Promise<void> {
  if (loaded.peek()[of]) return;
  const more = await rest[of]();
  loaded.value = { ...loaded.peek(), [of]: more };
}

/** Adds words, in every language. */
export function addWords(words: Record<Locale, WordTable>): void {
  if (!added.peek().includes(words)) added.value = [...added.peek(), words];
}

/** Changes the language; with `all`, once every word of it is there. */
export async function speak(next: Locale, all: boolean): Promise<void> {
  if (all) await loadWords(next);
  (locale as Signal<Locale>).value = next;
  document.documentElement.lang = next;
}

/** Fetches the words that are missing in the language that is spoken. */
export async function loadAllWords(): Promise<void> {
  while (!whole.peek()) await loadWords(locale.peek());
}

/** The words for `key`: with `n` in the right plural, and each `{name}` filled in from `values`. */
export function t(key: Key, values: Values = {}): string {
  const { n } = values;
  const isCounted = typeof n === 'number' && word(`${key}_other`) !== undefined;
  const found = word(isCounted ? `${key}_${plural(locale.value, n)}` : key) ?? word(`${key}_other`) ?? key;
  return found.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
