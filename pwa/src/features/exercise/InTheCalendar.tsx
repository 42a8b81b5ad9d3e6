/** What a list has put into the calendar: the next two weeks with all that stands there, and whether to be reminded of it. */
import { useState } from 'preact/hooks';
import type { Maker } from '../../core/model/answers.ts';
import { things as allThings, type Thing } from '../../core/model/calendar.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { entries, pack, unkept } from '../../shared/state.ts';
import { Three } from '../../ui/Choices.tsx';
import { askedOwn, ownChoice, reminderWords, state } from '../reminders/index.ts';
import { Calendar } from './Calendar.tsx';

/** `things`: as they stand on this screen, kept or not. */
export function InTheCalendar({ maker, things }: { maker: Maker; things: readonly Thing[] }) {
  if (things.length === 0) return null;
  const others = allThings(entries.value, device(), pack()).filter(
    (it) => it.maker.exercise.answer !== maker.exercise.answer,
  );
  const kept = maker.exercise.keep !== 'none' && !unkept.value;
  return (
    <>
      <h2 class="asked">{t('calendar_title')}</h2>
      <Calendar things={[...others, ...things]} />
      {kept && things.some((it) => it.when.at) && <Remind answer={maker.exercise.answer} />}
    </>
  );
}

/** Asked where the times are given. What rings is chosen one by one among the reminders. */
function Remind({ answer }: { answer: string }) {
  const [failed, setFailed] = useState(false);
  const asked = ownChoice().asked[answer];
  const [pressed, press] = useState<boolean | null>(null);
  const yes = pressed ?? asked;
  return (
    <div class="remind">
      <p class="asked">{t('remind_ask')}</p>
      <p class="meta">{t('remind_server')}</p>
      <Three
        name={`remind-${answer}`}
        label={t('remind_ask')}
        options={[
          { code: 'yes', label: t('remind_yes') },
          { code: 'no', label: t('remind_no') },
        ]}
        chosen={yes === undefined ? [] : [yes ? 'yes' : 'no']}
        choose={([code]) => {
          press(code === 'yes');
          askedOwn(answer, code === 'yes').then(
            () => setFailed(false),
            () => setFailed(true),
          );
        }}
      />
      <div role="status">{yes && !failed && <Delivery />}</div>
      {failed && <NotKept />}
    </div>
  );
}

/** That they do not come is said once; after it stands why, where the phone says why. */
const stopped = (now: ReturnType<typeof state>): string =>
  now === 'stopped' ? t('remind_not_through') : t('remind_stopped', { state: reminderWords() });

/** Whether it will ring on this phone, and the way to make it. */
function Delivery() {
  const now = state();
  const rings = now === 'on' || now === 'waiting';
  return (
    <p class="delivery">
      {rings ? t('remind_rings') : now === 'off' ? t('remind_off') : stopped(now)}{' '}
      <a class="link" href={to('reminders', 'here')}>
        {t(rings ? 'remind_choose' : 'remind_turn_on')}
      </a>
    </p>
  );
}
