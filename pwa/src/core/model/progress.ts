/**
 * The one `progress` record, which exists once per person. Its fields: `began` · `step_<text>` · `done_<text>` (the first
 * time) · `again_<text>` (taken once more) · `latest` (the module gone on with last) · `practice_<module>` and `practice_at_<module>` ·
 * `did_<module>` (how often its practice was done before it was taken once more) · `hid_<what>` · `month` · `pause_until` · `ended`. All but
 * steps, states, `did_` and `latest` are local dates; an emptied field counts as none.
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

/** Both are told that they count. */
export const countsAsDone = (state: unknown): state is 'done' | 'tried' => state === 'done' || state === 'tried';
/** How often the practice of a module was done before the module was taken once more. */
export const didBefore = (kept: Fields, module: string): number => {
  const times = kept[`did_${module}`];
  return typeof times === 'number' ? times : 0;
};

/** How often a practice was done or tried, of every module, also before its module was taken once more. */
export function timesDone(kept: Fields): number {
  const names = Object.keys(kept);
  const now = names.filter((name) => name.startsWith('practice_') && countsAsDone(kept[name])).length;
  const earlier = names
    .filter((name) => name.startsWith('did_'))
    .map((name) => didBefore(kept, name.slice('did_'.length)));
  return earlier.reduce((sum, times) => sum + times, now);
}
