/** A ride that was left in the middle: kept as what it was, if he wants to, or let go. It asks for nothing else. */
import { dayPart, localDate } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { momentWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { brokenOff, settleLeft, wayInWords } from '../urge/index.ts';

export function BrokenOff() {
  const { failed, keeping } = useKeeping();
  const ride = brokenOff();
  if (!ride) return null;
  const at = new Date(ride.began ?? ride.touched);
  const moment = momentWords(localDate(at), dayPart(at));
  const settle = (kept: boolean) => void keeping(() => settleLeft(kept));
  return (
    <Part name={t('broken_off_title')}>
      <p>
        {ride.strength === null
          ? t('left_way', { way: wayInWords({ way: ride.way ?? '', did: ride.did }), moment })
          : t('left_words', { strength: ride.strength, moment })}
      </p>
      <div class="pair2 own-gap">
        <button type="button" class="btn" onClick={() => settle(true)}>
          {t('left_keep')}
        </button>
        <button type="button" class="btn" onClick={() => settle(false)}>
          {t('left_drop')}
        </button>
      </div>
      {failed && <NotKept />}
    </Part>
  );
}
