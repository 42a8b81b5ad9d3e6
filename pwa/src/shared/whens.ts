/** Places in the calendar in words. */
import { readWhen, type When } from '../core/model/calendar.ts';
import { timeInWords } from '../platform/dates.ts';
import { t } from '../platform/i18n.ts';
import { capital, dateWords } from './moments.ts';

function dayWords({ day, monthday, date }: When): string {
  if (day) return t(`every_${day}`);
  if (monthday) return t(monthday > 28 ? 'every_month_end' : 'every_month', { n: monthday });
  return date ? capital(dateWords(date)) : '';
}

/** «Hver fredag klokken 20:00», «Den 15. hver måned klokken 20:00», «Torsdag 3. desember klokken 20:00» */
export function whenWords(when: When): string {
  const { at } = when;
  const on = dayWords(when);
  return at ? t('day_at', { day: on, at: timeInWords(at) }) : on;
}

/** The same from an answer; empty when it says no day. */
export function timeWords(time: string): string {
  const when = readWhen(time);
  return when ? whenWords(when) : '';
}
