/**
 * The one `progress` record, which exists once per person. Its fields: `began` · `step_<text>` · `done_<text>` (the first
 * time) · `again_<text>` (taken once more) · `latest` (the module gone on with last) · `practice_<module>` and `practice_at_<module>` · `hid_<what>` · `month` ·
 * `pause_until` · `ended`. All but steps, states and `latest` are local dates; an emptied field counts as none.
 */

import type { Entries } from './answers.ts';
import { ofKind } from './kinds.ts';
import type { Fields } from './plain.ts';

export const practiceStates = ['done', 'tried', 'notyet'] as const;
export type PracticeState = (typeof practiceStates)[number];

export const progress = (entries: Entries): Fields => ofKind(entries, 'progress')[0]?.fields ?? {};

export const words = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** The date on which a text was finished the first time. */
export const doneOn = (entries: Entries, text: string): string | undefined => words(progress(entries)[`done_${text}`]);

/** The date on which something was put aside on Today. */
export const hidOn = (entries: Entries, what: string): string | undefined => words(progress(entries)[`hid_${what}`]);

export const beganFields = (date: string): Fields => ({ began: date });
export const stepFields = (text: string, step: string): Fields => ({ [`step_${text}`]: step, latest: text });
export const doneFields = (text: string, date: string): Fields => ({ [`done_${text}`]: date });
export const hideFields = (what: string, date: string): Fields => ({ [`hid_${what}`]: date });
export const practiceFields = (module: string, state: PracticeState, date: string): Fields => ({
  [`practice_${module}`]: state,
  [`practice_at_${module}`]: date,
});

/** A module whose practice is taken. Once more, it keeps its first end, by which the pace goes, and the practice stands again. */
export function takenFields(entries: Entries, module: string, date: string): Fields {
  if (!doneOn(entries, module)) return doneFields(module, date);
  return { [`again_${module}`]: date, [`practice_${module}`]: '', [`practice_at_${module}`]: '' };
}
