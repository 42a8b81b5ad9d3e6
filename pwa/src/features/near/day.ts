/** One date of somebody close to him: what stands there, and what changes it. A press is kept at once. */
import type { Measure } from '../../core/model/content.ts';
import { threeLabels } from '../../core/model/near.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { changeDraft, draftOf } from '../../shared/drafts.ts';
import { entriesOfKind, keep, pack } from '../../shared/state.ts';

export const dayName = (date: string): string => `checkin/${date}`;

export const entryOf = (date: string): Entry | undefined =>
  entriesOfKind('checkin').find((it) => it.fields.date === date);

/** The fields as the person sees them. */
export const fieldsOf = (date: string): Fields => ({ ...entryOf(date)?.fields, ...draftOf(dayName(date)) });

/** `shown`: the texts as the screen had them. */
export function changeDay(date: string, fields: Fields, shown: Fields = {}): void {
  changeDraft(dayName(date), fields, shown, async (draft, seen) => {
    const open = await keep();
    await open.write(dayName(date), 'checkin', { date, ...draft }, { shown: seen });
  });
}

/** The pack's own question, if it has one for this face. */
export const measure = (id: string): Measure | undefined =>
  pack().measures.find((it) => it.id === id && it.for.includes('near'));

/** The words for 0, 1 and 2, worst first. */
export const sleepWords = (): readonly [string, string, string] =>
  threeLabels(measure('sleep')) ?? [t('near_sleep_0'), t('near_sleep_1'), t('near_sleep_2')];

/** `then`: of a day that is over, for which «ikke i dag» is wrong. */
export function limitsWords(then: boolean): readonly [string, string, string] {
  const [not, nearly, held] = threeLabels(measure('limits')) ?? [
    t('near_limits_0'),
    t('near_limits_1'),
    t('near_limits_2'),
  ];
  return [then ? t('near_limits_not') : not, nearly, held];
}
