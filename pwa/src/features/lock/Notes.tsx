/** What a lock does and does not do, under a new one, each by itself. */
import type { LockKind } from '../../core/model/lockwords.ts';
import { t } from '../../platform/i18n.ts';
import { route } from '../../platform/router.ts';
import { serverSays } from '../../shared/state.ts';

export function Notes({ kind }: { kind: LockKind }) {
  // Who signs in has just typed the code.
  const coded = serverSays.value.hasCode || route.value.name === 'signin';
  return (
    <div class="pin-notes">
      <p class="meta">{t('pin_guests')}</p>
      <p class="meta">
        {t(`${kind}_lost`)} {t(coded ? 'lock_code_there' : 'lock_code_later')}
      </p>
      <p class="meta">{t(`${kind}_honest`)}</p>
    </div>
  );
}
