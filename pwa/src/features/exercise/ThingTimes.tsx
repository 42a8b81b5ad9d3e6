/** A place in the calendar for each thing chosen: a day every week or every month or one date, and the time. One is open at a time. */
import { useId, useState } from 'preact/hooks';
import { FURTHEST, monthdayOf, nextDate, readWhen, usualAt, type When, whenText } from '../../core/model/calendar.ts';
import { addDays } from '../../core/model/dates.ts';
import { weekdays } from '../../core/model/reminders.ts';
import { t } from '../../platform/i18n.ts';
import { weekdayWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';
import { whenWords } from '../../shared/whens.ts';
import { Chips, Three } from '../../ui/Choices.tsx';

interface Item {
  key: string;
  words: string;
}

interface Props {
  things: Item[];
  /** `mon 20:00`, `m15 20:00`, `2026-12-03 20:00`, or without a time */
  times: Record<string, string>;
  /** evenings that are hard begin in the evening; other things earlier */
  hard: boolean;
  change: (times: Record<string, string>) => void;
}

export function ThingTimes({ things, times, hard, change }: Props) {
  const placed = (key: string) => readWhen(times[key]);
  // The first that has no place yet stands open, until one is opened or closed by hand.
  const [opened, open] = useState<string | null>(null);
  const now = opened ?? things.find((it) => !placed(it.key))?.key ?? '';
  if (things.length === 0) return null;
  return (
    <section class="times">
      <h2 class="asked">{t(hard ? 'times_when_hard' : 'times_when')}</h2>
      <ul class="rows">
        {things.map(({ key, words }) => {
          const when = placed(key);
          return (
            <li key={key}>
              <button
                type="button"
                class="row"
                aria-expanded={now === key}
                onClick={() => open(now === key ? 'none' : key)}
              >
                <span>
                  <span class="thing">{words}</span>
                  <small>{when ? whenWords(when) : t('times_choose')}</small>
                </span>
                <span class="link">{now === key ? t('done') : t('change')}</span>
              </button>
              {now === key && (
                <Place
                  words={words}
                  when={when}
                  usual={usualAt(hard ? 'hard' : 'planned')}
                  change={(next) => {
                    open(key);
                    change({ ...times, [key]: whenText(next) });
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface PlaceProps {
  words: string;
  when: When | null;
  usual: string;
  change: (when: When) => void;
}

function Place({ words, when, usual, change }: PlaceProps) {
  const id = useId();
  const [often, setOften] = useState<'week' | 'month' | 'once'>(
    when?.monthday ? 'month' : when?.date ? 'once' : 'week',
  );
  // The first day chosen brings a time along, to be moved; one that was emptied stays empty.
  const at = when ? when.at : usual;
  const clock = at ? { at } : {};
  const date = when && !when.day ? nextDate({ when }, today.value) : null;
  const place = (on: string, monthly: boolean) =>
    change({ ...(monthly ? { monthday: monthdayOf(on) } : { date: on }), ...clock });
  return (
    <fieldset class="place">
      <legend class="hide">{words}</legend>
      <Three
        name={`${id}-often`}
        label={t('times_often')}
        options={[
          { code: 'week', label: t('times_week') },
          { code: 'month', label: t('times_month') },
          { code: 'once', label: t('times_once') },
        ]}
        chosen={[often]}
        choose={([next = often]) => {
          setOften(next);
          if (date && next !== 'week') place(date, next === 'month');
        }}
      />
      {often !== 'week' ? (
        <div class="field">
          <label for={`${id}-date`}>{t('which_day')}</label>
          <input
            autocomplete="off"
            id={`${id}-date`}
            type="date"
            min={today.value}
            max={addDays(today.value, FURTHEST)}
            value={date ?? when?.date ?? ''}
            onInput={({ currentTarget: field }) => {
              if (field.value && field.validity.valid) place(field.value, often === 'month');
            }}
          />
        </div>
      ) : (
        <Chips
          one
          week
          name={`${id}-day`}
          label={t('which_day')}
          options={weekdays.map((code, n) => ({ code, label: weekdayWords(n).slice(0, 3) }))}
          chosen={weekdays.filter((it) => it === when?.day)}
          choose={([day]) => day && change({ day, ...clock })}
        />
      )}
      {when && (
        <div class="field at">
          <label for={`${id}-at`}>{t('what_time')}</label>
          <input
            autocomplete="off"
            id={`${id}-at`}
            type="time"
            value={when.at ?? ''}
            onInput={(event) => {
              const { at: _, ...day } = when;
              change(event.currentTarget.value ? { ...day, at: event.currentTarget.value } : day);
            }}
          />
        </div>
      )}
    </fieldset>
  );
}
