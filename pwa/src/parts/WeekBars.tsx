/** Urges week by week: filled is what passed without a purchase, empty is purchases. */
import type { Bar } from '../domain/insights.ts';
import { t } from '../i18n.ts';
import { Bars, BarsKey, BarsTable } from './Bars.tsx';

export function WeekBars({ bars }: { bars: readonly Bar[] }) {
  const weeks = bars.map(({ start, now, passed, times }) => ({
    from: start,
    now,
    filled: passed,
    of: times,
    figure: times > 0 ? `${passed}/${times}` : '0',
  }));
  return (
    <>
      <Bars weeks={weeks} most={Math.max(...bars.map((bar) => bar.times))} />
      <BarsKey filled={t('weeks_passed')} rest={t('weeks_purchases')} />
      <BarsTable
        caption={t('weeks_caption')}
        columns={[t('weeks_times'), t('weeks_passed')]}
        rows={bars.map(({ start, now, times, passed }) => ({ from: start, now, cells: [`${times}`, `${passed}`] }))}
      />
    </>
  );
}
