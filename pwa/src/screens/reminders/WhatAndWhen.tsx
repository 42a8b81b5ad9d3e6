/** Which reminders, on which days, at what time. */
import { type Choice, type Day, days } from '../../domain/reminders.ts';
import { t } from '../../i18n.ts';
import { Chips, Choices } from '../../parts/Choices.tsx';
import { Field } from '../../parts/Field.tsx';
import { weekdayWords } from '../../parts/moments.ts';
import { Part } from '../../parts/Screen.tsx';

type Kind = 'daily' | 'weekly' | 'step';

/** The form as it stands; parts that are not chosen keep what was filled in. */
export interface Draft {
  chosen: Kind[];
  daily: { at: string; days: Day[] };
  weekly: { at: string; day: Day };
}

/** 20:00 is the hour with the best support; the week is looked at when it is over. */
export function draftOf(choice: Choice | undefined): Draft {
  const { daily, weekly, step } = choice ?? {};
  return {
    chosen: (['daily', 'weekly', 'step'] as const).filter((kind) => (choice ? choice[kind] : kind !== 'step')),
    daily: { at: daily?.at ?? step?.at ?? '20:00', days: daily?.days ?? [...days] },
    weekly: { at: weekly?.at ?? '18:00', day: weekly?.day ?? 'sun' },
  };
}

const dayChoices = () => days.map((code, at) => ({ code, label: weekdayWords(at).slice(0, 3) }));

export function WhatAndWhen({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const { chosen, daily, weekly } = draft;
  return (
    <>
      <Part name={t('reminders_what')}>
        <Choices<Kind>
          name="kinds"
          label={t('reminders_what')}
          options={(['daily', 'weekly', 'step'] as const).map((code) => ({
            code,
            label: t(`reminders_${code}`),
            small: t(`reminders_${code}_small`),
          }))}
          chosen={chosen}
          choose={(next) => change({ ...draft, chosen: next })}
        />
      </Part>
      {(chosen.includes('daily') || chosen.includes('step')) && (
        <Part name={t('reminders_when_daily')}>
          <div class="stack">
            <Field
              id="daily-at"
              time
              label={t('reminders_time')}
              value={daily.at}
              change={(at) => change({ ...draft, daily: { ...daily, at } })}
            />
            {chosen.includes('daily') && (
              <Chips<Day>
                week
                name="daily-days"
                label={t('reminders_days')}
                options={dayChoices()}
                chosen={daily.days}
                choose={(next) =>
                  change({ ...draft, daily: { ...daily, days: days.filter((it) => next.includes(it)) } })
                }
              />
            )}
          </div>
        </Part>
      )}
      {chosen.includes('weekly') && (
        <Part name={t('reminders_when_weekly')}>
          <div class="stack">
            <Field
              id="weekly-at"
              time
              label={t('reminders_time')}
              value={weekly.at}
              change={(at) => change({ ...draft, weekly: { ...weekly, at } })}
            />
            <Chips<Day>
              one
              week
              name="weekly-day"
              label={t('reminders_day')}
              options={dayChoices()}
              chosen={[weekly.day]}
              choose={([day]) => day && change({ ...draft, weekly: { ...weekly, day } })}
            />
          </div>
        </Part>
      )}
    </>
  );
}
