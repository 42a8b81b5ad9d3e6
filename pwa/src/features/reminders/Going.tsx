/** How the delivery goes, in words, and what can be done about it. */
import { useState } from 'preact/hooks';
import { localDate, localTime } from '../../core/model/dates.ts';
import { isTold } from '../../core/model/reminders.ts';
import { timeInWords } from '../../platform/dates.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { deviceRecords, entries, today } from '../../shared/state.ts';
import { useAsking } from '../../ui/asking.ts';
import {
  channel,
  currentPause,
  dayOff,
  delivery,
  repair,
  sendTest,
  skipToday,
  state,
  turnOff,
  woken,
} from './channel.ts';
import { reminderWords } from './delivery.ts';
import { EndRest, ReminderRest, restWords } from './ReminderRest.tsx';

/** An instant on the clock of this phone. */
export function instantWords(instant: string): string {
  const at = new Date(instant);
  return t('reminders_at', { date: dateWords(localDate(at)), time: timeInWords(localTime(at)) });
}

async function tested(): Promise<Key> {
  const status = await sendTest();
  if (status === 204) return 'reminders_test_sent';
  if (status === 429) return 'reminders_test_soon';
  return [404, 410, 422].includes(status) ? 'reminders_test_gone' : 'reminders_test_failed';
}

const skipped = async (): Promise<Key | null> => ((await skipToday()) ? null : 'reminders_skip_failed');

async function tried(): Promise<Key | null> {
  await repair();
  return state() === 'waiting' ? 'reminders_try_failed' : null;
}

/** What the push service said last, where it was no yes. The state says what a subscription that is over means. */
function answerWords(status: number | null): string | null {
  if (status === null || (status >= 200 && status < 300)) return null;
  if (status === 0 || status === 429 || status === 406 || status >= 500) return t('reminders_answer_none');
  return [401, 403, 404, 410].includes(status) ? null : t('reminders_answer_no');
}

/** When the next comes, as far as it will arrive, and when the last went. */
function Times({ arrives }: { arrives: boolean }) {
  const told = delivery.value;
  if (!told) return null;
  const next = told.nudges.flatMap((it) => it.next ?? []).sort()[0];
  const answer = answerWords(told.last_answer);
  return (
    <>
      <p>
        {arrives && next && `${t('reminders_next', { when: instantWords(next) })} `}
        {told.last_sent ? t('reminders_sent', { when: instantWords(told.last_sent) }) : t('reminders_sent_never')}
      </p>
      {answer && <p>{answer}</p>}
    </>
  );
}

/** Whether answers come, which neither a rest nor the end of the programme holds back. */
export const tellsOfAnswers = (): boolean => isTold(entries.value, deviceRecords.value);

/** Whether one that rests with «Hopp over i dag» is to come today, or would but for that. */
const ringsToday = (): boolean =>
  dayOff() ||
  (channel.value?.choice.daily ?? null) !== null ||
  (delivery.value?.nudges ?? []).some(
    ({ kind, next }) => kind !== 'own' && next !== null && localDate(new Date(next)) === today.value,
  );

/** A try, and a day off. */
function Pressed() {
  const [said, setSaid] = useState<Key | null>(null);
  const { asking, ask } = useAsking();
  return (
    <>
      <div class="pair2">
        <button type="button" class="btn" aria-disabled={asking} onClick={() => void ask(() => tested().then(setSaid))}>
          {t('reminders_test')}
        </button>
        {ringsToday() && (
          <button
            type="button"
            class="btn"
            aria-disabled={asking}
            onClick={() => void ask(() => skipped().then(setSaid))}
          >
            {t('reminders_skip')}
          </button>
        )}
      </div>
      <p role="status">{asking ? t('asking') : said ? t(said) : dayOff() && t('reminders_skipped')}</p>
    </>
  );
}

/** The server has not heard of it yet. */
function Waiting() {
  const [said, setSaid] = useState<Key | null>(null);
  const { asking, ask } = useAsking();
  return (
    <>
      <button type="button" class="btn" aria-disabled={asking} onClick={() => void ask(() => tried().then(setSaid))}>
        {t('reminders_try')}
      </button>
      <p role="status">{asking ? t('asking') : said && t(said)}</p>
    </>
  );
}

/** `saved`: what is on the screen was just kept. */
export function Going({ saved, turnedOff }: { saved: boolean; turnedOff: () => void }) {
  const { failed, keeping } = useKeeping();
  const now = state();
  const rests = now === 'resting' || now === 'finished' || (now === 'on' && dayOff());
  return (
    <Part name={t('reminders_delivery')}>
      <p class="lead" role="status">
        {reminderWords()}
        {saved && (now === 'on' || now === 'waiting') && <span class="meta"> · {t('reminders_saved')}</span>}
      </p>
      <div class="paragraphs">
        {now === 'on' && woken.value && <p>{t('reminders_woken')}</p>}
        {now === 'resting' && <p>{restWords()}</p>}
        {now === 'finished' && <p>{t('reminders_finished')}</p>}
        {rests && tellsOfAnswers() && <p>{t('reminders_rest_answers')}</p>}
        <Times arrives={now === 'on' || now === 'resting' || now === 'finished'} />
        {now === 'on' && <p class="meta">{t('reminders_spread')}</p>}
      </div>
      <div class="stack going">
        {now === 'on' && <Pressed />}
        {now === 'waiting' && <Waiting />}
        {(now === 'resting' || (now === 'waiting' && currentPause())) && <EndRest />}
        {(now === 'on' || (now === 'waiting' && !currentPause())) && <ReminderRest />}
        {failed && <NotKept />}
        <button type="button" class="btn" onClick={() => void keeping(() => turnOff().then(turnedOff))}>
          {t('reminders_turn_off')}
        </button>
      </div>
    </Part>
  );
}
