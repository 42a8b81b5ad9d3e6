/** What is due now: it stands first on Today, and the programme waits below. */
import { computed } from '@preact/signals';
import { tonight } from '../../core/model/calendar.ts';
import { daysBetween, isDate, isPart } from '../../core/model/dates.ts';
import { begunLookBack, due } from '../../core/model/due.ts';
import { eve, eveningFollowed, eveningOn, eveningToAsk, isOvertaken } from '../../core/model/evening.ts';
import { nextHour } from '../../core/model/next-hour.ts';
import { programmeRest } from '../../core/model/pace.ts';
import { practice } from '../../core/model/practice.ts';
import { URGENT_DAYS } from '../../core/model/purchases.ts';
import { standingPage } from '../../core/model/standing-page.ts';
import { device } from '../../shared/answering.ts';
import { chosenWhat, deviceRecords, entries, entriesOfKind, face, facePack, pack, today } from '../../shared/state.ts';
import { running } from '../../shared/today.ts';
import { brokenOff } from '../urge/index.ts';

export const standingNow = computed(() => standingPage(deviceRecords.value, pack(), today.value));
/** What he has chosen for the hour after a lapse. */
export const nextHourNow = computed(() =>
  face.value === 'stop' ? nextHour(entries.value, pack(), running.value) : null,
);
const slips = computed(() =>
  face.value === 'stop'
    ? entriesOfKind('purchase').flatMap(({ fields: { date, part } }) =>
        isDate(date) && isPart(part) ? { date, part } : [],
      )
    : [],
);
/** Whether a purchase is written of this day, or of the evening before this night. */
export const slippedNow = computed(() => slips.value.some((it) => eve(it) === eve(running.value)));
/** Whether what is urgent after a purchase may still be urgent. */
export const slippedLately = computed(() =>
  slips.value.some(({ date }) => date <= today.value && daysBetween(date, today.value) <= URGENT_DAYS),
);
export const tonightNow = computed(() => tonight(entries.value, device(), facePack(), today.value));
/** What he has planned for this evening, until a purchase in it; who is somebody close to him plans none. */
export const eveningNow = computed(() => {
  const evening = face.value === 'stop' ? eveningOn(entries.value, running.value) : null;
  return evening && !isOvertaken(evening, slips.value, running.value) ? evening : null;
});
/** What stands on Today as the plan for this evening. */
export const toldTonight = computed((): ReadonlySet<string> => {
  const evening = eveningNow.value;
  if (evening) return new Set([evening.person_text, evening.first_text].filter((it) => it !== undefined));
  const { plans = [], barriers = [] } = tonightNow.value ?? {};
  return new Set([...plans, ...barriers].flatMap(({ words, when }) => (when ? [words, when.words] : [words])));
});
/** The practice that stands on Today. */
export const practiceNow = computed(() =>
  programmeRest(entries.value, today.value) ? null : practice(entries.value, pack(), chosenWhat.value, today.value),
);
/** The planned evening that is asked about. */
export const eveningAsked = computed(() =>
  face.value === 'stop' ? eveningToAsk(entries.value, running.value, slips.value) : null,
);
/** The one that he has said held, today. */
export const eveningKept = computed(() =>
  face.value === 'stop' ? eveningFollowed(entries.value, running.value) : null,
);
export const dueNow = computed(() => due(entries.value, pack(), today.value));
export const begunNow = computed(() => begunLookBack(entries.value, pack()));

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
