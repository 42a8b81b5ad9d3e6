/** Texts made to be listened to: what is said, by which voice, and how long it takes to read where there is no voice. */
import type { Block, Inline, Locale, Recording, Text } from './content.ts';

const inline = (words: readonly Inline[]): string =>
  words.map((it) => (typeof it === 'string' ? it : it.t === 'source' ? '' : inline(it.words))).join('');

/** The words of a block, as they are said. */
export function spoken(block: Block): string {
  switch (block.t) {
    case 'p':
    case 'call':
      return inline(block.words);
    case 'quote':
      return block.blocks.map(spoken).join(' ');
    case 'list':
      return block.items.map((item) => item.map(spoken).join(' ')).join(' ');
  }
}

/** What a text is, in a list: the first sentence of its intro. */
export const explained = ({ intro: [first] }: Text): string =>
  first ? (spoken(first).match(/^.*?[.!?](?=\s|$)/)?.[0] ?? '') : '';

/** A text as it is said: one line a paragraph. */
export const linesToSay = (text: Text): string[] => text.steps.flatMap((step) => step.blocks.map(spoken));

/**
 * Whether this tool can be used here and now: one that is read aloud needs a voice, or a recording that `plays`. Else it is not
 * offered: the same can be done by other tools, and no reason is asked for.
 */
export const isHeard = ({ pause, audio }: Text, voice: boolean, plays: (recording: Recording) => boolean): boolean =>
  pause === undefined || voice || (audio !== undefined && plays(audio));

/** What we need to know of a voice of the browser. */
export interface Voice {
  lang: string;
  localService: boolean;
}

/** Languages that will do, the best first. */
const spokenAs: Record<Locale, readonly RegExp[]> = {
  nb: [/^nb\b/i, /^no\b/i],
  en: [/^en-gb\b/i, /^en\b/i],
};

/** The voice to say it with: one that lives on this device and speaks the language. Never one that needs a server. */
export function voiceFor<V extends Voice>(voices: readonly V[], locale: Locale): V | undefined {
  const own = voices.filter((it) => it.localService);
  for (const language of spokenAs[locale]) {
    const found = own.find((it) => language.test(it.lang.replaceAll('_', '-')));
    if (found) return found;
  }
  return undefined;
}

/** Words a second when a voice speaks slowly, which is also the pace of a calm reader. */
const pace = 2.1;

/** Seconds that a line takes to be said, or read. */
export const secondsFor = (line: string): number => Math.max(1, line.split(/\s+/).length / pace);

/** Seconds from the line at `at` to the end, with the silence after each line. */
export const secondsLeft = (lines: readonly string[], at: number, pause: number): number =>
  lines.slice(at).reduce((sum, line) => sum + secondsFor(line) + pause, 0);
