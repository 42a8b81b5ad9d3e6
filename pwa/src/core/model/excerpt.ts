/** The words around what was searched for: a short stretch of the text, with every hit in it set apart. */
import { type ChoiceLabel, choicesOf, fold, ownTexts, queryWords, type Searchable, type Sees } from './search.ts';

export interface Piece {
  words: string;
  hit: boolean;
}

export interface Excerpt {
  field: string;
  pieces: Piece[];
}

/** Characters before the first hit, and in all. */
const BEFORE = 40;
const LENGTH = 150;
/** So many stretches of one record are shown. */
const MOST = 3;

type Range = [from: number, until: number];

/** The folded text, and for each of its characters where it stands in the text itself. */
function mapped(text: string): { folded: string; at: number[] } {
  let folded = '';
  const at: number[] = [];
  let from = 0;
  for (const letter of text) {
    const plain = fold(letter);
    for (let n = 0; n < plain.length; n += 1) at.push(from);
    folded += plain;
    from += letter.length;
  }
  at.push(from);
  return { folded, at };
}

const inWord = /[\p{L}\p{N}]/u;

/** Where a word stands: where it begins a word of the text, and as a part of another only where it begins none. */
function placesOf(word: string, folded: string): number[] {
  const places: number[] = [];
  for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) places.push(from);
  const begins = places.filter((from) => !inWord.test(folded.charAt(from - 1)));
  return begins.length > 0 ? begins : places;
}

/** Where the words stand in the text, in its own places; hits that touch are one. */
function hitsIn(text: string, words: readonly string[]): Range[] {
  const { folded, at } = mapped(text);
  const found: Range[] = [];
  for (const word of words)
    for (const from of placesOf(word, folded)) found.push([at[from] ?? 0, at[from + word.length] ?? text.length]);
  found.sort(([a], [b]) => a - b);
  const joined: Range[] = [];
  for (const [from, until] of found) {
    const last = joined.at(-1);
    // A letter with a mark may fold to two; a hit in the middle of it takes the whole letter.
    const end = until > from ? until : from + 1;
    if (last && from <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([from, end]);
  }
  return joined;
}

/** A stretch that begins and ends between words, where there are any. */
function around(text: string, [from, until]: Range): Range {
  const wanted = Math.max(0, from - BEFORE);
  const space = wanted === 0 ? -1 : text.indexOf(' ', wanted);
  const start = wanted === 0 ? 0 : space >= 0 && space < from ? space + 1 : wanted;
  const furthest = Math.max(until, start + LENGTH);
  if (furthest >= text.length) return [start, text.length];
  const end = text.lastIndexOf(' ', furthest);
  return [start, end >= until ? end : furthest];
}

function cut(text: string, [start, end]: Range, hits: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  const add = (words: string, hit: boolean) => {
    if (words) pieces.push({ words, hit });
  };
  add(start > 0 ? '… ' : '', false);
  for (const [from, until] of hits) {
    if (from < at || until > end) continue;
    add(text.slice(at, from), false);
    add(text.slice(from, until), true);
    at = until;
  }
  add(text.slice(at, end) + (end < text.length ? ' …' : ''), false);
  return pieces;
}

/** What was chosen in a record, a line for each field. */
function chosenTexts(record: Searchable, label: ChoiceLabel): [field: string, text: string][] {
  const lines = new Map<string, string[]>();
  for (const [field, code] of choicesOf(record)) lines.set(field, [...(lines.get(field) ?? []), label(field, code)]);
  return [...lines].map(([field, labels]) => [field, labels.join(', ')]);
}

/** The stretches of a record that together show every word of the query, in the fields that the screen shows. */
export function excerpts(
  record: Searchable,
  query: string,
  sees: Sees = () => true,
  label: ChoiceLabel = () => '',
): Excerpt[] {
  const words = queryWords(query);
  const texts = [...ownTexts(record), ...chosenTexts(record, label)]
    .filter(([field]) => sees(record, field))
    .map(([field, text]) => ({ field, text: text.replace(/\s+/g, ' ').trim() }));
  const shown: Excerpt[] = [];
  const left = new Set(words);
  for (const { field, text } of texts) {
    const all = hitsIn(text, words);
    for (const word of left) {
      const [first] = left.has(word) ? hitsIn(text, [word]) : [];
      if (!first || shown.length >= MOST) continue;
      const stretch = around(text, first);
      shown.push({ field, pieces: cut(text, stretch, all) });
      const seen = fold(text.slice(...stretch));
      for (const other of [...left]) if (seen.includes(other)) left.delete(other);
    }
  }
  return shown;
}
