/** What came most often, or fell most, as bars: the first of them stand, and the rest comes when it is opened. */
import { t } from '../../platform/i18n.ts';
import { Folded } from '../../shared/Fold.tsx';
import { Counts, type CountsProps } from '../../ui/Counts.tsx';

const FIRST = 2;

interface Props extends CountsProps {
  id: string;
  /** The dates that they are of, and what their numbers mean. */
  shows: string;
}

export function TopCounts({ id, shows, rows, ...named }: Props) {
  const most = Math.max(0, ...rows.map(({ value }) => value));
  const rest = rows.slice(FIRST);
  const meaning = <p class="shows">{shows}</p>;
  return (
    <>
      <Counts beside {...named} rows={rows.slice(0, FIRST)} most={most} />
      {rest.length === 0 ? (
        meaning
      ) : (
        <Folded id={id} summary={t('top_rest', { n: rest.length })}>
          <Counts beside {...named} rows={rest} most={most} />
          {meaning}
        </Folded>
      )}
    </>
  );
}
