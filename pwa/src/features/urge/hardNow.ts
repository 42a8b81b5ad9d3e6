/** What is offered in a hard moment, by the diary and the plan as they stand now. */
import { localMinute } from '../../core/model/dates.ts';
import { type KeptEvening, plannedNow } from '../../core/model/evening.ts';
import {
  firstWay,
  type OwnWay,
  ownWays,
  toRing,
  type WayIn,
  withPlanned,
  withPlannedPerson,
} from '../../core/model/first-way.ts';
import { alternatives, people } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { best, offeredTools } from '../../core/model/urge.ts';
import type { UrgeMoment } from '../../core/model/ways.ts';
import { wallClock } from '../../platform/environment.ts';
import { device } from '../../shared/answering.ts';
import { codesOf } from '../../shared/codes.ts';
import { entries, face, facePack, pack } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { heardNow } from './recordings.ts';

export const momentNow = (triggers: readonly string[]): UrgeMoment => ({ triggers, ...running.value });

/** What is planned for this part of the day; who is somebody close to him plans none. */
export const plannedHere = (): KeptEvening | null =>
  face.value === 'stop' ? plannedNow(entries.value, running.value) : null;

/** What he can do instead, in the order of the plan; last what is planned to be done first now, where the plan does not say it. */
export const linesNow = (): PlanLine[] =>
  withPlanned(alternatives(entries.value, device(), facePack()), plannedHere()?.first_text, codesOf('ways'));

/** Whom he can ring, in the order of the plan; first who is planned for now. */
export const peopleNow = (): PlanLine[] =>
  withPlannedPerson(people(entries.value, device(), facePack()), plannedHere()?.person_text);

/** Whom he has planned to be with or to ring now. */
export const plannedPeople = (): PlanLine[] => {
  const planned = plannedHere()?.person_text?.trim();
  return planned ? toRing(peopleNow(), planned).filter((it) => it.words === planned) : [];
};

/** His own plan, what is planned for now first. */
export function ownNow(): OwnWay[] {
  const { tools } = pack();
  if (!tools.alternative) return [];
  return ownWays(linesNow(), Object.keys(tools), localMinute(wallClock.date()), plannedHere()?.first_text);
}

/** The way that one press opens; null where the pack has none. */
export function firstNow(): WayIn | null {
  const moment = momentNow([]);
  const most = best(entries.value, pack(), moment, heardNow)?.way;
  // One press opens something to do; whom to ring is chosen.
  const offered = offeredTools(entries.value, pack(), 'stop', moment, heardNow).filter((id) => id !== 'call');
  return firstWay(ownNow(), most, offered);
}
