/** What waits while a diary is still being fetched or opened: nothing may follow from what is not here yet. */
import type { Entries } from './answers.ts';

/** Screens that count, copy, move or ask about the whole diary. */
const ofAll: ReadonlySet<string> = new Set([
  'insights',
  'summary',
  'fortnight',
  'month',
  'sofar',
  'export',
  'move',
  'code',
  'known-code',
  'consents',
  'devices',
  'coach',
  'figures',
  'calm',
]);
/** Screens that go by whose app it is and how far one has come. */
const ofThePerson: ReadonlySet<string> = new Set(['today', 'programme', 'plan', 'checkin', 'reminders', 'what']);

/** Screens that show what was written at any time. */
const ofAnyTime: ReadonlySet<string> = new Set(['diary', 'entry', 'more-about']);

/** Whether a screen is drawn from older entries too (recent-months.ts); the day in a minute is, where it is not today's. */
export const waitsForOlder = (name: string, args: readonly string[]): boolean =>
  ofAll.has(name) || ofAnyTime.has(name) || (name === 'checkin' && args.length > 0);

/** Whether the person's choices and the way through the programme are here. */
const knowsThePerson = (entries: Entries): boolean =>
  ['settings', 'progress'].every((kind) => [...entries.values()].some((entry) => entry.kind === kind));

/** Whether a screen waits for what is still to come. What has to be opened only shows the person from the start. */
export function waits(
  coming: 'fetching' | 'opening',
  entries: Entries,
  name: string,
  args: readonly string[],
): boolean {
  if (ofAll.has(name)) return true;
  const personal = ofThePerson.has(name) || (name === 'text' && args[0] === 'module');
  return personal && coming === 'fetching' && !knowsThePerson(entries);
}
