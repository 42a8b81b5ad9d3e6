/**
 * The words of the screens; the texts of the programme come in the content bundle. Those of the first screen come with the
 * page, in both languages, so that it stands at once; the rest of a language is a chunk, which is there before any other
 * screen stands (routes.ts).
 */

import { computed, signal } from '@preact/signals';
import type { Locale } from '../core/model/content.ts';
import { guessLocale as guess } from '../core/model/language.ts';
import firstEn from './words/en.json' with { type: 'json' };
import firstNb from './words/nb.json' with { type: 'json' };
import { type Values, type WordKey, type WordTable, wordsFor } from './words.ts';

type FirstMessages = typeof firstNb;
/** Every word by its key. Whoever brings words of its own adds them here (app/words.ts). */
export interface Vocabulary extends FirstMessages {}
export type Key = WordKey<keyof Vocabulary & string>;
/** How the words of each language are fetched, beside those of the first screen. */
export type WordFiles = Record<Locale, () => Promise<readonly WordTable[]>>;

const firstWords: Record<Locale, FirstMessages> = { nb: firstNb, en: firstEn };
const none = () => Promise.resolve([]);
let rest: WordFiles = { nb: none, en: none };

/** Says where the words are; before anything is spoken. */
export function findWordsIn(files: WordFiles): void {
  rest = files;
}

const learned = signal<Partial<Record<Locale, readonly WordTable[]>>>({});
/** Words that came with a chunk of screens, where few people go. */
const taught = signal<readonly Record<Locale, WordTable>[]>([]);
export const locale = signal<Locale>('nb');
/** No word stands in two of them; put together to one they would cost the start more than all that is looked up. */
const parts = computed<readonly WordTable[]>(() => [
  firstWords[locale.value],
  ...(learned.value[locale.value] ?? []),
  ...taught.value.map((it) => it[locale.value]),
]);
const word = (key: string): string | undefined => parts.value.find((part) => key in part)?.[key];
/** Every word is there, in the language that is spoken. */
export const whole = computed(() => learned.value[locale.value] !== undefined);

export const browserLocale = (): Locale => guess(navigator.languages);

async function learn(of: Locale): Promise<void> {
  if (learned.peek()[of]) return;
  const more = await rest[of]();
  learned.value = { ...learned.peek(), [of]: more };
}

/** Adds the words of a chunk, in every language. */
export function teach(words: Record<Locale, WordTable>): void {
  if (!taught.peek().includes(words)) taught.value = [...taught.peek(), words];
}

/** Changes the language; with `all`, once every word of it is there. */
export async function speak(next: Locale, all: boolean): Promise<void> {
  if (all) await learn(next);
  locale.value = next;
  document.documentElement.lang = next;
}

/** Fetches the words that are missing in the language that is spoken. */
export async function learnAll(): Promise<void> {
  while (!whole.peek()) await learn(locale.peek());
}

export const t = (key: Key, values: Values = {}): string => wordsFor(word, locale.value, key, values);
