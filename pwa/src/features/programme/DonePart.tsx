/** What has been done so far, in numbers that only grow: on «Så langt», and where the programme ends. */
import type { DoneSoFar } from '../../core/model/done-so-far.ts';
import { t } from '../../platform/i18n.ts';
import { Part } from '../../shared/Screen.tsx';

export function DonePart({ done }: { done: DoneSoFar }) {
  const rows = (['rides', 'practices', 'evenings', 'modules'] as const).filter((it) => done[it] > 0);
  return (
    <Part name={t('sofar_done')}>
      <ul class="rows">
        {rows.map((it) => (
          <li key={it}>
            <p class="row">
              <span>{t(`sofar_row_${it}`)}</span>
              <b class="so-far-number">{done[it]}</b>
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
