/** Which reminders, on which days, at what time. */
import {
  offeredHours,
  type ReminderChoice,
  usualKinds,
  usualTime,
  usualWeekly,
  type Weekday,
  weekdays,
} from '../../core/model/reminders.ts';
import { t } from '../../platform/i18n.ts';
import { weekdayWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { Chips, Choices } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';

export type ReminderKind = keyof ReminderChoice;
const kinds: readonly ReminderKind[] = ['daily', 'weekly', 'step', 'comeback'];

/** The form as it stands; parts that are not chosen keep what was filled in. */
export interface ReminderDraft {
  chosen: ReminderKind[];
  daily: { at: string; days: Weekday[] };
  weekly: { at: string; day: Weekday };
}

/** What has no question of its own comes at the hour when one is alone. */
export function reminderDraftOf(choice: ReminderChoice | undefined): ReminderDraft {
  const { daily, weekly } = choice ?? {};
  return {
    chosen: kinds.filter((kind) => (choice ? choice[kind] : usualKinds.includes(kind))),
    daily: { at: usualTime(choice), days: daily?.days ?? [...weekdays] },
    weekly: { at: weekly?.at ?? usualWeekly.at, day: weekly?.day ?? usualWeekly.day },
  };
}

const dayChoices = () => weekdays.map((code, at) => ({ code, label: weekdayWords(at).slice(0, 3) }));

export function WhatAndWhen({ draft, change }: { draft: ReminderDraft; change: (draft: ReminderDraft) => void }) {
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
              <Chips<Weekday>
                week
                name="daily-days"
                label={t('reminders_days')}
                options={dayChoices()}
                chosen={daily.days}
                choose={(next) =>
                  change({ ...draft, daily: { ...daily, days: weekdays.filter((it) => next.includes(it)) } })
                }
              />
            )}
          </div>
        </Part>
      )}
      <Part name={t('reminders_what')}>
        <Choices<ReminderKind>
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
            <Chips<Weekday>
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
