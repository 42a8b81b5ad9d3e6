/** The plan, place by place, in his own words and his own order; changed where it was written. Prints as one sheet. */
import { useEffect, useState } from 'preact/hooks';
import { things } from '../../core/model/calendar.ts';
import type { PlanPlace } from '../../core/model/content.ts';
import type { PlanPart } from '../../core/model/plan.ts';
import { nextStep } from '../../core/model/programme.ts';
import { printPage } from '../../platform/externalActivity.ts';
import { t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { appName } from '../../shared/mask.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { entries, facePack, pack, settings } from '../../shared/state.ts';
import { TickRow } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CalmRow } from '../calm/index.ts';
import { Calendar } from '../exercise/index.ts';
import { Lines } from './Lines.tsx';
import { planParts as drawn } from './lines.ts';
import { OfferEvenings } from './OfferEvenings.tsx';
import { begunPeople, dropSaved, writeSomebody } from './personDrafts.ts';

/** «Alternatives» says nothing new when every one of them stands in an if-then plan above it. */
function doubled(parts: PlanPart[]): boolean {
  const words = (place: PlanPlace) => parts.find((it) => it.place === place)?.lines.map((it) => it.words) ?? [];
  return words('alternatives').every((it) => words('plans').includes(it));
}

const shownOf = (parts: PlanPart[]): PlanPart[] =>
  parts.filter((it) => it.place !== 'safety' && !(it.place === 'alternatives' && doubled(parts)));

export function Read() {
  const all = drawn();
  // The safety plan has a page of its own: it stands here, and on the paper, only when it is asked for.
  const safety = all.find((it) => it.place === 'safety');
  const [withSafety, takeSafety] = useState(false);
  const shown = shownOf(all);
  useEffect(() => dropSaved(all.flatMap((it) => it.lines)), []);
  const movable = shown.some((it) => it.lines.length > 1);
  if (shown.length === 0) return <Empty />;
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {movable && (
            <button type="button" class="btn wide" onClick={() => go('plan', 'order')}>
              {t('plan_order')}
            </button>
          )}
          <div class="aside">
            <button type="button" class="plain-link" onClick={printPage}>
              {t('print')}
            </button>
          </div>
        </Dock>
      }
    >
      <Saved />
      <h1 class="title no-print">{t('my_plan')}</h1>
      <div class="plan-sheet">
        <p class="print-only" aria-hidden="true">
          {appName()}
        </p>
        {shown.map((part) => (
          <Part key={part.place} name={t(`place_${part.place}`)}>
            <Lines part={part} />
            {part.place === 'evenings' && <Calendar things={things(entries.value, device(), facePack())} />}
            {part.place === 'people' && <AddPerson />}
          </Part>
        ))}
        {!shown.some((it) => it.place === 'people') && (
          <div class="no-print">
            <Part name={t('place_people')}>
              <AddPerson />
            </Part>
          </div>
        )}
        {safety && withSafety && (
          <Part name={t('place_safety')}>
            <Lines part={safety} />
          </Part>
        )}
      </div>
      <CalmRow />
      {safety && (
        <TickRow
          label={t('plan_with_safety')}
          small={t('plan_with_safety_small')}
          on={withSafety}
          change={takeSafety}
          also="no-print"
        />
      )}
      <OfferEvenings />
    </Screen>
  );
}

/** Those who were begun and not saved, and the way to an empty form. */
function AddPerson() {
  const begun = begunPeople();
  return (
    <div class="no-print">
      {begun.length > 0 && (
        <ul class="rows">
          {begun.map(({ key, name, phone }) => (
            <li key={key}>
              <button type="button" class="row" onClick={() => go('plan', 'person', key)}>
                <span>
                  {name.trim() || phone}
                  <small>{t('person_begun')}</small>
                </span>
                <Icon name="forward" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p>
        <button type="button" class="link plainbtn" onClick={writeSomebody}>
          {t('person_add')}
        </button>
      </p>
    </div>
  );
}

function Empty() {
  const next = nextStep(entries.value, pack(), settings.value.what);
  return (
    <Screen back>
      <Saved />
      <h1 class="title">{t('my_plan')}</h1>
      <div class="empty">
        <p class="lead">{t('plan_empty')}</p>
        {next && (
          <a class="btn" href={to('text', 'module', next.module, next.step)}>
            {t('plan_begin')}
          </a>
        )}
        <AddPerson />
        <OfferEvenings />
      </div>
      <CalmRow />
    </Screen>
  );
}
