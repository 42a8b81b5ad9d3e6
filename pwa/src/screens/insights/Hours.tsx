/** When in the week the urge comes. */
import { NEEDS } from '../../domain/insights.ts';
import { t } from '../../i18n.ts';
import { Figure } from '../../parts/Figure.tsx';
import { hoursWords } from '../../parts/findings.ts';
import { HeatTable } from '../../parts/HeatTable.tsx';
import { Part } from '../../parts/Screen.tsx';
import type { Shown } from './shown.ts';

export function Hours({ when: { rows, entries }, span }: Shown) {
  if (entries < NEEDS.when) return null;
  return (
    <Part name={t('heat_title')}>
      <Figure finding={hoursWords(rows)}>
        <HeatTable rows={rows} caption={t('heat_caption', { span: t(`span_past_${span}`) })} />
      </Figure>
    </Part>
  );
}
