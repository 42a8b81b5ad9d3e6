/** The words of the relatives' summary. None of them tells a stranger what the app is for; a test holds them to it. */

import type { Locale } from './content.ts';
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
const nb = ({ good, of }: Share, [one, both, all, some]: readonly [string, string, string, string]): string => {
  if (of === 1) return `${one} du skrev om`;
  if (good < of) return `${good} av ${of} ${some}`;
  return of === 2 ? both : `alle ${of} ${all}`;
};
const en = ({ good, of }: Share, day: string): string => {
  if (of === 1) return `on the ${day} you wrote about`;
  if (good < of) return `on ${good} of ${of} ${day}s`;
  return of === 2 ? `on both ${day}s` : `on all ${of} ${day}s`;
};
const nights = ['natten', 'begge nettene', 'nettene', 'netter'] as const;
const days = ['dagen', 'begge dagene', 'dagene', 'dager'] as const;

/** `change`, for a stranger's eyes, names nothing: easier or harder, not calmer. */
export const nearSummaryWords: Record<Locale, NearWords> = {
  nb: {
    ...summaryWords.nb,
    change: {
      calmer: 'Lettere enn forrige uke.',
      same: summaryWords.nb.change.same,
      harder: 'Uken var tyngre enn den forrige.',
    },
    sleep: (share) => `Du sov godt ${nb(share, nights)}.`,
    limits: (share) => `Grensene dine holdt ${nb(share, days)}.`,
    mood: (mean, answers) =>
      `Du satte humøret til ${decimalWords(mean, 'nb')} av 10${answers === 1 ? '' : ' i snitt'}.`,
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
    sleep: (share) => `You slept well ${en(share, 'night')}.`,
    limits: (share) => `You kept your limits ${en(share, 'day')}.`,
    mood: (mean, answers) =>
      `You put your mood at ${decimalWords(mean, 'en')} out of 10${answers === 1 ? '' : ' on average'}.`,
    compared: (change, by) => {
      const what =
        by.length > 1 ? 'Your mood and sleep were' : by.includes('mood') ? 'Your mood was' : 'Your sleep was';
      return `${what} ${{ calmer: 'better than', same: 'much the same as', harder: 'not as good as' }[change]} the week before.`;
    },
  },
};
