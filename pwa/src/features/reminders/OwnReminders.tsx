/** The reminders a person has set up elsewhere, in the calendar above all: when each rings, and whether it does. */
import { useState } from 'preact/hooks';
import type { OwnReminder as Reminder } from '../../core/model/personal-reminders.ts';
import { t } from '../../platform/i18n.ts';
import { dayPartWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { whenWords } from '../../shared/whens.ts';
import { Choices } from '../../ui/Choices.tsx';
import { usualReminderTime } from './channel.ts';
import { ownList, switchedOwn } from './personal.ts';

const whenOf = ({ thing, weekly, date, at }: Reminder): string =>
  whenWords(thing?.when.monthday || (weekly && thing?.when.day) ? { ...thing.when, at } : { date, at });

/** What is planned for an evening is no line for this list: it is called by its day. */
const labelOf = ({ sort, planned, words }: Reminder): string => {
  if (planned) return t('evening_title', { when: dayPartWords(planned.date, planned.part) });
  return sort === 'later' ? t('today_due') : words;
};

export function OwnReminders() {
  const [failed, setFailed] = useState(false);
  // Shown at once; it rests on the disk a moment later.
  const [pressed, press] = useState<Record<string, boolean>>({});
  const all = ownList(usualReminderTime());
  if (all.length === 0) return null;
  const isOn = (it: Reminder) => pressed[it.key] ?? it.on;
  const on = all.filter(isOn).map((it) => it.key);
  return (
    <Part name={t('own_title')}>
      <p class="meta">{t('own_lead')}</p>
      <Choices
        name="own"
        label={t('own_title')}
        options={all.map((it) => ({
          code: it.key,
          label: labelOf(it),
          small: whenOf(it),
        }))}
        chosen={on}
        choose={(next) => {
          const key = all.find((it) => isOn(it) !== next.includes(it.key))?.key;
          if (!key) return;
          press({ ...pressed, [key]: next.includes(key) });
          switchedOwn(key, next.includes(key)).then(
            () => setFailed(false),
            () => setFailed(true),
          );
        }}
      />
      {failed && <NotKept />}
    </Part>
  );
}
