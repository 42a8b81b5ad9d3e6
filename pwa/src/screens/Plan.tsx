/** The plan, place by place, in his own words; drawn from the answers, changed where they were given. Prints as one sheet. */
import type { ScreenProps } from '../app.tsx';
import type { PlanPlace } from '../domain/content.ts';
import { drawPlan, type PlanLine, type PlanPart } from '../domain/plan.ts';
import { nextStep } from '../domain/programme.ts';
import { t } from '../i18n.ts';
import { CallRow } from '../parts/Call.tsx';
import { Dock, Part, Screen } from '../parts/Screen.tsx';
import { service } from '../parts/Words.tsx';
import { to } from '../router.ts';
import { entries, pack, settings } from '../state.ts';
import { device } from './steps/answering.ts';
import { timeWords } from './steps/Times.tsx';
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
  const parts = here(drawPlan(entries.value, device(), pack()));
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
            <Line key={line.words} line={line} person={part.place === 'people'} />
          ))}
          {part.makers.map((maker) => (
            <a
              key={maker.step.id}
              class="link no-print"
              href={to('text', maker.kind, maker.text.id, maker.step.id, 'edit')}
              aria-label={t('change_this', { what: maker.step.title })}
            >
              {part.makers.length > 1 ? t('change_this', { what: maker.step.title }) : t('change')}
            </a>
          ))}
        </Part>
      ))}
    </Screen>
  );
}

function Line({ line, person }: { line: PlanLine; person: boolean }) {
  const found = line.service ? service(line.service) : undefined;
  if (found) return <CallRow service={found} />;
  if (line.phone || person) return <PersonRow line={line} />;
  if (line.when)
    return (
      <dl class="plan">
        <div>
          <dt>{line.when.label}</dt>
          <dd class="own">{line.when.words}</dd>
        </div>
        <div>
          <dt>{line.when.thenLabel}</dt>
          <dd class="own">{line.words}</dd>
        </div>
      </dl>
    );
  return (
    <div class="own plan-line">
      {line.words}
      {line.time && <p class="meta">{timeWords(line.time)}</p>}
    </div>
  );
}
