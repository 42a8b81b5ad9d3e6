/** The words for the codes that the diary stores. */
import { pack } from '../state.ts';

type List = 'triggers' | 'places' | 'feelings' | 'ways';

/** The label of a code, or the code's own words where the pack has none: those of a plan are the person's. */
export function labelOf(list: List, code: string): string {
  const { codes, tools } = pack();
  const known = codes[list]?.find((it) => it.code === code)?.label;
  return known ?? (list === 'ways' ? tools[code]?.title : undefined) ?? code;
}

export const codesOf = (list: List) => pack().codes[list] ?? [];
