/** Which reminders, on which days, at what time. */
import {
  type Choice,
  type Day,
  days,
  offeredHours,
  usualKinds,
  usualTime,
  usualWeekly,
} from '../../core/model/reminders.ts';
import { t } from '../../platform/i18n.ts';
import { weekdayWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { Chips, Choices } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';

export type Kind = keyof Choice;
const kinds: readonly Kind[] = ['daily', 'weekly', 'step', 'comeback'];

/** The form as it stands; parts that are not chosen keep what was filled in. */
export interface Draft {
  chosen: Kind[];
  daily: { at: string; days: Day[] };
  weekly: { at: string; day: Day };
}

/** What has no question of its own comes at the hour when one is alone. */
export function draftOf(choice: Choice | undefined): Draft {
  const { daily, weekly } = choice ?? {};
  return {
    chosen: kinds.filter((kind) => (choice ? choice[kind] : usualKinds.includes(kind))),
    daily: { at: usualTime(choice), days: daily?.days ?? [...days] },
    weekly: { at: weekly?.at ?? usualWeekly.at, day: weekly?.day ?? usualWeekly.day },
  };
}

const dayChoices = () => days.map((code, at) => ({ code, label: weekdayWords(at).slice(0, 3) }));

export function WhatAndWhen({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const { chosen, daily, weekly } = draft;
  const alone = chosen.some((it) => it !== 'weekly');
  return (
    <>
      {alone && (
        <Part name={t('reminders_when_daily')}>
          <div class="stack">
            <Chips<string>
              one
              name="alone"
              label={t('reminders_when_daily')}
              options={offeredHours.map((code) => ({ code, label: code }))}
              chosen={[daily.at]}
              choose={([at]) => at && change({ ...draft, daily: { ...daily, at } })}
            />
            <Field
              id="daily-at"
              time
              label={t('reminders_other_time')}
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
      <Part name={t('reminders_what')}>
        <Choices<Kind>
          name="kinds"
          label={t('reminders_what')}
          options={kinds.map((code) => ({
            code,
            label: t(`reminders_${code}`),
            small: t(`reminders_${code}_small`),
          }))}
          chosen={chosen}
          choose={(next) => change({ ...draft, chosen: next })}
        />
      </Part>
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
