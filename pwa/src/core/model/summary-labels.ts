/** The labels of the summary, the same wherever it is shown. */
import type { Bundle } from './content.ts';
import { offer } from './pace.ts';
import type { Entry } from './plain.ts';
import { isSide } from './programme.ts';
import type { Settings } from './records.ts';
import type { Labels } from './summary.ts';

export type CodeList = 'triggers' | 'places' | 'feelings' | 'ways';

/** The pack's words for a code; those of a way may be the title of its tool. */
export const codeLabel = ({ codes, tools }: Bundle, list: CodeList, code: string): string | undefined =>
  codes[list]?.find((it) => it.code === code)?.label ?? (list === 'ways' ? tools[code]?.title : undefined);

/** A way that has no name to tell it by. */
const UNNAMED = 'other';

/** What came before, what helped, and what is offered next on `date`: nothing while the next module waits, in a pause, or of a side path. */
export function labelsOf(
  bundle: Bundle,
  entries: ReadonlyMap<string, Entry>,
  settings: Settings,
  date: string,
): Labels {
  const next = offer(entries, bundle, settings.what ?? [], date);
  return {
    trigger: (code) => codeLabel(bundle, 'triggers', code),
    way: (code) => (code === UNNAMED ? undefined : codeLabel(bundle, 'ways', code)),
    ...(next && !next.from && !isSide(bundle, next.module) && { next: next.title }),
  };
}
