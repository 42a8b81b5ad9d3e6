/** «I kveld»: on the day of an evening that is hard, the plan made for it; and what was planned for today. */

import type { Thing } from '../../core/model/calendar.ts';
import { isEvening } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { tonightNow } from './now.ts';

export function TonightPart() {
  const now = tonightNow.value;
  if (!now) return null;
  const { hard, planned, plans, barriers } = now;
  return (
    <>
      {hard.length > 0 && (
        <Part name={nameOf(hard)}>
          <Lines things={hard} />
          {plans.map(({ key, when, words }) => (
            <dl key={key} class="plan joined own-gap">
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
          <a class="link" href={to('plan')}>
            {t('plan_whole')}
          </a>
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

const nameOf = (hard: readonly Thing[]): string =>
  t(hard.every(({ when }) => !when.at || isEvening(when.at)) ? 'tonight' : 'tonight_day');

const Lines = ({ things }: { things: readonly Thing[] }) =>
  things.map(({ key, words, when }) => (
    <p key={key} class="lead thing-line">
      {words}
      {when.at && <span class="meta">{t('tonight_at', { at: when.at })}</span>}
    </p>
  ));
