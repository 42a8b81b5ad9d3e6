/** How far a rotation is: what is done, what is under way, what is to come. */

import type { RotationProgress } from '../../../core/vault/types.ts';
import { t } from '../../../platform/i18n.ts';
import { back } from '../../../platform/router.ts';
import { moveSeen } from '../../../shared/notices/away.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { moving, syncState } from '../../../shared/state.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useTop } from '../../../ui/top.ts';

const order = ['packing', 'copying', 'code', 'closing', 'erasing'] as const;
const words = ['moving_here', 'moving_copied', 'moving_code', 'moving_closed', 'moving_erased'] as const;

function Step({ at, now }: { at: number; now: RotationProgress | null }) {
  const present = now ? order.indexOf(now.step) : order.length;
  const state = at < present ? 'done' : at === present ? 'now' : 'later';
  const copying = now?.step === 'copying' && at === present;
  return (
    <li class={`move-step move-${state}`}>
      <span class="move-mark">{state === 'done' && <Icon name="done" />}</span>
      <span>
        {copying ? t('moving_copying', { done: now.done, all: now.all }) : t(words[at] ?? 'moving_here')}
        <span class="hide">: {t(`moving_${state}`)}</span>
      </span>
    </li>
  );
}

/** Why it stands still; null while it goes on. */
function stillness(now: RotationProgress): string | null {
  const state = syncState.value;
  const closed = now.step === 'erasing';
  if (now.step === 'packing') return t('moving_packing');
  if (state === 'full') return t('moving_full');
  if (state === 'offline' || state === 'gone') return t(closed ? 'moving_offline_closed' : 'moving_offline');
  return null;
}

/** `came`: there is a way back to where one came from. */
export function HowFar({ came }: { came: boolean }) {
  const now = moving.value;
  const still = now && stillness(now);
  useTop(now ? 'moving' : 'moved');
  const goOn = () => {
    // Read here: it need not be said on Today once more.
    if (!moving.peek()) moveSeen();
    back('today');
  };
  return (
    <Screen
      low
      {...(came && { back: true as const })}
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={goOn}>
            {t('moving_go_on')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(now ? 'moving_title' : 'moved_title')}</h1>
      <p class="read">{t(now ? 'moving_read' : 'moved_read')}</p>
      {!now && <p class="read">{t('moved_others')}</p>}
      <div role="status">
        <ol class="moves part-gap">
          {order.map((step, at) => (
            <Step key={step} at={at} now={now} />
          ))}
        </ol>
        {still && (
          <div class="notice part-gap">
            <Icon name="warning" />
            <p>{still}</p>
          </div>
        )}
      </div>
    </Screen>
  );
}
