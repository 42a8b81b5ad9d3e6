/** The words of the relatives' summary. None of them tells a stranger what the app is for; a test holds them to it. */
import type { Locale } from './content.ts';
import type { Share } from './near.ts';
import { summaryWords, type Words } from './summary-words.ts';

type NearWords = Pick<Words, 'neutral' | 'days' | 'change' | 'next'> & {
  sleep: (nights: Share) => string;
  limits: (days: Share) => string;
  mood: (mean: number) => string;
};

const number = (value: number, tag: string): string =>
  new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(value);

export const nearSummaryWords: Record<Locale, NearWords> = {
  nb: {
    ...summaryWords.nb,
    sleep: ({ good, of }) => `Du sov godt ${good} av ${of} ${of === 1 ? 'natt' : 'netter'}.`,
    limits: ({ good, of }) => `Grensene holdt ${good} av ${of} ${of === 1 ? 'dag' : 'dager'}.`,
    mood: (mean) => `Humøret ditt var ${number(mean, 'nb-NO')} av 10 i snitt.`,
  },
  en: {
    ...summaryWords.en,
    sleep: ({ good, of }) => `You slept well ${good} of ${of} ${of === 1 ? 'night' : 'nights'}.`,
    limits: ({ good, of }) => `Your limits held ${good} of ${of} ${of === 1 ? 'day' : 'days'}.`,
    mood: (mean) => `Your mood was ${number(mean, 'en-GB')} of 10 on average.`,
  },
};
