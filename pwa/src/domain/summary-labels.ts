/** The labels of the summary's fullest style, for the lock screen and for the preview of it: the two must not differ. */
import type { Bundle, Code } from './content.ts';
import { offer } from './pace.ts';
import type { Entry } from './plain.ts';
import { isSide } from './programme.ts';
import type { Settings } from './records.ts';
import type { Labels } from './summary.ts';

const labelled = (codes: Code[] | undefined) => (code: string) => codes?.find((it) => it.code === code)?.label;

/** What came before, what helped, and what is offered next on `date`: nothing while the next module waits, in a pause, or of a side path. */
export function labelsOf(
  bundle: Bundle,
  entries: ReadonlyMap<string, Entry>,
  settings: Settings,
  date: string,
): Labels {
  const way = labelled(bundle.codes.ways);
  const next = offer(entries, bundle, settings.what ?? [], date);
  return {
    trigger: labelled(bundle.codes.triggers),
    way: (code) => bundle.tools[code]?.title ?? way(code),
    ...(next && !next.from && !isSide(bundle, next.module) && { next: next.title }),
  };
}
