/** The local date, for whatever speaks of it; it moves on at midnight and when the app comes back to the front (state.ts). */
import { batch, computed, signal } from '@preact/signals';
import { type DayPart, dayPart, localDate, type Moment } from '../core/model/dates.ts';
import { wallClock } from '../platform/environment.ts';

/** Before the start has read the clock (`moveOn`) it is no date. */
export const today = signal('');

/** The part of the day, moved on with the date. */
export const part = signal<DayPart>('night');

/** What is under way now: nothing of it is told as over. */
export const running = computed((): Moment => ({ date: today.value, part: part.value }));

/** Date and part of the day, of one instant. */
export function moveOn(): void {
  const now = wallClock.date();
  batch(() => {
    today.value = localDate(now);
    part.value = dayPart(now);
  });
}
