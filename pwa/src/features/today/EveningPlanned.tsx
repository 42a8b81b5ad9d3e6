/** A planned evening: one line while it is ahead; on its day where, who and what first, and whom to call. And whether the phone rings before it. */
import { useEffect, useRef } from 'preact/hooks';
import { localMinute } from '../../core/model/dates.ts';
import { type EveningPlan, eveningName, eveningRing, type KeptEvening } from '../../core/model/evening.ts';
import { eveningChoices, personMeant } from '../../core/model/evening-plan.ts';
import type { CardPair } from '../../core/model/plan.ts';
import { wallClock } from '../../platform/environment.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Card } from '../../shared/Card.tsx';
import { eveningSituation, planLine, whereOf } from '../../shared/evenings.ts';
import { dateWords, dayPartWords, headingWords, soonWords } from '../../shared/moments.ts';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ownList, state, usualReminderTime } from '../reminders/index.ts';

/** `phone`: of the person, where one is rung from here. */
export function EveningCard({ plan, phone }: { plan: EveningPlan; phone?: string | undefined }) {
  const { person_text, first_text } = plan;
  const where = whereOf(plan);
  const pairs: CardPair[] = [
    ...(where ? [{ label: t('evening_place'), words: [where] }] : []),
    ...(person_text ? [{ label: t('evening_person'), words: [person_text], ...(phone && { phone }) }] : []),
    ...(first_text ? [{ label: t('evening_first'), words: [first_text] }] : []),
  ];
  return <Card pairs={pairs} />;
}

/** It was planned on this screen a moment ago: the focus goes from the button, which is gone, to what was planned. */
let pressed = false;
export function planPressed(now: boolean): void {
  pressed = now;
}

function useFocus<It extends HTMLElement>() {
  const place = useRef<It>(null);
  useEffect(() => {
    if (pressed) place.current?.focus();
    pressed = false;
  }, []);
  return place;
}

/** One that is for later: its name and what is planned in one line, which leads to it. */
export function EveningAhead({ evening }: { evening: KeptEvening }) {
  const place = useFocus<HTMLAnchorElement>();
  const { date, part } = evening;
  return (
    <>
      <a class="row" ref={place} href={to('plan', 'evening', date, part)}>
        <span>
          {headingWords(date, part)}
          <small>{planLine(evening)}</small>
        </span>
        <Icon name="forward" />
      </a>
      <Rings evening={evening} />
    </>
  );
}

export function EveningPlanned({ evening }: { evening: KeptEvening }) {
  const place = useFocus<HTMLDivElement>();
  const { date, part, person_text } = evening;
  const { people } = eveningChoices(eveningSituation());
  return (
    <>
      <div class="evening-plan" ref={place} tabIndex={-1}>
        <EveningCard plan={evening} phone={personMeant(people, person_text)?.phone} />
      </div>
      <Rings evening={evening} />
      <a
        class="link"
        href={to('plan', 'evening', date, part)}
        aria-label={t('change_this', { what: t('evening_title', { when: dayPartWords(date, part) }) })}
      >
        {t('change')}
      </a>
    </>
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
  return <p class="meta own-gap">{t('evening_rings', { when: t('day_at', { day, at: rings.at }) })}</p>;
}
