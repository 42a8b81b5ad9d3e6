/** Which lines of the diary are shown: by what they are, what came before, what was felt, where, what helped, when, and whether one wrote. */
import { listWith } from './chips.ts';
import type { DiaryLine } from './diary-lines.ts';
import { filtering } from './filtering.ts';
import { isText } from './plain.ts';

export type FilterGroup = 'kind' | 'before' | 'felt' | 'where' | 'helped' | 'part' | 'words';

const text = (value: unknown): string[] => (typeof value === 'string' && value.trim() ? [value] : []);

/** A way helped when the urge was lower after it. */
function helped({ strength, after, way }: Record<string, unknown>): string[] {
  return typeof strength === 'number' && typeof after === 'number' && after < strength ? text(way) : [];
}

export const ownFilter = filtering<FilterGroup, DiaryLine>({
  kind: ({ kind }) => [kind],
  before: ({ fields }) => listWith(fields, 'triggers'),
  felt: ({ fields }) => listWith(fields, 'feelings'),
  where: ({ fields }) => text(fields.place),
  helped: ({ fields }) => helped(fields),
  part: ({ part }) => (part ? [part] : []),
  words: ({ fields }) =>
    Object.keys(fields).some((field) => isText(field) && text(fields[field]).length) ? ['own'] : [],
});
