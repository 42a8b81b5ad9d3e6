/** What has helped: what the urge fell most with, how often it fell, and each time from before to after. All of the diary, as the urge tool reads it. */

import { isTried, NEEDS, triedFirst } from '../../core/model/insights.ts';
import { tenthsWords } from '../../core/model/numbers.ts';
import type { FromTo } from '../../core/model/rated.ts';
import { locale, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { Folded } from '../../shared/Fold.tsx';
import { datesWords, helpedWords } from '../../shared/findings.ts';
import { Part } from '../../shared/Screen.tsx';
import { LineChart } from '../../ui/LineChart.tsx';
import type { Shown } from './shown.ts';
import { TopCounts } from './TopCounts.tsx';

const fromTo = (key: string, { before, after }: FromTo) => [
  { key: `before-${key}`, at: 0, value: before },
  { key: `after-${key}`, at: 1, value: after },
];

const label = (way: string): string => labelOf('ways', way);

export function Helped({ helped: all, rated, ratings }: Shown) {
  const used = all.reduce((sum, { times }) => sum + times, 0);
  if (!ratings || !rated || used < NEEDS.helped) return null;
  // What was used once stands under what was used more often.
  const ways = triedFirst(all);
  const scale = t('helped_scale', { low: t('ten_0'), high: t('ten_10') });
  const once = ways.some(isTried) && !ways.every(isTried) ? [t('helped_once')] : [];
  const { newest, times, mean } = ratings;
  const newestOnly = newest.length < times ? [t('falls_newest', { n: newest.length })] : [];
  const said = helpedWords(all, ratings, label);
  return (
    <Part name={t('helped_title')}>
      <Figure finding={said[0] ?? ''} more={said[1]}>
        <TopCounts
          id="helped"
          group="helped"
          shows={[datesWords(rated), scale, ...once].join(' ')}
          caption={t('helped_caption')}
          columns={[t('helped_way'), t('helped_fall'), t('counts_times')]}
          rows={ways.map(({ way, fall, times: tries }) => ({
            key: way,
            name: label(way),
            value: fall,
            cells: [tenthsWords(fall, locale.value), String(tries)],
          }))}
        />
        <Folded id="falls" summary={t('falls_show')} opened={t('falls_hide')}>
          <LineChart
            thin
            most={10}
            runs={[fromTo('mean', mean)]}
            beside={newest.map((it, at) => fromTo(String(at), it))}
            ticks={[
              { at: 0, words: t('falls_before') },
              { at: 1, words: t('falls_after') },
            ]}
          />
          <p class="shows">{[datesWords(rated), t('falls_mean'), ...newestOnly].join(' ')}</p>
        </Folded>
      </Figure>
    </Part>
  );
}
