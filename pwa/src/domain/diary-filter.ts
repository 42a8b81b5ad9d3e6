/** Which lines of the diary are shown: by what they are, what came before, where, what helped, when, and whether one wrote. */
import type { Line, Lines } from './diary-lines.ts';
import { isText } from './plain.ts';

export const filterGroups = ['kind', 'before', 'where', 'helped', 'part', 'words'] as const;
export type FilterGroup = (typeof filterGroups)[number];

/** Codes by group. Within a group one of them is enough; every group that has any must fit. */
export type Filters = Readonly<Record<FilterGroup, readonly string[]>>;

export const noFilters: Filters = { kind: [], before: [], where: [], helped: [], part: [], words: [] };

const texts = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((it): it is string => typeof it === 'string' && it !== '') : [];

const text = (value: unknown): string[] => (typeof value === 'string' && value.trim() ? [value] : []);

/** A way helped when the urge was lower after it. */
function helped({ strength, after, way }: Record<string, unknown>): string[] {
  return typeof strength === 'number' && typeof after === 'number' && after < strength ? text(way) : [];
}

/** What a line has of each group. */
const codes: Record<FilterGroup, (line: Line) => string[]> = {
  kind: ({ kind }) => [kind],
  before: ({ fields }) => texts(fields.triggers),
  where: ({ fields }) => text(fields.place),
  helped: ({ fields }) => helped(fields),
  part: ({ part }) => (part ? [part] : []),
  words: ({ fields }) =>
    Object.keys(fields).some((field) => isText(field) && text(fields[field]).length) ? ['own'] : [],
};

export function fits(line: Line, filters: Filters): boolean {
  return filterGroups.every(
    (group) => filters[group].length === 0 || codes[group](line).some((code) => filters[group].includes(code)),
  );
}

/** What can be chosen: only what some line has, so that no single choice comes out empty. */
export function offeredFilters({ days, loose }: Lines): Filters {
  const found = Object.fromEntries(filterGroups.map((group) => [group, new Set<string>()])) as Record<
    FilterGroup,
    Set<string>
  >;
  const add = (line: Line) => {
    for (const group of filterGroups) for (const code of codes[group](line)) found[group].add(code);
  };
  for (const { lines } of days) lines.forEach(add);
  loose.forEach(add);
  return Object.fromEntries(filterGroups.map((group) => [group, [...found[group]]])) as unknown as Filters;
}

export interface Chosen {
  group: FilterGroup;
  code: string;
}

export const chosenFilters = (filters: Filters): Chosen[] =>
  filterGroups.flatMap((group) => filters[group].map((code) => ({ group, code })));

export const withoutFilter = (filters: Filters, { group, code }: Chosen): Filters => ({
  ...filters,
  [group]: filters[group].filter((it) => it !== code),
});
