/** Under a new lock: who may come in without it, and what it does and does not do. */
import type { LockKind } from '../../core/model/lockwords.ts';
import { t } from '../../platform/i18n.ts';
import { route } from '../../platform/router.ts';
import { serverSays } from '../../shared/state.ts';
import { GuestChoice } from './GuestChoice.tsx';

interface Props {
  kind: LockKind;
  guests: boolean;
  offer: (next: boolean) => void;
}

export function Notes({ kind, guests, offer }: Props) {
  // Who signs in has just typed the code.
  const coded = serverSays.value.hasCode || route.value.name === 'signin';
  return (
    <div class="pin-notes">
      <GuestChoice on={guests} change={offer} />
      <p class="meta">
        {t(`${kind}_lost`)} {t(coded ? 'lock_code_there' : 'lock_code_later')}
      </p>
      <p class="meta">{t(`${kind}_honest`)}</p>
    </div>
  );
}
