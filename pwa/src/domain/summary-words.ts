/**
 * The words of the week's summary, beside the numbers they speak of: the service worker writes with them and has no
 * screens to ask. The lines of `discreet` tell whoever sees a lock screen nothing about the subject; a test holds them to it.
 */
import type { Locale } from './content.ts';

export interface Words {
  /** Says nothing at all: also used when there is nothing to say. */
  neutral: string;
  /** For a stranger's eyes; `of` is seven, or fewer in the first week, which is not measured against days before it. */
  days: (days: number, of: number) => string;
  /** The same, saying what was done on them. */
  wrote: (days: number, of: number) => string;
  passed: (passed: number, times: number) => string;
  /** Every time ended in a purchase. */
  bought: (purchases: number) => string;
  quiet: string;
  /** Only such urges as are still under way. */
  open: string;
  change: Record<'calmer' | 'same' | 'harder', string>;
  trigger: (label: string) => string;
  helped: (label: string) => string;
  next: (title: string) => string;
}

/** One or two times are told in words: «1 av 1 gang» is a figure about nothing. */
const few = (locale: Locale, passed: number, times: number): string | undefined =>
  ({
    nb: {
      '1/1': 'Trangen kom én gang, og den gikk over uten kjøp.',
      '1/2': 'Trangen kom to ganger. Én gang gikk den over uten kjøp.',
      '2/2': 'Trangen kom to ganger, og den gikk over uten kjøp begge gangene.',
    },
    en: {
      '1/1': 'The urge came once, and it passed without a purchase.',
      '1/2': 'The urge came twice. Once it passed without a purchase.',
      '2/2': 'The urge came twice, and it passed without a purchase both times.',
    },
  })[locale][`${passed}/${times}` as '1/1'];

/** A title that stands in quotation marks of its own gets no second pair. */
const quoted = (words: string, [open, close]: readonly [string, string]): string =>
  words.startsWith(open) && words.endsWith(close) ? words : open + words + close;
const nb = (words: string): string => quoted(words, ['«', '»']);
const en = (words: string): string => quoted(words, ['‘', '’']);

const dager = (n: number, of: number): string => (n === 1 ? 'én dag' : of < 7 ? `${n} dager` : `${n} av 7 dager`);
const days = (n: number, of: number): string => (n === 1 ? 'one day' : of < 7 ? `${n} days` : `${n} of 7 days`);

export const summaryWords: Record<Locale, Words> = {
  nb: {
    neutral: 'Tid for en liten pause?',
    days: (n, of) => `Uken din${of < 7 ? ' så langt' : ''}: ${dager(n, of)}.`,
    wrote: (n, of) => {
      if (of < 7) return `Uken din så langt: Du har skrevet noe ${dager(n, of)}.`;
      return `Uken din: Du skrev noe ${n === 7 ? 'hver dag' : dager(n, of)}.`;
    },
    passed: (passed, times) => {
      const rest = passed === times ? `${times} ganger, og den gikk over uten kjøp hver gang` : null;
      return (
        few('nb', passed, times) ??
        (rest ? `Trangen kom ${rest}.` : `Trangen gikk over uten kjøp ${passed} av ${times} ganger.`)
      );
    },
    bought: (purchases) => `Du skrev ned ${purchases === 1 ? 'ett' : purchases} kjøp. Ingenting er nullstilt.`,
    quiet: 'Du skrev ikke ned noen trang.',
    open: 'I dag har du skrevet ned at trangen kom.',
    change: {
      calmer: 'Roligere enn forrige uke.',
      same: 'Omtrent som forrige uke.',
      harder: 'Trangen var mer til stede enn forrige uke.',
    },
    trigger: (label) => `Det som oftest kom før: ${nb(label)}.`,
    helped: (label) => `Det som hjalp mest: ${nb(label)}.`,
    next: (title) => `Neste steg: ${nb(title)}.`,
  },
  en: {
    neutral: 'Time for a short break?',
    days: (n, of) => `Your week${of < 7 ? ' so far' : ''}: ${days(n, of)}.`,
    wrote: (n, of) => {
      if (of < 7) return `Your week so far: you’ve written something on ${days(n, of)}.`;
      return `Your week: you wrote something ${n === 7 ? 'every day' : `on ${days(n, of)}`}.`;
    },
    passed: (passed, times) => {
      const rest = passed === times ? `${times} times, and it passed without a purchase each time` : null;
      return (
        few('en', passed, times) ??
        (rest ? `The urge came ${rest}.` : `The urge passed without a purchase ${passed} of ${times} times.`)
      );
    },
    bought: (purchases) =>
      `You wrote down ${purchases === 1 ? 'one purchase' : `${purchases} purchases`}. Nothing is reset.`,
    quiet: 'You didn’t write down any urges.',
    open: 'Today you’ve written down that the urge came.',
    change: {
      calmer: 'Calmer than the week before.',
      same: 'Much like the week before.',
      harder: 'The urge was there more than the week before.',
    },
    trigger: (label) => `What most often came before: ${en(label)}.`,
    helped: (label) => `What helped most: ${en(label)}.`,
    next: (title) => `Next step: ${en(title)}.`,
  },
};
