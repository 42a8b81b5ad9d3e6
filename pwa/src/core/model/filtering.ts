/** Narrowing a list by codes in groups: within a group one of them is enough, and every group that has any must fit. */

/** A value for each of these keys. The cast stands here alone: TypeScript knows the keys of `Object.fromEntries` as strings only. */
export const recordOf = <Key extends string, Value>(
  keys: readonly Key[],
  of: (key: Key) => Value,
): Record<Key, Value> => Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, Value>;

export type Filters<Group extends string = string> = Readonly<Record<Group, readonly string[]>>;

export interface ChosenFilter<Group extends string = string> {
  group: Group;
  code: string;
}

export interface Filtering<Group extends string, Item> {
  groups: readonly Group[];
  /** Nothing chosen. */
  none: Filters<Group>;
  fits(item: Item, filters: Filters<Group>): boolean;
  /** What can be chosen: only what some item has, so that no single choice comes out empty. */
  offered(items: readonly Item[]): Filters<Group>;
}

/** `codes`: what an item has of each group, or which of those that are chosen it fits. */
export function filtering<Group extends string, Item>(
  codes: Readonly<Record<Group, (item: Item, chosen: readonly string[]) => readonly string[]>>,
): Filtering<Group, Item> {
  const groups = Object.keys(codes) as Group[];
  const each = (of: (group: Group) => readonly string[]): Filters<Group> => recordOf(groups, of);
  return {
    groups,
    none: each(() => []),
    fits: (item, filters) =>
      groups.every(
        (group) =>
          filters[group].length === 0 ||
          codes[group](item, filters[group]).some((code) => filters[group].includes(code)),
      ),
    offered: (items) => each((group) => [...new Set(items.flatMap((item) => codes[group](item, [])))]),
  };
}

export const chosenOf = <Group extends string>(filters: Filters<Group>): ChosenFilter<Group>[] =>
  (Object.keys(filters) as Group[]).flatMap((group) => filters[group].map((code) => ({ group, code })));

export const withoutFilter = <Group extends string>(
  filters: Filters<Group>,
  { group, code }: ChosenFilter<Group>,
): Filters<Group> => ({
  ...filters,
  [group]: filters[group].filter((it) => it !== code),
});
