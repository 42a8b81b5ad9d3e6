/**
 * The short answers about an urge or a purchase: what came before, and what he felt. Each is a code of the texts or a word that he has added
 * himself. Codes stand in the field `triggers` or `feelings`, own words beside them under `own_triggers` or `own_feelings`, as
 * word-fields.ts says: a code has its words in every language, an own word is what he wrote. On the screen both are picks, told apart
 * by a mark.
 */
import type { Logged } from './diary.ts';
import { fold } from './search.ts';
import { fieldIds, wordsIn, writeWords } from './word-fields.ts';

export const chipLists = ['triggers', 'feelings'] as const;
export type ChipList = (typeof chipLists)[number];

/** Where own words stand. */
const ownList = (list: ChipList) => `own_${list}` as const;

/** So many stand in sight before more are asked for. Chosen by us; no source. */
export const IN_SIGHT = 6;

/** No code has it. */
const MARK = ' ';

export const wordPick = (word: string): string => `${MARK}${word}`;
/** The own word of a pick, or null for a code. */
export const wordOf = (pick: string): string | null => (pick.startsWith(MARK) ? pick.slice(MARK.length) : null);

type Loose = Readonly<Record<string, unknown>>;

export const codesIn = (fields: Loose, list: ChipList): string[] => {
  const codes = fields[list];
  return Array.isArray(codes) ? codes.filter((it): it is string => typeof it === 'string' && it !== '') : [];
};
export const ownIn = (fields: Loose, list: ChipList): string[] => wordsIn(fields, ownList(list));

/** Codes, then own words. */
export const listWith = (fields: Loose, list: ChipList): string[] => [...codesIn(fields, list), ...ownIn(fields, list)];

/** The trigger and the feeling that say the same, by their codes. */
const alike: Readonly<Record<string, string>> = {
  lonely: 'lonely',
  bored: 'bored',
  stress: 'stressed',
  tired: 'tired',
};
/** Feelings that stand among what came before already. */
export const feltAlready = (fields: Loose): string[] =>
  codesIn(fields, 'triggers').flatMap((code) => alike[code] ?? []);

export const picksIn = (fields: Loose, list: ChipList): string[] => [
  ...codesIn(fields, list),
  ...ownIn(fields, list).map(wordPick),
];

/** What changes in the fields of a record so that it holds these picks. `now` in milliseconds. */
export const splitPicks = (
  fields: Loose,
  list: ChipList,
  picks: readonly string[],
  now: number,
): Record<string, string | string[]> => ({
  [list]: picks.filter((it) => wordOf(it) === null),
  ...writeWords(
    fields,
    ownList(list),
    picks.flatMap((it) => wordOf(it) ?? []),
    fieldIds(now),
  ),
});

/** How often each pick stands in his urges and purchases. `but`: an entry that does not count. */
function counted(records: Iterable<Logged>, picks: (fields: Loose) => string[], but?: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const { id, kind, fields } of records) {
    if ((kind !== 'urge' && kind !== 'purchase') || id === but) continue;
    for (const pick of new Set(picks(fields))) times.set(pick, (times.get(pick) ?? 0) + 1);
  }
  return times;
}

const uses = (records: Iterable<Logged>, list: ChipList, but?: string): Map<string, number> =>
  counted(records, (fields) => picksIn(fields, list), but);

/** What was picked most often first; of two alike, as they stand. */
export const byUse = (picks: readonly string[], times: ReadonlyMap<string, number>): string[] =>
  [...picks].sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));

/** The codes of places, where he was most often first, then in the order of the texts. `but`: an entry that does not count. */
export const placesOfUse = (records: Iterable<Logged>, codes: readonly string[], but?: string): string[] =>
  byUse(
    codes,
    counted(records, ({ place }) => (typeof place === 'string' ? [place] : []), but),
  );

/** Codes in the order of use, of those used alike first what he has `named` elsewhere, then as they stand. */
export const codesOfUse = (
  records: Iterable<Logged>,
  list: ChipList,
  codes: readonly string[],
  named: readonly string[] = [],
): string[] =>
  byUse(
    [...codes.filter((it) => named.includes(it)), ...codes.filter((it) => !named.includes(it))],
    uses(records, list),
  );

/** Where the words stand, in the settings, that are no longer suggested: see word-fields.ts. */
export const hiddenList = (list: ChipList) => `hidden_${list}` as const;

/**
 * Everything that can be picked: what he has picked most often first, of two alike his own word, then `picks` as they stand (codes, and
 * words of his plan). His own words that he has hidden in the settings are left out. `but`: an entry that does not count.
 */
export function ofUse(
  records: Iterable<Logged>,
  list: ChipList,
  picks: readonly string[],
  settings: Loose = {},
  but?: string,
): string[] {
  const times = uses(records, list, but);
  const hidden = wordsIn(settings, hiddenList(list)).map(wordPick);
  const used = [...times.keys()].filter((it) => wordOf(it) !== null).sort();
  // A word of his plan that he has picked, however he spelled it, is that pick.
  const unused = picks.filter((it) => !used.some((own) => fold(own) === fold(it)));
  return byUse(
    [...used, ...unused].filter((it) => !hidden.includes(it)),
    times,
  );
}

export interface WordUse {
  word: string;
  times: number;
}

/** His own words, those he has used most first; also a hidden one that stands in no entry any more. */
export function wordUses(records: Iterable<Logged>, list: ChipList, settings: Loose): WordUse[] {
  const found = new Map(wordsIn(settings, hiddenList(list)).map((word) => [word, 0]));
  for (const [pick, times] of uses(records, list)) {
    const word = wordOf(pick);
    if (word !== null) found.set(word, times);
  }
  return [...found]
    .map(([word, times]) => ({ word, times }))
    .sort((a, b) => b.times - a.times || (a.word < b.word ? -1 : 1));
}

/** The first, and what is chosen besides. */
export const inSight = (picks: readonly string[], chosen: readonly string[], first = IN_SIGHT): string[] =>
  picks.filter((it, place) => place < first || chosen.includes(it));

/** A word in one line. */
const cleanWord = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a word that was written picks: the chip that says the same, or the word itself; null for no word. */
export function pickOf(chips: readonly { code: string; label: string }[], text: string): string | null {
  const word = cleanWord(text);
  if (word === '') return null;
  const same = chips.find(({ label }) => fold(label) === fold(word));
  if (same) return same.code;
  // Spelled as a code it would be taken for one where both are counted; no code has a capital letter.
  return wordPick(chips.some(({ code }) => code === word) ? word.charAt(0).toUpperCase() + word.slice(1) : word);
}
