/** The words of the relatives' summary. None of them tells a stranger what the app is for; a test holds them to it. */

import type { Locale } from './content.ts';
import { numberWords } from './language.ts';
import type { Share } from './near.ts';
import { decimalWords } from './numbers.ts';
import type { Change } from './summary.ts';
import { type SummaryWords, summaryWords } from './summary-words.ts';

/** What two weeks are compared by. */
export type NearCompared = 'mood' | 'sleep';

type NearWords = Pick<SummaryWords, 'neutral' | 'days' | 'first' | 'wrote' | 'change' | 'next'> & {
  sleep: (nights: Share) => string;
  limits: (days: Share) => string;
  mood: (mean: number, answers: number) => string;
  /** How the week compares, with what is compared. */
  compared: (change: Change, by: readonly NearCompared[]) => string;
};

/** How often the best answer was given: one, two and all are told in words, as one or two times are. */
const nb = ({ good, of }: Share, [one, all, some]: readonly [string, string, string]): string =>
  numberWords('nb', of, {
    one: `${one} du skrev om`,
    ...(good === of && { two: `begge ${all}` }),
    other: good < of ? `${good} av ${of} ${some}` : `alle ${of} ${all}`,
  });
const en = ({ good, of }: Share, [one, many]: readonly [string, string]): string =>
  numberWords('en', of, {
    one: `on the ${one} you wrote about`,
    ...(good === of && { two: `on both ${many}` }),
    other: good < of ? `on ${good} of ${of} ${many}` : `on all ${of} ${many}`,
  });
const netter = ['natten', 'nettene', 'netter'] as const;
const dager = ['dagen', 'dagene', 'dager'] as const;
const nights = ['night', 'nights'] as const;
const days = ['day', 'days'] as const;

/** `change`, for a stranger's eyes, names nothing: easier or harder, not calmer. */
export const nearSummaryWords: Record<Locale, NearWords> = {
  nb: {
    ...summaryWords.nb,
    change: {
      calmer: 'Lettere enn forrige uke.',
      same: summaryWords.nb.change.same,
      harder: 'Uken var tyngre enn den forrige.',
    },
    sleep: (share) => `Du sov godt ${nb(share, netter)}.`,
    limits: (share) => `Grensene dine holdt ${nb(share, dager)}.`,
    mood: (mean, answers) =>
      `Du satte humøret til ${decimalWords(mean, 'nb')} av 10${numberWords('nb', answers, { one: '', other: ' i snitt' })}.`,
    compared: (change, by) => {
      const what = by.length > 1 ? 'Humøret og søvnen' : by.includes('mood') ? 'Humøret' : 'Søvnen';
      return `${what} var ${{ calmer: 'bedre enn', same: 'omtrent som', harder: 'ikke så bra som' }[change]} forrige uke.`;
    },
  },
  en: {
    ...summaryWords.en,
    change: {
      calmer: 'Easier than the week before.',
      same: summaryWords.en.change.same,
      harder: 'The week was harder than the one before.',
    },
    sleep: (share) => `You slept well ${en(share, nights)}.`,
    limits: (share) => `You kept your limits ${en(share, days)}.`,
    mood: (mean, answers) =>
      `You put your mood at ${decimalWords(mean, 'en')} out of 10${numberWords('en', answers, { one: '', other: ' on average' })}.`,
    compared: (change, by) => {
      const what =
        by.length > 1 ? 'Your mood and sleep were' : by.includes('mood') ? 'Your mood was' : 'Your sleep was';
      return `${what} ${{ calmer: 'better than', same: 'much the same as', harder: 'not as good as' }[change]} the week before.`;
    },
  },
};
