/** How often he wants to send a check-in, and whether this phone is to say so. Nobody chases. */
import { useState } from 'preact/hooks';
import { checkinEvery, rhythmKey } from '../../core/model/coach-reminders.ts';
import type { CoachTexts } from '../../core/model/content.ts';
import { addDays } from '../../core/model/dates.ts';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Choices, TickRow } from '../../ui/Choices.tsx';
import { ownChoice } from '../reminders/index.ts';
import { saveRhythm } from './commands.ts';
import { toThread } from './leave.ts';
import { Not, whyNot } from './Minded.tsx';
import { threads } from './threads.ts';

type Often = 'week' | 'fortnight' | 'never';

/** The date of the next check-in as it stands, or as it becomes with the choice. */
function nextOf(often: 'week' | 'fortnight', stands: Often): string {
  const due = threads.value?.due;
  return often === stands && due ? due : addDays(today.value, checkinEvery[often]);
}

export function Rhythm({ texts: { checkin }, thread }: { texts: CoachTexts; thread: Thread }) {
  const key = rhythmKey(thread.first);
  const stands: Often = thread.rhythm?.every ?? 'never';
  const [often, choose] = useState<Often>(stands);
  const [minded, mind] = useState(ownChoice().on[key] === true);
  const { busy, failed, keeping } = useKeeping();
  const remind = often !== 'never' && minded;
  const not = remind ? whyNot({ key, date: nextOf(often, stands), at: null }) : null;

  const save = () =>
    keeping(async () => {
      const still = stillHere();
      await saveRhythm(thread, often === 'never' ? null : often, remind);
      if (still()) toThread();
    });

  return (
    <Screen
      back
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={busy} onClick={() => void save()}>
            {t('save')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{checkin.rhythm}</h1>
      <p class="read">{checkin.rhythm_hint}</p>
      <div class="push">
        <Choices
          one
          name="rhythm"
          label={checkin.rhythm}
          options={(['week', 'fortnight', 'never'] as const).map((code) => ({ code, label: checkin[code] }))}
          chosen={[often]}
          choose={([code]) => code && choose(code)}
        />
        {often !== 'never' && (
          <TickRow
            label={t('coach_remind')}
            small={t('coach_remind_small')}
            on={minded}
            change={mind}
            also="coach-remind"
          />
        )}
        {not && (
          <p class="meta">
            <Not {...not} {...(not.why === 'past' && { words: t('coach_minded_after') })} />
          </p>
        )}
      </div>
    </Screen>
  );
}
