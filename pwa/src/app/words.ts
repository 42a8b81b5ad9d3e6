/** The words of every part of the app, for `platform/i18n.ts`, which knows none of them. */
import type coach from '../features/coach/words/nb.json';
import type figures from '../features/privacy/outcomes/words/nb.json';
import type { WordFiles } from '../platform/i18n.ts';
import type { Messages } from './words/nb.ts';

type Every<Part> = (Part extends unknown ? (part: Part) => void : never) extends (all: infer All) => void ? All : never;
type All = Every<Messages[number] | typeof coach | typeof figures>;

declare module '../platform/i18n.ts' {
  interface Vocabulary extends All {}
}

export const wordFiles: WordFiles = {
  nb: () => import('./words/nb.ts').then((it) => it.default),
  en: () => import('./words/en.ts').then((it) => it.default),
};
