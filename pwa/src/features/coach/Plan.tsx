/** The plan for a coach: the places that he chooses, in the words that stand there, without a number to anybody. */
import { useState } from 'preact/hooks';
import { planLines } from '../../core/model/coach.ts';
import type { PlanPlace } from '../../core/model/content.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { planParts as drawn } from '../plan/index.ts';
import { NoReaders } from './NoReaders.tsx';
import { SendLines } from './SendLines.tsx';
import { thread } from './threads.ts';

/** What is about others, or about staying alive, goes along only when it is chosen. */
const chosenFirst = (place: PlanPlace): boolean => place !== 'people' && place !== 'safety';

export function PlanForCoach() {
  const parts = drawn();
  const [chosen, choose] = useState(() => parts.map(({ place }) => place).filter(chosenFirst));
  const lines = planLines(parts, chosen, (place) => t(`place_${place}`));
  if (parts.length === 0)
    return (
      <Screen back>
        <h1 class="title">{t('coach_attach_plan')}</h1>
        <div class="empty">
          <p class="read">{t('coach_plan_empty')}</p>
          <a class="btn" href={to('programme')}>
            {t('tab_programme')}
          </a>
        </div>
      </Screen>
    );
  return (
    <Screen back floats foot={<SendLines kind="plan" lines={lines} />}>
      <h1 class="title">{t('coach_attach_plan')}</h1>
      <p class="read">{t('coach_attach_lead')}</p>
      {thread.value && <NoReaders thread={thread.value} />}
      <Part name={t('coach_attach_what')} after>
        <Choices
          name="places"
          label={t('coach_attach_what')}
          options={parts.map(({ place }) => ({
            code: place,
            label: t(`place_${place}`),
            ...(place === 'people' && { small: t('coach_plan_people') }),
          }))}
          chosen={chosen}
          choose={choose}
        />
      </Part>
      <Part name={t('coach_attach_preview')} after>
        <p class="read coach-text">{lines.join('\n') || t('coach_attach_none')}</p>
      </Part>
    </Screen>
  );
}
