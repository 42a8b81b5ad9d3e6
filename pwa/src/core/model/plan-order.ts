/**
 * What a person has decided about his plan beside the answers it is drawn from: the order of the lines, the place of one in the week,
 * whether a number stands on the card. One record (`plan`), a field a decision, so that two phones that decided different things
 * keep both. No line lives here: what the record does not name comes last, and what it names and nobody has written is not drawn.
 */
import type { Entries } from './answers.ts';
import type { PlanPlace } from './content.ts';
import { ofKind } from './kinds.ts';
import type { Fields } from './plain.ts';

/** Name and kind of the record. */
export const planRecord = 'plan';

export const orderField = (place: PlanPlace): string => `order/${place}`;
export const weekField = (key: string): string => `week/${key}`;
export const cardField = (key: string): string => `card/${key}`;

export const planFields = (entries: Entries): Fields => ofKind(entries, planRecord)[0]?.fields ?? {};

/** The keys of a place's lines as he has put them; none where he has not. */
export function orderOf(fields: Fields, place: PlanPlace): string[] {
  const order = fields[orderField(place)];
  return Array.isArray(order) ? order.filter((it) => typeof it === 'string') : [];
}

/** `mon 18:00`, or undefined. */
export function weekOf(fields: Fields, key: string): string | undefined {
  const when = fields[weekField(key)];
  return typeof when === 'string' && when ? when : undefined;
}

export const onCard = (fields: Fields, key: string): boolean => fields[cardField(key)] === true;

/** The answer that a line came from. */
const source = (key: string): string => key.slice(0, key.indexOf('/'));

/** Words that were changed keep their place: in an answer with as many new lines as vanished ones, each takes the place of one. */
function successors(keys: readonly string[], order: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const gone = order.filter((key) => !keys.includes(key));
  const fresh = keys.filter((key) => !order.includes(key));
  for (const answer of new Set(gone.map(source))) {
    const left = gone.filter((key) => source(key) === answer);
    const came = fresh.filter((key) => source(key) === answer);
    if (left.length === came.length) for (const [at, key] of left.entries()) found.set(key, came[at] ?? key);
  }
  return found;
}

/** The lines as he has put them; what he has not placed comes last, as it was. */
export function inOrder<Line extends { key: string }>(lines: readonly Line[], order: readonly string[]): Line[] {
  if (order.length === 0) return [...lines];
  const successor = successors(
    lines.map((it) => it.key),
    order,
  );
  const places = new Map(order.map((key, at) => [successor.get(key) ?? key, at]));
  const place = ({ key }: Line): number => places.get(key) ?? order.length;
  return [...lines].sort((one, other) => place(one) - place(other));
}

/** The keys with the one at `from` moved to `to`; the same keys when there is no such place. */
export function moveKey(keys: readonly string[], from: number, to: number): string[] {
  const next = [...keys];
  if (from < 0 || to < 0 || from >= next.length || to >= next.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
