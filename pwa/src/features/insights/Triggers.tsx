/** What comes before the urge. */
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { Figure } from '../../shared/Figure.tsx';
import { triggersWords } from '../../shared/findings.ts';
import { Part } from '../../shared/Screen.tsx';
import { Counts } from '../../ui/Counts.tsx';
import type { Shown } from './shown.ts';

/** So many are drawn; the rest stands in the table behind. */
const DRAWN = 6;

const label = (code: string): string => labelOf('triggers', code);

export function Triggers({ triggers: { counted, entries }, span }: Shown) {
  if (entries < NEEDS.triggers) return null;
  const rows = counted.map(({ code, times }) => ({
    key: code,
    name: label(code),
    value: times,
    cells: [String(times)],
  }));
  const caption = t('triggers_caption', { span: t(`span_past_${span}`) });
  const columns = [t('triggers_title'), t('counts_times')];
  return (
    <Part name={t('triggers_title')}>
      <Figure
        finding={triggersWords(counted, entries, label)}
        {...(rows.length > DRAWN && { numbers: { caption, columns, rows } })}
      >
        <Counts caption={caption} columns={columns} rows={rows.slice(0, DRAWN)} />
      </Figure>
    </Part>
  );
}
