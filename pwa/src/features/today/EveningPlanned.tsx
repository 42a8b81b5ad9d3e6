/** A planned evening in one line, on its day and while it is ahead; the rest of it behind a press. */
import { useEffect, useRef } from 'preact/hooks';
import { localMinute } from '../../core/model/dates.ts';
import { type EveningPlan, eveningName, eveningRing, type KeptEvening } from '../../core/model/evening.ts';
import { eveningChoices, personMeant } from '../../core/model/evening-plan.ts';
import type { CardPair } from '../../core/model/plan.ts';
import { timeInWords } from '../../platform/dates.ts';
import { wallClock } from '../../platform/environment.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { eveningSituation, planLine, whereOf } from '../../shared/evenings.ts';
import { dateWords, dayPartWords, headingWords, soonWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ownList, state, usualReminderTime } from '../reminders/index.ts';

const personPair = (person: string, phone?: string): CardPair => ({
  label: t('evening_person'),
  words: [person],
  ...(phone && { phone }),
});

export function EveningCard({ plan }: { plan: EveningPlan }) {
  const { person_text, first_text } = plan;
  const where = whereOf(plan);
  const pairs: CardPair[] = [
    ...(where ? [{ label: t('evening_place'), words: [where] }] : []),
    ...(person_text ? [personPair(person_text)] : []),
    ...(first_text ? [{ label: t('evening_first'), words: [first_text] }] : []),
  ];
  return <Card pairs={pairs} />;
}

/** It was planned on this screen a moment ago: the focus goes from the button, which is gone, to what was planned. */
let pressed = false;
export function planPressed(now: boolean): void {
  pressed = now;
}

interface Props {
  evening: KeptEvening;
  /** It says which evening it is: the part that it stands in does not. */
  named?: boolean;
}

/** Where, with whom and what first; with a press the number to call, whether the phone rings before it, and the way to change it. */
export function EveningPlanned({ evening, named = false }: Props) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pressed) place.current?.focus();
    pressed = false;
  }, []);
  const { date, part, person_text } = evening;
  const { phone } = personMeant(eveningChoices(eveningSituation()).people, person_text) ?? {};
  return (
    <details class="evening-plan">
      <summary class="row" ref={place}>
        {named ? (
          <span>
            {headingWords(date, part)}
            <small>{planLine(evening)}</small>
          </span>
        ) : (
          <span class="lead">{planLine(evening)}</span>
        )}
        <Icon name="forward" />
      </summary>
      {person_text && phone && <Card pairs={[personPair(person_text, phone)]} />}
      <Rings evening={evening} />
      <a
        class="link"
        href={to('plan', 'evening', date, part)}
        aria-label={t('change_this', { what: t('evening_title', { when: dayPartWords(date, part) }) })}
      >
        {t('change')}
      </a>
    </details>
  );
}

/** When the phone rings before it; where reminders are off, that it could. Nothing where they do not come. */
function Rings({ evening }: { evening: KeptEvening }) {
  const now = state();
  const { date, at } = eveningRing(evening);
  if (now === 'off')
    return `${date}T${at}` <= localMinute(wallClock.date()) ? null : (
      <p class="meta own-gap">
        {t('evening_could_ring')}{' '}
        <a class="link" href={to('reminders', 'here')}>
          {t('remind_turn_on')}
        </a>
      </p>
    );
  const own = ownList(usualReminderTime()).filter((it) => it.on);
  const rings = own.find((it) => it.key === eveningName(evening.date) || it.tells?.date === evening.date);
  if (!rings || (now !== 'on' && now !== 'waiting')) return null;
  const day = rings.date === today.value ? dateWords(rings.date) : soonWords(rings.date);
  return <p class="meta own-gap">{t('evening_rings', { when: t('day_at', { day, at: timeInWords(rings.at) }) })}</p>;
}
