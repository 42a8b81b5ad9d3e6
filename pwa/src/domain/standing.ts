/** A page whose plan stands on Today for some days: the safety plan. */

import type { Device } from './answers.ts';
import type { Bundle, Exercise, Text } from './content.ts';
import { addDays } from './dates.ts';
import type { Fields } from './plain.ts';
import { drawPlan, type PlanLine } from './plan.ts';
import { words } from './progress.ts';

export interface Standing {
  page: string;
  title: string;
  lines: PlanLine[];
  /** the step to go to when there is something to change or nothing yet */
  step: string;
  /** the last date it stands */
  until: string;
}

/**
 * A page that stands on Today: the safety plan, for so many days after the question was last answered «litt» or «ja»
 * (`stands_from`, kept beside the answer, so that a later «nei» does not take the plan away).
 */
export function standing(device: Device, bundle: Bundle, date: string): Standing | null {
  for (const page of Object.values(bundle.pages)) {
    const stands = page.stands;
    const from = [...device.entries()].find(
      ([name, fields]) => name.startsWith(`answer/pages/${page.id}/`) && words(fields.stands_from),
    )?.[1].stands_from;
    if (!stands || typeof from !== 'string') continue;
    const until = addDays(from, stands.days);
    if (date > until) continue;
    const part = drawPlan(new Map(), device, bundle).find((it) => it.place === stands.place);
    const review = page.steps.findLast((it) => it.kind === 'review');
    const first = page.steps.find(
      (it) => it.exercise && 'plan' in it.exercise && it.exercise.plan.includes(stands.place),
    );
    return {
      page: page.id,
      title: review?.title ?? page.title,
      lines: part?.lines ?? [],
      step: first?.id ?? page.steps[0]?.id ?? '',
      until,
    };
  }
  return null;
}

/**
 * The date to keep beside an answer that makes its page stand on Today: any answer but «nei» to the page's question.
 * Empty when this answer does not.
 */
export function standsFrom(text: Text, exercise: Exercise, fields: Fields, date: string): Fields {
  const codes = fields.codes;
  if (!text.stands || exercise.kind !== 'choose' || exercise.plan.length > 0 || !Array.isArray(codes)) return {};
  return codes.length > 0 && !codes.includes('no') ? { stands_from: date } : {};
}
