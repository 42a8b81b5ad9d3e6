/** What came most often, or fell most, as bars: the first of them stand, the rest comes under them with a press, and each name leads to its entries. */
import type { FilterGroup } from '../../core/model/diary-filter.ts';
import type { Filters } from '../../core/model/filtering.ts';
import { t } from '../../platform/i18n.ts';
import { Longer } from '../../shared/Longer.tsx';
import { Counts, type CountsProps } from '../../ui/Counts.tsx';
import { inDiary } from './inDiary.ts';

const FIRST = 2;
/** So many at the most, where others came as often as the last of those. */
const MOST = 4;

interface Props extends CountsProps {
  id: string;
  /** What the rows are in the diary, each by its key. */
  group: 'before' | 'helped';
  /** The dates that they are counted in, where those are not all. */
  only?: Partial<Filters<FilterGroup>>;
  /** The dates that they are of, and what their numbers mean. */
  shows: string;
}

/** How many stand at first: none of those that came as often as one of them is hidden, unless they are many. */
function firstFew(values: readonly number[]): number {
  const last = Math.min(FIRST, values.length) - 1;
  const tied = (it: number | undefined) => it === values[last];
  let end = last + 1;
  while (end < values.length && tied(values[end])) end += 1;
  if (end <= MOST) return end;
  return values.findIndex(tied) || FIRST;
}

export function TopCounts({ id, group, only, shows, rows, ...named }: Props) {
  const values = rows.map(({ value }) => value);
  const most = Math.max(0, ...values);
  return (
    <Longer id={id} of={rows.length} first={firstFew(values)} more={(n) => t('top_rest', { n })}>
      {(shown) => (
        <>
          <Counts
            // Two columns of numbers leave a bar no room beside its name.
            beside={named.columns.length < 3}
            {...named}
            rows={rows.slice(0, shown).map((row, at) => ({
              ...row,
              // Where the urge never fell, the diary has none under what helped.
              ...(row.value > 0 && { leads: inDiary(group, at, row.name, { ...only, [group]: [row.key] }) }),
            }))}
            most={most}
          />
          {shown >= rows.length && <p class="shows">{shows}</p>}
        </>
      )}
    </Longer>
  );
}
