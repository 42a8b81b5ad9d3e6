/** The plan, place by place, in his own words; drawn from the answers, changed where they were given. Prints as one sheet. */
import type { ScreenProps } from '../app.tsx';
import { things } from '../domain/calendar.ts';
import type { PlanPlace } from '../domain/content.ts';
import { drawPlan, type PlanLine, type PlanPart } from '../domain/plan.ts';
import { nextStep } from '../domain/programme.ts';
import { t } from '../i18n.ts';
import { CallRow } from '../parts/Call.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Dock, Part, Screen } from '../parts/Screen.tsx';
import { service } from '../parts/Words.tsx';
import { to } from '../router.ts';
import { entries, facePack, pack, settings } from '../state.ts';
import { device } from './steps/answering.ts';
import { Calendar } from './steps/Calendar.tsx';
import { editHref } from './steps/Shown.tsx';
import { timeWords } from './steps/whens.ts';
import { PersonRow } from './urge/PersonRow.tsx';

/** The safety plan has a page and a place of its own: it is not printed with the rest. */
const here = (parts: PlanPart[]): PlanPart[] =>
  parts.filter((it) => it.place !== 'safety' && !(it.place === 'alternatives' && doubled(parts)));

/** «Alternatives» says nothing new when every one of them stands in an if-then plan above it. */
function doubled(parts: PlanPart[]): boolean {
  const words = (place: PlanPlace) => parts.find((it) => it.place === place)?.lines.map((it) => it.words) ?? [];
  return words('alternatives').every((it) => words('plans').includes(it));
}

export function Plan(_: ScreenProps) {
  const parts = here(drawPlan(entries.value, device(), facePack()));
  const next = nextStep(entries.value, pack(), settings.value.what);
  if (parts.length === 0)
    return (
      <Screen back>
        <h1 class="title">{t('my_plan')}</h1>
        <div class="empty">
          <p class="lead">{t('plan_empty')}</p>
          {next && (
            <a class="btn" href={to('text', 'module', next.module, next.step)}>
              {t('plan_begin')}
            </a>
          )}
        </div>
      </Screen>
    );
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          <button type="button" class="btn" onClick={() => print()}>
            {t('print')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('my_plan')}</h1>
      {parts.map((part) => (
        <Part key={part.place} name={t(`place_${part.place}`)}>
          {part.lines.map((line) => (
            <Line key={line.key} line={line} place={part.place} />
          ))}
          {part.place === 'evenings' && <Calendar things={things(entries.value, device(), facePack())} />}
          <Changes part={part} />
        </Part>
      ))}
    </Screen>
  );
}

/** What is rung leads to the phone, so the step it was written in has a link of its own. */
const rung = (line: PlanLine, place: PlanPlace): boolean => !!line.service || !!line.phone || place === 'people';

function Changes({ part }: { part: PlanPart }) {
  const makers = part.makers.filter((maker) =>
    part.lines.some((line) => line.maker === maker && rung(line, part.place)),
  );
  return makers.map((maker) => (
    <p key={maker.exercise.answer} class="no-print">
      <a class="link" href={editHref(maker)} aria-label={t('change_this', { what: maker.step.title })}>
        {makers.length > 1 ? t('change_this', { what: maker.step.title }) : t('change')}
      </a>
    </p>
  ));
}

/** A line, and with it the way back to where it was written. */
function Line({ line, place }: { line: PlanLine; place: PlanPlace }) {
  const found = line.service ? service(line.service) : undefined;
  if (found) return <CallRow service={found} />;
  if (rung(line, place)) return <PersonRow line={line} />;
  const said = [line.when?.words, line.words].filter(Boolean).join(', ');
  return (
    <a class="plan-row" href={editHref(line.maker)} aria-label={t('change_this', { what: said })}>
      {line.when ? <Joined line={line} when={line.when} /> : <Own line={line} />}
      <Icon name="forward" />
    </a>
  );
}

const Own = ({ line }: { line: PlanLine }) => (
  <span class="own">
    {line.words}
    {line.time && <span class="meta">{timeWords(line.time)}</span>}
  </span>
);

/** «Når det skjer, skal jeg først»: the two halves on one line of lichen. */
const Joined = ({ line, when }: { line: PlanLine; when: NonNullable<PlanLine['when']> }) => (
  <span class="joined">
    <span class="meta">{when.label}</span>
    <span class="own">{when.words}</span>
    <span class="meta">{when.thenLabel}</span>
    <span class="own">{line.words}</span>
  </span>
);
