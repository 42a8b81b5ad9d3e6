/**
 * Lists of short words of his own, each word in a field by itself: `<list>_<id>`. Of a field the later value wins, so a list in one
 * field would lose what another phone added to it offline; with a field each, both words stay. A word that was taken out leaves an
 * empty field. An earlier edition wrote the whole list in `<list>`: it is read, and only shrinks.
 */
import { hex, random } from '../bytes.ts';
import type { Loose } from './codec.ts';

/** Makes the ids of fields, in the order in which they were made on one phone; no two phones make the same. `now` in milliseconds. */
export const fieldIds = (now: number) => (): string => `${now.toString(36)}${hex(random(4))}`;

const fieldsOf = (fields: Loose, list: string): [field: string, word: string][] =>
  Object.entries(fields)
    .flatMap(([field, word]): [string, string][] =>
      field.startsWith(`${list}_`) && typeof word === 'string' && word !== '' ? [[field, word]] : [],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));

const together = (fields: Loose, list: string): string[] => {
  const words = fields[list];
  return Array.isArray(words) ? words.filter((it): it is string => typeof it === 'string' && it !== '') : [];
};

/** Each word once, in the order of the fields. */
export const wordsIn = (fields: Loose, list: string): string[] => [
  ...new Set([...together(fields, list), ...fieldsOf(fields, list).map(([, word]) => word)]),
];

/**
 * The fields that change so that the list holds these words and no others. A word that takes the place of another, as while it is
 * typed, takes its field.
 */
export function writeWords(
  fields: Loose,
  list: string,
  words: readonly string[],
  fresh: () => string,
): Record<string, string | string[]> {
  const old = together(fields, list);
  const left = old.filter((word) => words.includes(word));
  const stand = wordsIn(fields, list);
  const added = [...new Set(words)].filter((word) => !stand.includes(word));
  const changed = fieldsOf(fields, list)
    .filter(([, word]) => !words.includes(word))
    .map(([field]): [string, string] => [field, added.shift() ?? '']);
  return {
    ...(left.length < old.length && { [list]: left }),
    ...Object.fromEntries([...changed, ...added.map((word) => [`${list}_${fresh()}`, word])]),
  };
}
