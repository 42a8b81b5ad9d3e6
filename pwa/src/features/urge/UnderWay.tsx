/** Below the words of a way: how strong the urge is, for anyone who wants to say it, and why this way opened first. Nothing waits for an answer. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Text } from '../../core/model/content.ts';
import { localTime } from '../../core/model/dates.ts';
import { best } from '../../core/model/urge.ts';
import { timeInWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { lessMotion } from '../../shared/clock.ts';
import { entries, pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TenToPress } from '../../ui/Ten.tsx';
import { momentNow, plannedPeople } from './hardNow.ts';
import { bestWayWords } from './helped.ts';
import { RingRow } from './RingRow.tsx';
import { heardNow } from './recordings.ts';
import { move, ride } from './ride.ts';

export function UnderWay({ tool }: { tool: Text }) {
  const { straight } = ride.value;
  const moment = momentNow([]);
  const most = straight ? best(entries.value, pack(), moment, heardNow) : undefined;
  return (
    <>
      {tool.id !== 'call' && <PlannedPeople />}
      <HowStrong />
      {most?.way === tool.id && <p class="meta after">{bestWayWords(most, tool, moment)}</p>}
    </>
  );
}

/** Whom he has planned to be with or to ring now is one press away, whichever way is open. */
function PlannedPeople() {
  const planned = plannedPeople();
  return (
    planned.length > 0 && (
      <ul class="rows">
        {planned.map((line) => (
          <RingRow key={line.words} line={line} small={t('planned_now')} />
        ))}
      </ul>
    )
  );
}

/** As near to the top of the screen as leaves this in sight, above the foot. */
function toTop(it: HTMLElement): void {
  const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? innerHeight;
  const top = Math.max(0, scrollY + it.getBoundingClientRect().bottom - Math.min(foot, innerHeight));
  scrollTo({ top, behavior: lessMotion() ? 'instant' : 'smooth' });
}

/** That a number given here is of the urge that was logged before; empty where none was. */
function sameUrgeWords(): string {
  const { logged, entry } = ride.value;
  const made = logged ? entries.value.get(entry ?? '')?.made : undefined;
  return made === undefined ? '' : t('same_urge', { time: timeInWords(localTime(new Date(made))) });
}

function HowStrong() {
  const { strength } = ride.value;
  const same = sameUrgeWords();
  const [asks, ask] = useState(false);
  const row = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    // Above the foot, all eleven of them.
    if (asks) question.current?.scrollIntoView({ block: 'nearest' });
    // What was pressed is gone: the row that has the answer takes its place, and what it stands under is seen again.
    else if (asked.current && row.current) {
      row.current.focus({ preventScroll: true });
      toTop(row.current);
    }
    asked.current = asks;
  }, [asks]);
  if (!asks)
    return (
      <button type="button" class="row how-strong" aria-expanded={false} ref={row} onClick={() => ask(true)}>
        <span>
          {t('how_strong')}
          <small>{strength === null ? t('how_strong_small') : t('strength_of', { strength })}</small>
          {same && <small>{same}</small>}
        </span>
        <Icon name="forward" />
      </button>
    );
  return (
    <div class="how-strong" ref={question}>
      <p class="asked" id="how-strong">
        {t('how_strong')}
      </p>
      {same && (
        <p class="meta" id="same-urge">
          {same} {t('same_urge_new')}
        </p>
      )}
      <TenToPress
        labelledby="how-strong"
        describedby={same && 'same-urge'}
        press={(value) => {
          move({ strength: value });
          ask(false);
        }}
      />
    </div>
  );
}
