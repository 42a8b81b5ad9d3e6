/** A page whose plan stands on Today for some days: the safety plan. */

import { answers, type DeviceRecords } from './answers.ts';
import type { Bundle, Exercise, Text } from './content.ts';
import { addDays } from './dates.ts';
import type { Fields } from './plain.ts';
import { drawPlan, type PlanPart } from './plan.ts';
import type { PlanLine } from './plan-line.ts';
import { words } from './progress.ts';

export interface StandingPage {
  page: string;
  title: string;
  lines: PlanLine[];
  /** the step to go to when there is something to change or nothing yet */
  step: string;
  /** the last date it stands */
  until: string;
}

/** The date on which something that still stands in the plan was last written. */
const writtenOn = (part: PlanPart | undefined, device: DeviceRecords): string[] => {
  const given = answers(new Map(), device);
  return (part?.makers ?? []).flatMap((it) => given.get(it.exercise.answer)?.at ?? []);
};

/** The answers that make this page stand on Today, by the names of their records. */
export const asksToStand = (device: DeviceRecords, page: string): string[] =>
  [...device].flatMap(([name, { stands_from }]) =>
    name.startsWith(`answer/pages/${page}/`) && words(stands_from) ? name : [],
  );

/**
 * A page that stands on Today: the safety plan, for so many days after the question was last answered «litt» or «ja»
 * (`stands_from`, kept beside the answer, so that a later «nei» does not take the plan away), or after it was last written.
 */
export function standingPage(device: DeviceRecords, bundle: Bundle, date: string): StandingPage | null {
  for (const page of Object.values(bundle.pages)) {
    const stands = page.stands;
    if (!stands) continue;
    const part = drawPlan(new Map(), device, bundle).find((it) => it.place === stands.place);
    const asked = asksToStand(device, page.id).flatMap((name) => words(device.get(name)?.stands_from) ?? []);
    const from = [...asked, ...writtenOn(part, device)].sort().at(-1);
    if (!from) continue;
    const until = addDays(from, stands.days);
    if (date > until) continue;
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
