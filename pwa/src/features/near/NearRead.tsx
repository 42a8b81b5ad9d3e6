/** A day of somebody close to him as text: own words first, then what was answered. */
import { isDate } from '../../core/model/dates.ts';
import type { Entry } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { Rivals } from '../../shared/Rivals.tsx';
import { EntryWords, Facts } from '../diary/index.ts';
import { fieldsOf, limitsWords, measure, sleepWords } from './day.ts';

/** One of three short answers in words. */
const ofThree = (value: unknown, words: readonly string[]): string =>
  typeof value === 'number' ? (words[value] ?? '') : '';

export function NearRead({ entry }: { entry: Entry }) {
  const date = isDate(entry.fields.date) ? entry.fields.date : '';
  const { sleep, limits, mood, talked, text } = fieldsOf(date);
  const words = typeof text === 'string' && entry.also.length === 0 ? text : '';
  return (
    <>
      <Rivals entry={entry} />
      {words.trim() && <EntryWords words={words} first />}
      <Facts
        facts={[
          { name: t('near_sleep_then'), said: ofThree(sleep, sleepWords()) },
          { name: t('near_mood_then'), said: typeof mood === 'number' ? t('entry_of_ten', { n: mood }) : '' },
          {
            name: t('near_talked_then'),
            said: typeof talked === 'boolean' ? t(`near_talked_${talked ? 'yes' : 'no'}`) : '',
          },
          { name: measure('limits')?.ask ?? t('near_limits_ask'), said: ofThree(limits, limitsWords(true)) },
        ]}
      />
    </>
  );
}
