/** What is due now: it stands first on Today, and the programme waits below. */
import { computed } from '@preact/signals';
import { tonight } from '../../core/model/calendar.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import { due } from '../../core/model/due.ts';
import { eve, eveningFollowed, eveningOn, eveningToAsk } from '../../core/model/evening.ts';
import { nextHour } from '../../core/model/next-hour.ts';
import { standingPage } from '../../core/model/standing-page.ts';
import { device } from '../../shared/answering.ts';
import { deviceRecords, entries, entriesOfKind, face, facePack, pack, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { brokenOff } from '../urge/index.ts';

export const standingNow = computed(() => standingPage(deviceRecords.value, pack(), today.value));
/** What he has chosen for the hour after a lapse. */
export const nextHourNow = computed(() =>
  face.value === 'stop' ? nextHour(entries.value, pack(), running.value) : null,
);
/** Whether a purchase is written of this day, or of the evening before this night. */
export const slippedNow = computed(
  () =>
    face.value === 'stop' &&
    entriesOfKind('purchase').some(({ fields: { date, part } }) =>
      isDate(date) && isPart(part) ? eve({ date, part }) === eve(running.value) : false,
    ),
);
export const tonightNow = computed(() => tonight(entries.value, device(), facePack(), today.value));
/** What he has planned for this evening; who is somebody close to him plans none. */
export const eveningNow = computed(() => (face.value === 'stop' ? eveningOn(entries.value, running.value) : null));
/** What stands on Today as the plan for this evening. */
export const toldTonight = computed((): ReadonlySet<string> => {
  const evening = eveningNow.value;
  if (evening) return new Set([evening.person_text, evening.first_text].filter((it) => it !== undefined));
  const { plans = [], barriers = [] } = tonightNow.value ?? {};
  return new Set([...plans, ...barriers].flatMap(({ words, when }) => (when ? [words, when.words] : [words])));
});
/** The planned evening that is asked about. */
export const eveningAsked = computed(() => (face.value === 'stop' ? eveningToAsk(entries.value, running.value) : null));
/** The one that he has said held, today. */
export const eveningKept = computed(() =>
  face.value === 'stop' ? eveningFollowed(entries.value, running.value) : null,
);
export const dueNow = computed(() => due(entries.value, pack(), today.value));

export const somethingDue = (): boolean =>
  [
    face.value === 'stop' ? brokenOff() : null,
    nextHourNow.value,
    slippedNow.value || null,
    standingNow.value,
    eveningNow.value,
    tonightNow.value,
    dueNow.value,
    eveningAsked.value,
  ].some((it) => it !== null);
