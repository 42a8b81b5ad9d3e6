/** The local date, for whatever speaks of it; it moves on at midnight and when the app comes back to the front (state.ts). */
import { signal } from '@preact/signals';
import { localDate } from './domain/dates.ts';

export const today = signal(localDate(new Date()));
