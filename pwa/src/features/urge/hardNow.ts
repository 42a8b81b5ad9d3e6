/** What is offered in a hard moment, by the diary and the plan as they stand now. */
import { localMinute } from '../../core/model/dates.ts';
import { firstPlannedNow } from '../../core/model/evening.ts';
import { firstWay, type OwnWay, ownWays, type WayIn } from '../../core/model/first-way.ts';
import { alternatives } from '../../core/model/plan.ts';
import { offeredTools } from '../../core/model/urge.ts';
import type { UrgeMoment } from '../../core/model/ways.ts';
import { wallClock } from '../../platform/environment.ts';
import { device } from '../../shared/answering.ts';
import { entries, facePack, pack } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { heardNow } from './recordings.ts';

export const momentNow = (triggers: readonly string[]): UrgeMoment => ({ triggers, ...running.value });

/** His own plan, what is planned for now first. */
export function ownNow(): OwnWay[] {
  const { tools } = pack();
  if (!tools.alternative) return [];
  const lines = alternatives(entries.value, device(), facePack());
  const first = firstPlannedNow(entries.value, running.value);
  return ownWays(lines, Object.keys(tools), localMinute(wallClock.date()), first);
}

/** The way that one press opens; null where the pack has none. */
export function firstNow(): WayIn | null {
  return firstWay(ownNow(), offeredTools(entries.value, pack(), 'stop', momentNow([]), heardNow));
}
