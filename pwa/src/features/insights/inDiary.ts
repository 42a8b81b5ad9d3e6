/** From a number to the entries that it counts. */
import { datesCode, type FilterGroup, ownFilter } from '../../core/model/diary-filter.ts';
import type { Filters } from '../../core/model/filtering.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import type { Leads } from '../../ui/Counts.tsx';
import { narrow, showAs } from '../diary/index.ts';
import type { Shown } from './shown.ts';

/** To the diary, narrowed to what row `at` of a list counts: an address holds no word of his, and not what he chose. */
export const inDiary = (list: string, at: number, name: string, only: Partial<Filters<FilterGroup>>): Leads => ({
  href: to('diary', list, String(at)),
  label: t('counts_in_diary', { name }),
  // As a list: a month shows only what it holds.
  also: () => {
    showAs('list');
    narrow({ ...ownFilter.none, ...only });
  },
});

/** The dates that a number is of; none where it is of all of the diary. */
export const datedOnly = ({ span, dates }: Pick<Shown, 'span' | 'dates'>): Partial<Filters<FilterGroup>> =>
  span === 'all' ? {} : { dates: [datesCode(dates)] };
