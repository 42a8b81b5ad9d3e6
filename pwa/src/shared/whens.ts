/** Places in the calendar in words. */
import { readWhen, type When } from '../core/model/calendar.ts';
import { t } from '../platform/i18n.ts';
import { capital, dateWords } from './moments.ts';

/** «hver fredag klokken 20:00», «torsdag 3. desember klokken 20:00» */
export function whenWords({ day, date, at }: When): string {
  const on = day ? t(`every_${day}`) : date ? capital(dateWords(date)) : '';
  return at ? t('day_at', { day: on, at }) : on;
}

/** The same from an answer; empty when it says no day. */
export function timeWords(time: string): string {
  const when = readWhen(time);
  return when ? whenWords(when) : '';
}
