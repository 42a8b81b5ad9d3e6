/** The way out, as near as the way in. */
import { withdrawFigures } from '../../consents.ts';
import { t } from '../../i18n.ts';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';

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
