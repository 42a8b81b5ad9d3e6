/** A rest from all of them: for a time, after which they come by themselves, or until it is ended here. */

import { useEffect, useRef } from 'preact/hooks';
import { addDays } from '../../core/model/dates.ts';
import { pauseDays } from '../../core/model/pace.ts';
import type { Pause } from '../../core/model/reminders.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { today } from '../../shared/state.ts';
import { currentPause, restReminders } from './channel.ts';

/** It was chosen on this screen: whoever works with a keyboard goes on at the button that ends it. */
let chosen = false;

export function ReminderRest() {
  const { failed, keeping } = useKeeping();
  const until = (days: number): Pause => ({ until: addDays(today.value, days) });
  const choices = [
    ['reminders_rest_week', until(pauseDays.week)],
    ['reminders_rest_month', until(pauseDays.month)],
    ['reminders_rest_open', 'open'],
  ] as const;
  const take = (wanted: Pause) => {
    chosen = true;
    void keeping(() => restReminders(wanted));
  };
  return (
    <details id="rest">
      <summary>{t('reminders_rest')}</summary>
      <div class="stack">
        {choices.map(([words, wanted]) => (
          <button key={words} type="button" class="btn" onClick={() => take(wanted)}>
            {t(words)}
          </button>
        ))}
        {failed && <NotKept />}
      </div>
    </details>
  );
}

/** What a rest means while it lasts. */
export const restWords = (): string =>
  t(currentPause() === 'open' ? 'reminders_rest_without_end' : 'reminders_rest_until');

/** The end of it. */
export function EndRest() {
  const { failed, keeping } = useKeeping();
  const end = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) end.current?.focus();
    chosen = false;
  }, []);
  return (
    <>
      {failed && <NotKept />}
      <button ref={end} type="button" class="btn" onClick={() => void keeping(() => restReminders(null))}>
        {t('reminders_rest_end')}
      </button>
    </>
  );
}
