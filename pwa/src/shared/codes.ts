/** The words for the codes that the diary stores. */
import { type CodeList, codeLabel } from '../core/model/summary-labels.ts';
import { pack } from './state.ts';

/** The label of a code, or the code's own words where the pack has none: those of a plan are the person's. */
export const labelOf = (list: CodeList, code: string): string => codeLabel(pack(), list, code) ?? code;

export const codesOf = (list: CodeList) => pack().codes[list] ?? [];
