/** The lines of one place, each with the way back to where it was written. */
import { asksWhen } from '../../core/model/calendar.ts';
import type { PlanPlace } from '../../core/model/content.ts';
import type { PlanPart } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { dialled } from '../../core/model/plan-people.ts';
import { t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { PersonRow } from '../../shared/PersonRow.tsx';
import { ServiceRow } from '../../shared/ServiceRow.tsx';
import { service } from '../../shared/Words.tsx';
import { timeWords } from '../../shared/whens.ts';
import { Icon } from '../../ui/Icon.tsx';
import { editHref } from '../exercise/index.ts';
import { planParts } from './lines.ts';
import { changed } from './personDrafts.ts';

/** What is rung leads to the phone, so what changes it has a press of its own. */
const rung = (line: PlanLine, place: PlanPlace): boolean => !!line.service || !!line.phone || place === 'people';

export function Lines({ part: { place, lines, makers } }: { part: PlanPart }) {
  if (place === 'safety')
    return (
      <>
        {lines.map((line) =>
          rung(line, place) ? <Ring key={line.key} line={line} /> : <Line key={line.key} line={line} />,
        )}
        {makers.slice(0, 1).map(({ kind, text }) => (
          <p key={text.id} class="no-print">
            <a class="link" href={to('text', kind, text.id)}>
              {t('change_this', { what: text.title })}
            </a>
          </p>
        ))}
      </>
    );
  return (
    <>
      {lines.map((line) => (
        <div key={line.key} class="plan-line">
          {rung(line, place) ? (
            <>
              <Ring line={line} />
              <Person line={line} />
            </>
          ) : (
            <Line line={line} />
          )}
          {(place === 'alternatives' || place === 'plans') && <Week line={line} />}
        </div>
      ))}
    </>
  );
}

function Ring({ line }: { line: PlanLine }) {
  const found = line.service ? service(line.service) : undefined;
  return found ? <ServiceRow service={found} /> : <PersonRow line={line} small="" />;
}

/** Writing in place of ringing, and what changes a name or a number. */
function Person({ line }: { line: PlanLine }) {
  return (
    <p class="plan-links no-print">
      {line.phone && !line.service && (
        <a class="link" href={`sms:${dialled(line.phone)}`} aria-label={t('write_to', { whom: line.words })}>
          {t('write_message')}
        </a>
      )}
      {line.apart && line.maker ? (
        <a class="link" href={editHref(line.maker)} aria-label={t('change_this', { what: line.words })}>
          {t('change')}
        </a>
      ) : (
        <button
          type="button"
          class="link plainbtn"
          aria-label={t('change_this', { what: line.words })}
          onClick={() => go('plan', 'person', line.key)}
        >
          {t('change')}
        </button>
      )}
      {!line.apart && changed(line) && <span class="meta">{t('person_change_left')}</span>}
    </p>
  );
}

function Line({ line }: { line: PlanLine }) {
  const said = [line.when?.words, line.words].filter(Boolean).join(', ');
  const words = line.when ? <Joined line={line} when={line.when} /> : <Own line={line} />;
  if (!line.maker) return <p class="plan-row">{words}</p>;
  return (
    <a class="plan-row" href={editHref(line.maker)} aria-label={t('change_this', { what: said })}>
      {words}
      <Icon name="forward" />
    </a>
  );
}

/** A day for something to do instead, where its exercise asks for none; in an if-then plan it stands with the second half. */
function Week({ line }: { line: PlanLine }) {
  const instead = planParts().find((it) => it.place === 'alternatives');
  if (asksWhen(line) || !instead?.lines.some((it) => it.key === line.key)) return null;
  return (
    <p class="plan-links no-print">
      <button
        type="button"
        class="link plainbtn"
        aria-label={t(line.time ? 'week_change_this' : 'week_put_this', { what: line.words })}
        onClick={() => go('plan', 'week', line.key)}
      >
        {t(line.time ? 'week_change' : 'week_put')}
      </button>
    </p>
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
    <span class="own">
      {line.words}
      {line.time && <span class="meta">{timeWords(line.time)}</span>}
    </span>
  </span>
);
