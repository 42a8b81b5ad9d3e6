/** The reminders a person has set up elsewhere, in the calendar above all: when each rings, and whether it does. */
import type { Own as Reminder } from '../../domain/own.ts';
import { t } from '../../i18n.ts';
import { ownList, switchedOwn } from '../../own.ts';
import { Choices } from '../../parts/Choices.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Part } from '../../parts/Screen.tsx';
import { usualTime } from '../../reminders.ts';
import { whenWords } from '../steps/whens.ts';

const whenOf = ({ thing, weekly, date, at }: Reminder): string =>
  whenWords(weekly && thing?.when.day ? { day: thing.when.day, at } : { date, at });

export function Own() {
  const { failed, keeping } = useKeeping();
  const all = ownList(usualTime());
  if (all.length === 0) return null;
  const on = all.filter((it) => it.on).map((it) => it.key);
  return (
    <Part name={t('own_title')}>
      <p class="meta">{t('own_lead')}</p>
      <Choices
        name="own"
        label={t('own_title')}
        options={all.map((it) => ({
          code: it.key,
          label: it.sort === 'later' ? t('today_due') : it.words,
          small: whenOf(it),
        }))}
        chosen={on}
        choose={(next) => {
          const key = all.find((it) => it.on !== next.includes(it.key))?.key;
          if (key) void keeping(() => switchedOwn(key, next.includes(key)));
        }}
      />
      {failed && <NotKept />}
    </Part>
  );
}
