/**
 * Search in one's own text and in what was chosen, by the words that the screen has for it, and by what a record is and when it was.
 * Case and accents do not count, every word must be found somewhere in the same record, and a part of a word is enough; what it is and
 * when, which every record has, and how a plan went are found by whole words. Each record is made ready once and remembered as long as it stands, so that
 * ten years of them are searched anew at every key.
 */

import { isDate, weekday } from './dates.ts';
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

/** Fields that hold a code, or a list of codes. */
const choiceFields = ['triggers', 'feelings', 'place', 'way'] as const;
type ChoiceField = (typeof choiceFields)[number];
type Choice = readonly [field: ChoiceField, code: string];

/** What a choice is called on the screen. */
export type ChoiceLabel = (...choice: Choice) => string;

/** What was chosen in a record. */
export const choicesOf = ({ fields }: Searchable): Choice[] =>
  choiceFields.flatMap((field) =>
    [fields[field]].flat().flatMap((code) => (typeof code === 'string' && code ? [[field, code] as const] : [])),
  );

/** What every record has: what it is, and when; and of what was planned, how it went. */
const facts = ['kind', 'part', 'held', 'weekday', 'month', 'number'] as const;
type Fact = readonly [name: (typeof facts)[number], code: string];

/** By this name it is asked whether the screen shows the facts of a record. */
export const factField = 'date';

/** The words by which the screen knows it, with others for the same. */
export type FactWords = (...fact: Fact) => string;

function factsOf({ kind, fields: { date, part, held } }: Searchable): Fact[] {
  const dated: Fact[] = isDate(date)
    ? [
        ['weekday', String(weekday(date))],
        ['month', date.slice(5, 7)],
        ['number', String(Number(date.slice(8)))],
        ['number', date.slice(0, 4)],
      ]
    : [];
  const said = (name: 'part' | 'held', code: unknown): Fact[] =>
    typeof code === 'string' && code ? [[name, code]] : [];
  return [['kind', kind], ...said('part', part), ...said('held', held), ...dated];
}

/** So many letters of a word are enough to be looked for as its beginning. */
const BEGINNING = 4;
/** With these the same word is inflected, in Norwegian or English. */
const ENDINGS = ['', 'a', 'e', 's', 'en', 'et', 'er', 'ene', 'ens', 'es'];

/** «kvelden», «fred» and «18.» are kveld, fredag and 18; «tor» is somebody’s name. */
function isWord(asked: string, word: string): boolean {
  const bare = asked.replace(/\.$/, '');
  if (/\d/.test(bare)) return bare === word;
  const inflected = asked.startsWith(word) && ENDINGS.includes(asked.slice(word.length));
  return inflected || (asked.length >= BEGINNING && word.startsWith(asked));
}

/** A choice, or a fact, of which there are a few dozen in all. */
type Tag = Choice | Fact;

/** One object for each: a query asks once what it is called, however many records have it. */
const tags = new Map<string, Tag>();

function tagOf<T extends Tag>(tag: T): Tag {
  const key = tag.join(' ');
  const known = tags.get(key) ?? tag;
  tags.set(key, known);
  return known;
}

const isChoice = (tag: Tag): tag is Choice => (choiceFields as readonly string[]).includes(tag[0]);

interface Ready {
  date: string;
  texts: [field: string, folded: string][];
  tags: Tag[];
}

const ready = new WeakMap<Searchable, Ready>();

function readyOf(record: Searchable): Ready {
  let found = ready.get(record);
  if (!found) {
    const { date, at } = record.fields;
    found = {
      date: typeof date === 'string' ? date : typeof at === 'string' ? at : '',
      texts: ownTexts(record).map(([field, text]) => [field, fold(text)]),
      tags: [...choicesOf(record), ...factsOf(record)].map(tagOf),
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
  label: ChoiceLabel = () => '',
  factWords: FactWords = () => '',
): T[] {
  const asked = queryWords(query);
  if (asked.length === 0) return [];
  const all = [...records].map((record) => [record, readyOf(record)] as const);
  const called = [...tags.values()].map(
    (tag) => [tag, isChoice(tag) ? fold(label(...tag)) : queryWords(factWords(...tag))] as const,
  );
  const words = asked.map((word) => ({
    word,
    named: new Set(
      called.flatMap(([tag, by]) =>
        (typeof by === 'string' ? by.includes(word) : by.some((it) => isWord(word, it))) ? [tag] : [],
      ),
    ),
  }));
  const hits: [date: string, record: T][] = [];
  for (const [record, { date, texts, tags: its }] of all) {
    const has = ({ word, named }: (typeof words)[number]) =>
      texts.some(([field, text]) => text.includes(word) && sees(record, field)) ||
      (named.size > 0 && its.some((tag) => named.has(tag) && sees(record, isChoice(tag) ? tag[0] : factField)));
    if (words.every(has)) hits.push([date, record]);
  }
  return hits.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, record]) => record);
}
