/** The way out, as near as the way in. */

import { t } from '../../../platform/i18n.ts';
import { withdrawFigures } from '../../../shared/consents.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { NotKept } from '../../../shared/NotKept.tsx';

export function Withdraw() {
  const { busy, failed, keeping } = useKeeping();
  return (
    <>
      {failed && <NotKept />}
      <p class="after-read">
        <button type="button" class="btn" aria-disabled={busy} onClick={() => void keeping(withdrawFigures)}>
          {t('figures_withdraw')}
        </button>
      </p>
    </>
  );
}
