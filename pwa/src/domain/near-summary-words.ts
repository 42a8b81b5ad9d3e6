/** The words of the relatives' summary. None of them tells a stranger what the app is for; a test holds them to it. */
import type { Locale } from './content.ts';
import type { Share } from './near.ts';
import { summaryWords, type Words } from './summary-words.ts';

type NearWords = Pick<Words, 'neutral' | 'wrote' | 'change' | 'next'> & {
  sleep: (nights: Share) => string;
  limits: (days: Share) => string;
  mood: (mean: number, answers: number) => string;
};

const number = (value: number, tag: string): string =>
  new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(value);

/** How often the best answer was given: one, two and all are told in words, as one or two times are. */
const nb = ({ good, of }: Share, [one, both, all, some]: readonly [string, string, string, string]): string => {
  if (of === 1) return one;
  if (good < of) return `${good} av ${of} ${some}`;
  return of === 2 ? both : `alle ${of} ${all}`;
};
const en = ({ good, of }: Share, day: string): string => {
  if (of === 1) return `on the one ${day} you wrote about`;
  if (good < of) return `on ${good} of ${of} ${day}s`;
  return of === 2 ? `on both ${day}s` : `on all ${of} ${day}s`;
};
const nights = ['den ene natten du skrev om', 'begge nettene', 'nettene', 'netter'] as const;
const days = ['den ene dagen du skrev om', 'begge dagene', 'dagene', 'dager'] as const;

export const nearSummaryWords: Record<Locale, NearWords> = {
  nb: {
    ...summaryWords.nb,
    change: { ...summaryWords.nb.change, harder: 'Det var tyngre enn forrige uke.' },
    sleep: (share) => `Du sov godt ${nb(share, nights)}.`,
    limits: (share) => `Grensene holdt ${nb(share, days)}.`,
    mood: (mean, answers) => `Humøret ditt var ${number(mean, 'nb-NO')} av 10${answers === 1 ? '' : ' i snitt'}.`,
  },
  en: {
    ...summaryWords.en,
    change: { ...summaryWords.en.change, harder: 'It was harder than the week before.' },
    sleep: (share) => `You slept well ${en(share, 'night')}.`,
    limits: (share) => `Your limits held ${en(share, 'day')}.`,
    mood: (mean, answers) => `Your mood was ${number(mean, 'en-GB')} of 10${answers === 1 ? '' : ' on average'}.`,
  },
};
