/** When in the week the urge comes. */
import { NEEDS } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { hoursWords } from '../../shared/findings.ts';
import { HeatTable } from '../../shared/HeatTable.tsx';
import { Part } from '../../shared/Screen.tsx';
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
