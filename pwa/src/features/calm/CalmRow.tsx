/** The way to what he makes for himself. Somebody close to him rides no urge. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { reader } from '../../shared/state.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';

export function CalmRow() {
  if (reader.value !== 'stop') return null;
  return (
    <div class="no-print">
      <Part name={t('calm_from')}>
        <ul class="rows">
          <LinkRow href={to('calm')} name={t('calm_title')} small={t('calm_small')} />
        </ul>
      </Part>
    </div>
  );
}
