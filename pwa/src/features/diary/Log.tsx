/** How strong: one press keeps it, the second from Today. Everything else is asked afterwards and may be left. */
import { useState } from 'preact/hooks';
import { isDate, isPart } from '../../core/model/dates.ts';
import { whyNotDate } from '../../core/model/setback.ts';
import { t } from '../../platform/i18n.ts';
import { instead, type ScreenProps, stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { momentWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { RefusalNotice } from '../../shared/notices/RefusalNotice.tsx';
import { Saved, tell } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { moveOn, running } from '../../shared/today.ts';
import { TenToPress } from '../../ui/Ten.tsx';
import { logPurchase, logUrge } from './commands.ts';
import { showLogged, showPurchase } from './looking.ts';
import { WhenRow } from './WhenRow.tsx';

/**
 * `asked`: a day of the diary that one writes about now, or the tab that one comes from and goes back to. `was`, `at`: the moment of a
 * number that was taken back.
 */
export function Log({ args: [asked, was, at] }: ScreenProps) {
  const past = (date?: string) => (isDate(date) && whyNotDate(date, today.value) === null ? date : null);
  const [set] = useState(past(asked));
  const fromDiary = set !== null || asked === 'diary';
  const [when, setWhen] = useState(() => {
    const date = past(was);
    if (date && isPart(at)) return { date, part: at };
    // Of the present instant: what the screens go by is up to a minute old.
    moveOn();
    const now = running.peek();
    return { ...now, date: set ?? now.date };
  });
  const [wrong, setWrong] = useState(false);
  // Of the place that is drawn: it may be opened once more while it stands.
  const still = stillHere();
  const { failed, keeping } = useKeeping();

  const moment = () => momentWords(when.date, when.part);
  const save = (strength: number) =>
    keeping(async () => {
      const { id, undo } = await logUrge({ ...when, strength });
      tell(() => t('log_saved', { strength, moment: moment() }), undo);
      if (still()) instead('more-about', id, ...(fromDiary && asked ? [asked] : []));
    });
  const bought = () =>
    keeping(async () => {
      if (wrong) return;
      const { id, undo } = await logPurchase(when);
      tell(() => t('log_saved_plain', { moment: moment() }), undo, { stays: true });
      if (!still()) return;
      if (fromDiary) showLogged(when.date);
      showPurchase(id, when.date);
    });

  return (
    <Screen low tab="diary" back={fromDiary ? { words: t('tab_diary'), to: 'diary' } : { words: t('tab_today') }}>
      <Saved />
      <RefusalNotice />
      <h1 class="title" id="log-question">
        {t('log_title')}
      </h1>
      <p class={wrong ? 'read' : 'read log-press'} id="log-press">
        {t(wrong ? 'when_mend' : 'log_press')}
      </p>
      <ul class="rows">
        <li>
          <WhenRow {...when} dated={set !== null} change={(date, part) => setWhen({ date, part })} wrong={setWrong} />
        </li>
      </ul>
      {failed && <NotKept />}
      <TenToPress
        labelledby="log-question"
        describedby="log-press"
        shut={wrong}
        press={(strength) => void save(strength)}
      />
      <button type="button" class="btn wide after" aria-disabled={wrong} onClick={() => void bought()}>
        <span>
          {t('log_bought')}
          <small>{t('log_bought_small')}</small>
        </span>
      </button>
    </Screen>
  );
}
