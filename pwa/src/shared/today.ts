/** The local date, for whatever speaks of it; it moves on at midnight and when the app comes back to the front (state.ts). */
import { batch, computed, signal } from '@preact/signals';
import { dayPart, localDate, type Moment } from '../core/model/dates.ts';
export const today = signal(localDate(new Date()));

/** The part of the day, moved on with the date. */
export const part = signal(dayPart(new Date()));

/** What is under way now: nothing of it is told as over. */
export const running = computed((): Moment => ({ date: today.value, part: part.value }));

/** Date and part of the day, of one instant. */
export function moveOn(): void {
  const now = new Date();
  batch(() => {
    today.value = localDate(now);
    part.value = dayPart(now);
  });
}
