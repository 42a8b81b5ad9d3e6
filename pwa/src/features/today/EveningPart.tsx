/** Before the hard evening: the offer to plan it, what is planned for tomorrow, and the day after one question. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { addDays, weekday } from '../../core/model/dates.ts';
import {
  evenings,
  eveningsAhead,
  isPlanned,
  type KeptEvening,
  momentKey,
  wasFollowed,
} from '../../core/model/evening.ts';
import { suggestedPlan } from '../../core/model/evening-plan.ts';
import { type HardEvening, hardEvening, hiddenOffer } from '../../core/model/hard-evening.ts';
import type { EveningHeld } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { eveningSituation, planEvening, planLine, stopOfferingEvenings } from '../../shared/evenings.ts';
import { hourNames } from '../../shared/findings.ts';
import { HowItWent } from '../../shared/HowItWent.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dayPartWords, headingWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { EveningCard, EveningPlanned, planPressed } from './EveningPlanned.tsx';
import { Hide } from './Hide.tsx';
import { eveningAsked, eveningKept } from './now.ts';

/** The one that has been answered while Today stands: what is said of it stays under the finger. */
const answeredHere = signal<string | null>(null);

/** The question once it is over, until it is answered or two days have gone; then the answer, in its place. */
export function EveningAsk() {
  const evening = eveningAsked.value;
  useEffect(
    () => () => {
      answeredHere.value = null;
    },
    [],
  );
  if (evening) return <Ask key={evening.id} evening={evening} />;
  const told = evenings(entries.value).find(({ id }) => id === answeredHere.value);
  return told?.held ? <Told evening={told} held={told.held} focus /> : null;
}

/** For the rest of the day that a plan held. */
export function PlanHeld() {
  const kept = eveningKept.value;
  return kept && kept.id !== answeredHere.value && <Told evening={kept} held={kept.held} />;
}

/** The same time of the week comes again. */
const WEEK = 7;

interface ToldProps {
  evening: KeptEvening;
  held: EveningHeld;
  focus?: boolean;
}

/** How it went, what the plan was, and from the second on how many have held; where it did not, the way to change it for next time. */
function Told({ evening, held, focus = false }: ToldProps) {
  return (
    <Part name={capital(when(evening))}>
      <HeldWords said={t(`evening_told_${held}`)} evening={evening} held={held} focus={focus} />
      {held !== 'yes' && (
        <ul class="rows">
          <LinkRow
            href={to('plan', 'evening', addDays(evening.date, WEEK), evening.part, 'again')}
            name={t('evening_again')}
          />
        </ul>
      )}
    </Part>
  );
}

/** What is said back: how it went, and the plan in his own words. `focus`: what was pressed is gone with its focus. */
export function HeldWords({ said, evening, held, focus = false }: ToldProps & { said: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focus) line.current?.focus({ preventScroll: true });
  }, [focus]);
  const n = evenings(entries.value).filter(wasFollowed).length;
  return (
    <>
      <p class="lead" tabIndex={-1} ref={line}>
        {said}.{held !== 'no' && n > 1 && ` ${t('evening_held_so_far', { n })}`}
      </p>
      <p class="own own-gap">{planLine(evening)}</p>
    </>
  );
}

/** «i går kveld», «torsdag kveld» */
function when({ date, part }: KeptEvening): string {
  if (date === today.value) return t(`this_${part}`);
  return date === addDays(today.value, -1) ? t(`yesterday_${part}`) : dayPartWords(date, part);
}

function Ask({ evening }: { evening: KeptEvening }) {
  const day = when(evening);
  const words = t('evening_ask', { when: day });
  return (
    <Part name={capital(day)}>
      <p class="lead">{words}</p>
      <p class="meta">{planLine(evening)}</p>
      <HowItWent
        evening={evening}
        label={words}
        answering={() => {
          answeredHere.value = evening.id;
        }}
      />
    </Part>
  );
}

/** What is planned for later, a line each, and what could be, the rest of this evening too. It stands below the plan, so that all of Today begins in the first screen. */
export function EveningsAhead() {
  const next = hardEvening(eveningSituation());
  const planned = eveningsAhead(entries.value, running.value);
  const offer = next && <Offer key={next.date} evening={next} />;
  const begun = next !== null && hasBegun(next);
  return (
    <>
      {begun && <Part name={t('evening_rest')}>{offer}</Part>}
      {(planned.length > 0 || (next && !begun)) && (
        <Part name={t('evening_before')}>
          {planned.map((it) => (
            <EveningPlanned named key={it.id} evening={it} />
          ))}
          {!begun && offer}
        </Part>
      )}
    </>
  );
}

/** It is the evening that runs: the rest of it can be planned. */
const hasBegun = (it: HardEvening): boolean => momentKey(it) === momentKey(running.value);

/** «Fredag kveld er ofte vanskeligst. Skal planen stå klar?» */
function asked(evening: HardEvening): string {
  const { date, part, from } = evening;
  const begun = hasBegun(evening);
  if (from === 'named') return begun ? t('evening_named_now') : t('evening_named', { when: dayPartWords(date, part) });
  const when = capital(hourNames([{ day: weekday(date), part, times: 0 }]));
  return t(begun ? 'evening_often_now' : 'evening_often', { when });
}

function Offer({ evening }: { evening: HardEvening }) {
  const { failed, keeping } = useKeeping();
  const { date, part } = evening;
  const plan = suggestedPlan(eveningSituation(), evening);
  const form = () => go('plan', 'evening', date, part);
  const take = async (): Promise<void> => {
    planPressed(true);
    const undo = await planEvening(evening, plan).catch((fault) => {
      planPressed(false);
      throw fault;
    });
    tell(() => t('evening_saved', { when: headingWords(date, part) }), undo, { line: true });
  };
  const stop = async (): Promise<void> => tell(() => t('evening_off'), await stopOfferingEvenings());
  return (
    <>
      <p class="lead">{asked(evening)}</p>
      {isPlanned(plan) && (
        <div class="own-gap">
          <p class="meta">{t('evening_suggested')}</p>
          <div class="own-gap">
            <EveningCard plan={plan} />
          </div>
        </div>
      )}
      <div class="pair2 own-gap">
        <button type="button" class="btn" onClick={() => (isPlanned(plan) ? void keeping(take) : form())}>
          {t('evening_yes', { plan: t(`evening_plan_${part}`) })}
        </button>
        {isPlanned(plan) && (
          <button type="button" class="btn quiet" onClick={form}>
            {t('change')}
          </button>
        )}
      </div>
      {failed && <NotKept />}
      <div class="offer-links">
        <Hide what={hiddenOffer} date={date} words={t(hasBegun(evening) ? 'evening_rest' : 'evening_before')} />
        <button type="button" class="plain-link" onClick={() => void keeping(stop)}>
          {t('evening_stop')}
        </button>
      </div>
    </>
  );
}
