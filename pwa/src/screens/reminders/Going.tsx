/** How the delivery goes, in words, and what can be done about it. */
import { useState } from 'preact/hooks';
import { localDate } from '../../domain/dates.ts';
import { type Key, locale, t } from '../../i18n.ts';
import { useKeeping } from '../../parts/keeping.ts';
import { dateWords } from '../../parts/moments.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Part } from '../../parts/Screen.tsx';
import { channel, delivery, reminderWords, sendTest, skipToday, state, turnOff } from '../../reminders.ts';

/** An instant on the clock of this phone. */
function instantWords(instant: string): string {
  const at = new Date(instant);
  const time = at.toLocaleTimeString(locale.value === 'nb' ? 'nb-NO' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  return t('reminders_at', { date: dateWords(localDate(at)), time: time.replace('.', ':') });
}

async function tested(): Promise<Key> {
  const status = await sendTest();
  return status === 204 ? 'reminders_test_sent' : status === 429 ? 'reminders_test_soon' : 'reminders_test_failed';
}

const skipped = async (): Promise<Key> => ((await skipToday()) ? 'reminders_skipped' : 'reminders_skip_failed');

/** `saved`: what is on the screen was just kept. */
export function Going({ saved, turnedOff }: { saved: boolean; turnedOff: () => void }) {
  const [said, setSaid] = useState<Key | null>(null);
  const { failed, keeping } = useKeeping();
  const told = delivery.value;
  const next = (told?.nudges ?? []).flatMap((it) => it.next ?? []).sort()[0];
  const runs = state() === 'on';
  return (
    <Part name={t('reminders_delivery')}>
      <p class="lead" role="status">
        {reminderWords()}
        {saved && <span class="meta"> · {t('reminders_saved')}</span>}
      </p>
      {told && (
        <p>
          {next && `${t('reminders_next', { when: instantWords(next) })} `}
          {told.last_sent ? t('reminders_sent', { when: instantWords(told.last_sent) }) : t('reminders_sent_never')}
        </p>
      )}
      <p class="meta">{t('reminders_spread')}</p>
      <div class="stack going">
        {runs && (
          <div class="pair2">
            <button type="button" class="btn" onClick={() => void tested().then(setSaid)}>
              {t('reminders_test')}
            </button>
            {channel.value?.choice.daily && (
              <button type="button" class="btn" onClick={() => void skipped().then(setSaid)}>
                {t('reminders_skip')}
              </button>
            )}
          </div>
        )}
        <p role="status">{said && t(said)}</p>
        {failed && <NotKept />}
        <button type="button" class="btn" onClick={() => void keeping(() => turnOff().then(turnedOff))}>
          {t('reminders_turn_off')}
        </button>
      </div>
    </Part>
  );
}
