/**
 * The words of the week's summary, beside the numbers they speak of: the service worker writes with them and has no
 * screens to ask. The lines of `discreet` tell whoever sees a lock screen nothing about the subject; a test holds them to it.
 */
import type { Locale } from './content.ts';
import { numberWords } from './language.ts';

interface Beside {
  /** How often it came in the week before: how often now is told beside it. */
  before: number;
  means: readonly [now: string, before: string] | null;
  /** by a whole step (1), weaker (-1), or neither (0) */
  stronger: number;
}

export interface SummaryWords {
  /** Says nothing at all: also used when there is nothing to say. */
  neutral: string;
  /** For a stranger's eyes; `of` is seven, or fewer in the first week, which is not measured against days before it. */
  days: (days: number, of: number) => string;
  /** What was written about: a day may be told afterwards. */
  wrote: (days: number, of: number) => string;
  /** On the first day of all. */
  first: string;
  /** Of as many as `times`; when fewer than half of them passed, those alone. */
  passed: (passed: number, times: number) => string;
  /** «to ganger», «to kjøp»: one and two in words, figures from three. */
  times: (times: number) => string;
  purchases: (purchases: number) => string;
  bought: (purchases: number) => string;
  /** Both sides: the purchases, and what passed beside them. No share, which would fall with each day that nothing is written of. */
  both: (purchases: number, passed: number) => string;
  /** Stands wherever purchases are told. */
  reset: string;
  /** The same where nothing but purchases is told. */
  counts: string;
  quiet: string;
  /** Everything that was written says so. */
  nought: string;
  /** After a week with purchases. */
  unbought: string;
  /** Only such urges as are still under way; after a sentence that says «today» already, without it. */
  open: string;
  opened: string;
  /** What came without a purchase, where the purchases are not named: no share, from which they could be counted. */
  without: (came: number) => string;
  /** Of as many as came, where one of them or more is of now. */
  soFar: (came: number) => string;
  /** Names nothing, but for what was harder, which no stranger is told. */
  change: Record<'calmer' | 'same' | 'harder', string>;
  /** The same with what is compared: as it was, or logged more seldom or more often and no more than that. */
  compared: Record<'calmer' | 'same' | 'harder', string>;
  /** The same in numbers: how often the week before, and how strong where that is known. */
  beside: (it: Beside) => string;
  trigger: (label: string) => string;
  helped: (label: string) => string;
  next: (title: string) => string;
  /** The same for a lock screen: a title may be a thought of his. */
  waiting: string;
}

/** One or two times are told in words: «1 av 1 gang» is a figure about nothing. Of one that is told alone nobody may know that it went over. */
const few = (locale: Locale, passed: number, times: number): string | undefined =>
  ({
    nb: {
      '1/1': 'Trangen kom én gang, uten at du logget et kjøp.',
      '1/2': 'Trangen kom to ganger, den ene uten at du logget et kjøp.',
      '2/2': 'Trangen kom to ganger, uten at du logget et kjøp.',
    },
    en: {
      '1/1': 'The urge came once, and you logged no purchase.',
      '1/2': 'The urge came twice, once without a logged purchase.',
      '2/2': 'The urge came twice, and you logged no purchase.',
    },
  })[locale][`${passed}/${times}` as '1/1'];

/** Of fewer than half no share is told: it would be held up against him. */
const least = (passed: number, times: number): boolean => 2 * passed < times;

/** A title that stands in quotation marks of its own gets no second pair, and one that ends as a sentence does no full stop. */
function named(words: string, open: string, close: string): string {
  const bare = words.startsWith(open) && words.endsWith(close) ? words.slice(open.length, -close.length) : words;
  return `${open}${bare}${close}${/[?!]$/.test(bare) ? '' : '.'}`;
}
const nb = (words: string): string => named(words, '«', '»');
const en = (words: string): string => named(words, '‘', '’');

const dager = (n: number, of: number): string =>
  numberWords('nb', n, { one: 'én dag', other: of < 7 ? `${n} dager` : `${n} av 7 dager` });
const days = (n: number, of: number): string =>
  numberWords('en', n, { one: 'one day', other: of < 7 ? `${n} days` : `${n} of 7 days` });
const ganger = (n: number): string => numberWords('nb', n, { one: 'én gang', two: 'to ganger', other: `${n} ganger` });
const times = (n: number): string => numberWords('en', n, { one: 'once', two: 'twice', other: `${n} times` });
const kjøp = (n: number): string => numberWords('nb', n, { one: 'ett kjøp', two: 'to kjøp', other: `${n} kjøp` });
const purchases = (n: number): string =>
  numberWords('en', n, { one: 'one purchase', two: 'two purchases', other: `${n} purchases` });

const utenKjøp = (n: number): string => `Trangen kom ${ganger(n)} uten logget kjøp.`;
const withoutPurchase = (n: number): string => `The urge came ${times(n)} without a logged purchase.`;

/** «Ett kjøp», to begin a sentence with. */
const begun = (told: string): string => told.charAt(0).toUpperCase() + told.slice(1);

export const summaryWords: Record<Locale, SummaryWords> = {
  nb: {
    neutral: 'Tid for en liten pause?',
    days: (n, of) => `Uken din${of < 7 ? ' så langt' : ''}: ${dager(n, of)}.`,
    wrote: (n, of) => {
      if (of < 7) return `Uken din så langt: Du har skrevet om ${dager(n, of)}.`;
      return `Uken din: Du skrev om ${n === 7 ? 'hver dag' : dager(n, of)}.`;
    },
    first: 'Du har skrevet i dag.',
    passed: (passed, all) => {
      if (least(passed, all)) return utenKjøp(passed);
      if (all > 2 && passed === all) return `Trangen kom ${all} ganger, uten at du logget et kjøp.`;
      return few('nb', passed, all) ?? `Trangen kom ${passed} av ${all} ganger uten at du logget et kjøp.`;
    },
    times: ganger,
    purchases: kjøp,
    bought: (n) => `Du skrev ned ${kjøp(n)}.`,
    both: (n, passed) => {
      const other = numberWords('nb', passed, {
        one: 'Én annen gang',
        two: 'To andre ganger',
        other: `${passed} andre ganger`,
      });
      return `${begun(kjøp(n))}. ${other} kom trangen uten at du logget et kjøp.`;
    },
    reset: 'Ingenting er nullstilt.',
    counts: 'Ingenting er nullstilt, og det teller at du skrev det ned.',
    quiet: 'Ingen trang er logget.',
    nought: 'Du skrev at trangen ikke kom.',
    unbought: 'Ingen kjøp er skrevet ned.',
    open: 'I dag har du logget trangen.',
    opened: 'Du logget trangen.',
    without: utenKjøp,
    soFar: (n) => `Trangen kom ${ganger(n)}, så langt uten at du logget et kjøp.`,
    change: {
      calmer: 'Roligere enn forrige uke.',
      same: 'Omtrent som forrige uke.',
      harder: 'Trangen tok mer plass enn forrige uke.',
    },
    compared: {
      calmer: 'Du har logget trangen sjeldnere enn forrige uke.',
      same: 'Trangen var omtrent som forrige uke.',
      harder: 'Du har logget trangen oftere enn forrige uke.',
    },
    beside: ({ before, means, stronger }) => {
      const came = `Uken før kom trangen ${ganger(before)}`;
      if (!means) return `${came}.`;
      if (stronger === 0) return `${came} og var omtrent like sterk.`;
      return `${came}. Nå var den ${stronger < 0 ? 'svakere' : 'sterkere'}: ${means[0]} mot ${means[1]} i snitt.`;
    },
    trigger: (label) => `Det som oftest kom før: ${nb(label)}`,
    helped: (label) => `Det som hjalp mest: ${nb(label)}`,
    next: (title) => `Neste steg i programmet: ${nb(title)}`,
    waiting: 'Neste steg venter.',
  },
  en: {
    neutral: 'Time for a short break?',
    days: (n, of) => `Your week${of < 7 ? ' so far' : ''}: ${days(n, of)}.`,
    wrote: (n, of) => {
      if (of < 7) return `Your week so far: you’ve written about ${days(n, of)}.`;
      return `Your week: you wrote about ${n === 7 ? 'every day' : days(n, of)}.`;
    },
    first: 'You’ve written today.',
    passed: (passed, all) => {
      if (least(passed, all)) return withoutPurchase(passed);
      if (all > 2 && passed === all) return `The urge came ${all} times, and you logged no purchase.`;
      return few('en', passed, all) ?? `The urge came without a logged purchase ${passed} times out of ${all}.`;
    },
    times,
    purchases,
    bought: (n) => `You logged ${purchases(n)}.`,
    both: (n, passed) => {
      const other = numberWords('en', passed, {
        one: 'One other time',
        two: 'Two other times',
        other: `${passed} other times`,
      });
      return `${begun(purchases(n))}. ${other}, the urge came and you logged none.`;
    },
    reset: 'Nothing has been reset.',
    counts: 'Nothing has been reset, and writing it down counts.',
    quiet: 'No urges logged.',
    nought: 'You wrote that no urge came.',
    unbought: 'No purchases logged.',
    open: 'You’ve logged an urge today.',
    opened: 'You’ve logged an urge.',
    without: withoutPurchase,
    soFar: (n) => `The urge came ${times(n)}, with no purchase logged so far.`,
    change: {
      calmer: 'Calmer than the week before.',
      same: 'Much like the week before.',
      harder: 'More difficult than the week before.',
    },
    compared: {
      calmer: 'You’ve logged fewer urges than the week before.',
      same: 'The urge was much the same as the week before.',
      harder: 'You’ve logged more urges than the week before.',
    },
    beside: ({ before, means, stronger }) => {
      const came = `The week before, the urge came ${times(before)}`;
      if (!means) return `${came}.`;
      if (stronger === 0) return `${came} and was about as strong.`;
      return `${came}. This time it was ${stronger < 0 ? 'weaker' : 'stronger'}: ${means[0]} against ${means[1]} on average.`;
    },
    trigger: (label) => `What most often came before: ${en(label)}`,
    helped: (label) => `What helped most: ${en(label)}`,
    next: (title) => `Next step in the programme: ${en(title)}`,
    waiting: 'Your next step is waiting in the app.',
  },
};
