/**
 * The words of the week's summary, beside the numbers they speak of: the service worker writes with them and has no
 * screens to ask. The lines of `discreet` tell whoever sees a lock screen nothing about the subject; a test holds them to it.
 */
import type { Locale } from './content.ts';

export interface Words {
  /** Says nothing at all: also used when there is nothing to say. */
  neutral: string;
  days: (days: number) => string;
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

export const summaryWords: Record<Locale, Words> = {
  nb: {
    neutral: 'Tid for en liten pause?',
    days: (days) => `Uken din: ${days} av 7 dager.`,
    passed: (passed, times) => few('nb', passed, times) ?? `Trangen gikk over uten kjøp ${passed} av ${times} ganger.`,
    bought: (purchases) => `Du har skrevet ned ${purchases} kjøp. Ingenting er nullstilt.`,
    quiet: 'Du har ikke skrevet ned noen trang.',
    open: 'I dag har du skrevet ned at trangen kom.',
    change: {
      calmer: 'Roligere enn forrige uke.',
      same: 'Omtrent som forrige uke.',
      harder: 'Mer urolig enn forrige uke.',
    },
    trigger: (label) => `Det som oftest kom før: «${label}».`,
    helped: (label) => `Det som hjalp mest: «${label}».`,
    next: (title) => `Neste steg: «${title}».`,
  },
  en: {
    neutral: 'Time for a short pause?',
    days: (days) => `Your week: ${days} of 7 days.`,
    passed: (passed, times) =>
      few('en', passed, times) ?? `The urge passed without a purchase ${passed} of ${times} times.`,
    bought: (purchases) =>
      `You’ve written down ${purchases} ${purchases === 1 ? 'purchase' : 'purchases'}. Nothing is reset.`,
    quiet: 'You haven’t written down any urges.',
    open: 'Today you’ve written down that the urge came.',
    change: {
      calmer: 'Calmer than the week before.',
      same: 'Much like the week before.',
      harder: 'More unsettled than the week before.',
    },
    trigger: (label) => `What most often came first: ‘${label}’.`,
    helped: (label) => `What helped most: ‘${label}’.`,
    next: (title) => `Next step: ‘${title}’.`,
  },
};
