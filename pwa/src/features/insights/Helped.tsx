/** What has helped: how far the urge fell on average, by what was done. All of the diary, as the urge tool reads it. */

import { isTried, NEEDS, triedFirst } from '../../core/model/insights.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { datesWords, helpedWords } from '../../shared/findings.ts';
import { Part } from '../../shared/Screen.tsx';
import { Counts } from '../../ui/Counts.tsx';
import type { Shown } from './shown.ts';

const label = (way: string): string => labelOf('ways', way);

export function Helped({ helped: all, rated }: Shown) {
  if (all.reduce((sum, it) => sum + it.times, 0) < NEEDS.helped) return null;
  // What was used once stands under what was used more often: the sentence speaks of the first.
  const ways = triedFirst(all);
  const scale = t('helped_scale', { low: t('ten_0'), high: t('ten_10') });
  const once = ways.some(isTried) && !ways.every(isTried) ? [t('helped_once')] : [];
  return (
    <Part name={t('helped_title')}>
      <Figure
        id="helped"
        folded
        finding={helpedWords(all, label)}
        shows={[...(rated ? [datesWords(rated)] : []), scale, ...once].join(' ')}
      >
        <Counts
          caption={t('helped_caption')}
          columns={[t('helped_way'), t('helped_fall'), t('counts_times')]}
          rows={ways.map(({ way, fall, times }) => ({
            key: way,
            name: label(way),
            value: fall,
            cells: [tenthsWords(fall, locale.value), String(times)],
          }))}
        />
      </Figure>
    </Part>
  );
}
