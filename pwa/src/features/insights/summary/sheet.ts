/** The sheet in words: each part with its sentences and its table, the same for the preview, the paper and the copied text. */
import type { FigureTable } from '../../../shared/Figure.tsx';

/** What can be left out of a sheet. */
export type SheetField =
  | 'week'
  | 'days'
  | 'urges'
  | 'when'
  | 'triggers'
  | 'helped'
  | 'checkins'
  | 'sleep'
  | 'mood'
  | 'limits'
  | 'talked'
  | 'fortnights'
  | 'purchases';

export interface SheetPart {
  field: SheetField;
  name: string;
  sentences: string[];
  table?: FigureTable;
}

export interface Sheet {
  /** What the app is called on this phone. */
  name: string;
  dates: string;
  parts: SheetPart[];
  /** Own words with what they were written about. */
  words: { key: string; about: string; text: string }[];
  /** What stands above them. */
  wordsName: string;
}

const line = (cells: readonly string[]): string => cells.join(' · ');

const table = ({ columns, rows }: FigureTable): string[] => [
  line(columns),
  ...rows.map(({ name, cells }) => line([name, ...cells])),
];

/** The sheet as plain text. */
export function asText({ name, dates, parts, words, wordsName }: Sheet): string {
  const said = parts.map((part) => [part.name, ...part.sentences, ...(part.table ? table(part.table) : [])].join('\n'));
  const own = words.map(({ about, text }) => `${about}\n${text}`);
  return [`${name}\n${dates}`, ...said, ...(own.length ? [[wordsName, ...own].join('\n\n')] : [])].join('\n\n');
}
