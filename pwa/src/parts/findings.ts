/** Findings in words: when it is hardest, and numbers as they are written. */
import type { Hour } from '../domain/insights.ts';
import { locale, t } from '../i18n.ts';
import { capital, weekdayWords } from './moments.ts';

const dayName = (day: number): string => (locale.value === 'nb' ? weekdayWords(day).toLowerCase() : weekdayWords(day));

/** «Torsdag og fredag kveld er vanskeligst.» */
export function hoursWords(hours: readonly Hour[]): string {
  const [first, second] = hours;
  if (!first) return t('heat_even');
  if (!second) return t('heat_finding', { when: capital(t(`hour_${first.part}`, { day: dayName(first.day) })) });
  const days = t('two', {
    one: dayName(Math.min(first.day, second.day)),
    other: dayName(Math.max(first.day, second.day)),
  });
  const when =
    first.part === second.part
      ? t(`hour_${first.part}`, { day: days })
      : t('two', {
          one: t(`hour_${first.part}`, { day: dayName(first.day) }),
          other: t(`hour_${second.part}`, { day: dayName(second.day) }),
        });
  return t('heat_finding', { when: capital(when) });
}

/** One decimal at the most, with the sign of the language. */
export const numberWords = (value: number): string =>
  new Intl.NumberFormat(locale.value === 'nb' ? 'nb-NO' : 'en-GB', { maximumFractionDigits: 1 }).format(value);

/** Keeps «6 av 7» on one line. */
export const together = (words: string): string => words.replace(/(\d+) (av|of) (\d+)/g, '$1\u00a0$2\u00a0$3');
