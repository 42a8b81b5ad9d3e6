/**
 * The words of every part of the app. Those of the first screen come with the page, in both languages, so that it stands at once; the
 * rest of a language is a chunk, which is there before any other screen stands (routes.ts).
 */
import type coach from '../features/coach/words/nb.json';
import type figures from '../features/privacy/outcomes/words/nb.json';
import { addWords, findWordsIn } from '../platform/i18n.ts';
import en from './words/en.json' with { type: 'json' };
import nb from './words/nb.json' with { type: 'json' };
import type { Messages } from './words/nb.ts';

type Every<Part> = (Part extends unknown ? (part: Part) => void : never) extends (all: infer All) => void ? All : never;
type All = Every<typeof nb | Messages[number] | typeof coach | typeof figures>;

declare module '../platform/i18n.ts' {
  interface Vocabulary extends All {}
}

const first = { nb, en };

/** Before anything is spoken. */
export function registerWords(): void {
  addWords(first);
  findWordsIn({
    nb: () => import('./words/nb.ts').then((it) => it.default),
    en: () => import('./words/en.ts').then((it) => it.default),
  });
}
