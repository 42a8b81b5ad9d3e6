/** The local date, for whatever speaks of it; it moves on at midnight and when the app comes back to the front (state.ts). */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type DayPart, dayPart, localDate, type Moment } from '../core/model/dates.ts';
import { wallClock } from '../platform/environment.ts';

/** Before the start has read the clock (`moveOn`) it is no date. */
export const today: ReadonlySignal<string> = signal('');

/** The part of the day, moved on with the date. */
export const part: ReadonlySignal<DayPart> = signal('night');

/** What is under way now: nothing of it is told as over. */
export const running = computed((): Moment => ({ date: today.value, part: part.value }));

/** Date and part of the day, of one instant. */
export function moveOn(): void {
  const now = wallClock.date();
  batch(() => {
    (today as Signal<string>).value = localDate(now);
    (part as Signal<DayPart>).value = dayPart(now);
  });
}
