/** What comes back by itself the day after: the later part of a page. */

import { answers, asks, type Entries } from './answers.ts';
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

export interface BegunLookBack {
  page: string;
  step: string;
  /** the date of the purchase */
  since: string;
  /** so many of its answers are kept */
  n: number;
  of: number;
}

/**
 * The later part of the lapse page where it was begun after the last purchase and neither answered whole nor ended by «Ferdig»: its
 * answers are kept as they are written, and there is more to go on with. However long ago: it is not offered, only found again.
 */
export function begunLookBack(entries: Entries, bundle: Bundle): BegunLookBack | null {
  const page = bundle.pages.lapse;
  const step = page?.later[0]?.from;
  const since = ofKind(entries, 'purchase')
    .map(({ fields }) => String(fields.date))
    .sort()
    .at(-1);
  if (!page || !step || !since) return null;
  const seen = doneOn(entries, page.id);
  if (seen && seen >= since) return null;
  const given = answers(entries, new Map());
  const asked = page.steps
    .slice(page.steps.findIndex((it) => it.id === step))
    .flatMap(({ exercise }) => (asks(exercise) ? exercise.answer : []));
  const n = asked.filter((name) => (given.get(name)?.at ?? '') >= since).length;
  return n > 0 && n < asked.length ? { page: page.id, step, since, n, of: asked.length } : null;
}
