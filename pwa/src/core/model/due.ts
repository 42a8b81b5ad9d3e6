/** What comes back by itself the day after: the later part of a page. */

import { answers, type Entries } from './answers.ts';
import type { Bundle } from './content.ts';
import { daysBetween } from './dates.ts';
import { ofKind } from './kinds.ts';
import { doneOn } from './progress.ts';

export interface Due {
  page: string;
  step: string;
  title: string;
  /** the date of what it follows */
  since: string;
}

/** A page's later part is offered for a week; after that nothing nags. */
const laterDays = 7;

/**
 * The part of a page that comes back by itself the day after: from the last answer to its first part, or the last purchase for the
 * lapse page, until it has been gone through.
 */
export function due(entries: Entries, bundle: Bundle, date: string): Due | null {
  const given = answers(entries, new Map());
  for (const page of Object.values(bundle.pages)) {
    const later = page.later[0];
    const from = page.steps.findIndex((it) => it.id === later?.from);
    if (!later || from < 0) continue;
    const dates = page.steps.slice(0, from).flatMap((step) => {
      const name = step.exercise && 'answer' in step.exercise ? step.exercise.answer : '';
      return given.get(name)?.at ?? [];
    });
    if (page.id === 'lapse') for (const { fields } of ofKind(entries, 'purchase')) dates.push(String(fields.date));
    const since = dates
      .filter((it) => it < date)
      .sort()
      .at(-1);
    const seen = doneOn(entries, page.id);
    if (!since || daysBetween(since, date) > laterDays || (seen && seen > since)) continue;
    return { page: page.id, step: later.from, title: page.steps[from]?.title ?? page.title, since };
  }
  return null;
}
