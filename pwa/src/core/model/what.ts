/** «Hva gjelder det?»: which answers go together, and the way in that they lead to. */
import { faceOf, isOneOf } from './codec.ts';
import type { Bundle } from './content.ts';
import { programmeFor, track } from './programme.ts';
import type { Happened, What } from './records.ts';

/** What may have just happened, as it is asked. */
export const happenings: readonly Happened[] = ['police', 'found-out', 'threatened'];
/** The order in which the pages are read: what cannot wait first. */
const reading: readonly Happened[] = ['threatened', 'police', 'found-out'];

const isHappened = (code: What): code is Happened => isOneOf(happenings, code);

/** Whether it is asked what has just happened: those pages speak to him. */
export const asksHappened = (chosen: readonly What[]): boolean =>
  chosen.includes('happened') && faceOf(chosen) === 'stop';

/**
 * What is chosen after a press: `after` is `before` with one code added or taken away. «Jeg vil ikke svare» stands alone, and
 * what has happened stands only where it is asked.
 */
export function chosenNow(before: readonly What[], after: readonly What[]): What[] {
  const added = after.find((code) => !before.includes(code));
  if (added === 'none') return ['none'];
  const all = added ? after.filter((code) => code !== 'none') : [...after];
  return asksHappened(all) ? all : all.filter((code) => !isHappened(code));
}

export interface Stop {
  kind: 'page' | 'module';
  id: string;
}

/** The texts that the answer leads to, one after the other: safety before anything else, and the first exercise at the end. */
export function wayIn(bundle: Bundle, what: readonly What[]): Stop[] {
  const pages = what.includes('happened') ? ['safety', ...reading.filter((code) => what.includes(code))] : [];
  const programme = programmeFor(bundle, what);
  const first = programme && track(bundle, programme, what)[0];
  return [
    ...pages.filter((id) => bundle.pages[id]).map((id): Stop => ({ kind: 'page', id })),
    ...(first ? [{ kind: 'module' as const, id: first.id }] : []),
  ];
}
