/** «I kveld»: what was planned for it; on the day of an evening that is hard, the plan made for it; and what else is planned for today. */

import type { Thing } from '../../core/model/calendar.ts';
import { partAt } from '../../core/model/dates.ts';
import { type KeptEvening, plannedNow } from '../../core/model/evening.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { didOfPlan } from '../../core/model/ride-said.ts';
import { urgesOf } from '../../core/model/ways.ts';
import { timeInWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { capital, headingWords } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { EveningNow } from './EveningNow.tsx';
import { EveningPlanned } from './EveningPlanned.tsx';
import { eveningNow, tonightNow } from './now.ts';

export function TonightPart() {
  const evening = eveningNow.value;
  const { hard = [], planned = [], plans = [], barriers = [] } = tonightNow.value ?? {};
  const did = didOfPlan(urgesOf(entries.value), running.value, evening ?? undefined);
  const words = evening
    ? [evening.held ? '' : evening.first_text].flatMap((it) => it || [])
    : plans.map((it) => it.words);
  const has = evening && plannedNow(entries.value, running.value)?.id === evening.id;
  return (
    <>
      {(evening || hard.length > 0) && (
        <Part name={evening ? eveningName(evening) : nameOf(hard)}>
          <Lines things={hard} />
          {evening &&
            (has ? (
              <EveningNow key={evening.id} evening={evening} />
            ) : (
              <EveningPlanned key={evening.id} evening={evening} />
            ))}
          {!evening && plans.map((line) => <Plan key={line.key} line={line} />)}
          {words
            .filter((it) => did.has(it))
            .map((it) => (
              <p key={it} class="meta">
                {t('tonight_did', { words: it })}
              </p>
            ))}
          {barriers.length > 0 && (
            <dl class="plan own-gap">
              <div>
                <dt>{t('place_barriers')}</dt>
                {barriers.map(({ key, words }) => (
                  <dd key={key} class="own">
                    {words}
                  </dd>
                ))}
              </div>
            </dl>
          )}
          {hard.length > 0 && (
            <a class="link" href={to('plan')}>
              {t('plan_whole')}
            </a>
          )}
        </Part>
      )}
      {planned.length > 0 && (
        <Part name={t('tonight_planned')}>
          <Lines things={planned} />
        </Part>
      )}
    </>
  );
}

/** «Når det skjer» and what he does then. */
const Plan = ({ line: { when, words } }: { line: PlanLine }) => (
  <dl class="plan joined own-gap">
    {when && (
      <div>
        <dt>{when.label}</dt>
        <dd class="own">{when.words}</dd>
      </div>
    )}
    <div>
      <dt>{when?.thenLabel ?? t('plan_title')}</dt>
      <dd class="own">{words}</dd>
    </div>
  </dl>
);

/** «I kveld»; any other part of a day, and an evening that goes on after midnight, by its own name. */
const eveningName = ({ date, part }: KeptEvening): string =>
  part === 'evening' && date === today.value ? t('tonight') : headingWords(date, part);

function nameOf(hard: readonly Thing[]): string {
  const [part, ...others] = new Set(hard.map(({ when }) => (when.at ? partAt(when.at) : 'evening')));
  if (part === 'evening' && others.length === 0) return t('tonight');
  return part === 'day' && others.length === 0 ? capital(t('this_day')) : t('tonight_day');
}

const Lines = ({ things }: { things: readonly Thing[] }) =>
  things.map(({ key, words, when }) => (
    <p key={key} class="lead thing-line">
      {words}
      {when.at && <span class="meta">{t('tonight_at', { at: timeInWords(when.at) })}</span>}
    </p>
  ));
