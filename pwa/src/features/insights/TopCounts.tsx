/** What came most often, or fell most, as bars: the first of them stand, and the rest comes under them with a press. */
import { t } from '../../platform/i18n.ts';
import { Longer } from '../../shared/Longer.tsx';
import { Counts, type CountsProps } from '../../ui/Counts.tsx';

const FIRST = 2;

interface Props extends CountsProps {
  id: string;
  /** The dates that they are of, and what their numbers mean. */
  shows: string;
}

export function TopCounts({ id, shows, rows, ...named }: Props) {
  const most = Math.max(0, ...rows.map(({ value }) => value));
  return (
    <Longer id={id} of={rows.length} first={FIRST} more={(n) => t('top_rest', { n })}>
      {(shown) => (
        <>
          <Counts beside {...named} rows={rows.slice(0, shown)} most={most} />
          {shown >= rows.length && <p class="shows">{shows}</p>}
        </>
      )}
    </Longer>
  );
}
