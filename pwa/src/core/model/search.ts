/**
 * Search in one's own text. Case and accents do not count, every word must be found somewhere in the same record, and a part
 * of a word is enough. Each record is made ready once and remembered as long as it stands, so that ten years of them are
 * searched anew at every key.
 */
import { isText } from './plain.ts';
import { wordsIn } from './word-fields.ts';

/** What is searched: an entry of the vault, or a record of this phone. */
export interface Searchable {
  id: string;
  kind: string;
  fields: Record<string, unknown>;
  /** Texts that were written apart and wait for a choice. */
  also?: readonly { field: string; text: unknown }[];
}

/** Whether the screen that asks shows this field of this record. */
export type Sees = (record: Searchable, field: string) => boolean;

/** Letters of their own that are no letter with a mark; people on another keyboard write them so. */
const letters: Record<string, string> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};

const plain = new Map<string, string>();

function plainLetter(letter: string): string {
  let found = plain.get(letter);
  if (found === undefined) {
    found = letters[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
    plain.set(letter, found);
  }
  return found;
}

/** Small letters without marks: «Året» and «aret» are the same. */
export const fold = (text: string): string => text.toLowerCase().replace(/\P{ASCII}/gu, plainLetter);

export const queryWords = (query: string): string[] => [...new Set(fold(query).split(/\s+/).filter(Boolean))];

/** Lists of short words of his own (chips.ts). */
const ownLists: readonly string[] = ['own_triggers', 'own_feelings'];

/** The own texts of a record, those that stand first. */
export function ownTexts(record: Searchable): [field: string, text: string][] {
  const own = Object.entries(record.fields).filter(([field]) => isText(field));
  const short = ownLists.map((list) => [list, wordsIn(record.fields, list).join(', ')] as const);
  const apart = (record.also ?? []).map(({ field, text }) => [field, text] as const);
  return [...own, ...short, ...apart].flatMap(([field, text]): [string, string][] =>
    typeof text === 'string' && text.trim() ? [[field, text]] : [],
  );
}

interface Ready {
  date: string;
  texts: [field: string, folded: string][];
}

const ready = new WeakMap<Searchable, Ready>();

function readyOf(record: Searchable): Ready {
  let found = ready.get(record);
  if (!found) {
    const { date, at } = record.fields;
    found = {
      date: typeof date === 'string' ? date : typeof at === 'string' ? at : '',
      texts: ownTexts(record).map(([field, text]) => [field, fold(text)]),
    };
    ready.set(record, found);
  }
  return found;
}

/** The records in which every word of `query` stands, newest first. Nothing for an empty query. */
export function search<T extends Searchable>(
  records: Iterable<T>,
  query: string,
  sees: (record: T, field: string) => boolean = () => true,
): T[] {
  const words = queryWords(query);
  if (words.length === 0) return [];
  const hits: [date: string, record: T][] = [];
  for (const record of records) {
    const { date, texts } = readyOf(record);
    const has = (word: string) => texts.some(([field, text]) => text.includes(word) && sees(record, field));
    if (texts.length > 0 && words.every(has)) hits.push([date, record]);
  }
  return hits.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, record]) => record);
}
