/** The readable files: JSON for whoever reads with a program, rows for a spreadsheet. Documented in docs/engineers/export.md. */
import { csv } from './csv.ts';
import type { DayPart } from './dates.ts';
import { type Column, columns, type ExportCell, type ExportLine, type ExportLineKind } from './export-lines.ts';

/** The names of the fields in the JSON file: English whatever the language of the diary, so that a program can rely on them. */
const names: Record<Column, string> = {
  strength: 'strength',
  after: 'strength_after',
  minutes: 'minutes_in_between',
  way: 'what_was_tried',
  triggers: 'what_came_before',
  place: 'where',
  feelings: 'feelings',
  mood: 'mood',
  peak: 'strongest_urge',
  control: 'control',
  sleep: 'slept',
  limits: 'own_limits',
  talked: 'talked_with_someone',
  did: 'what_i_did',
  good: 'one_good_thing',
  with: 'with_whom',
  first: 'first_minute',
  held: 'how_the_plan_went',
  notice: 'words_of_the_reminder',
  text: 'thoughts',
  question: 'question',
  answer: 'answer',
};

const whats: Record<ExportLineKind, string> = {
  urge: 'urge',
  purchase: 'purchase',
  checkin: 'day',
  fortnight: 'every_fortnight',
  evening: 'planned',
  answer: 'answer',
  other: 'text',
};

/** One place of the plan, in the person's own order. */
export interface PlanSheet {
  name: string;
  lines: string[];
}

/** A photo or a recording that he made for himself. */
export interface ExportedFile {
  what: 'photo' | 'recording';
  date: string;
  type: string;
  base64: string;
}

export interface ExportSheet {
  /** the local date */
  made: string;
  language: string;
  lines: readonly ExportLine[];
  plan: readonly PlanSheet[];
  files: readonly ExportedFile[];
}

const object = ({ what, date, part, cells, also }: ExportLine): object => ({
  ...(date && { date }),
  ...(part && { part_of_day: part }),
  what: whats[what],
  ...Object.fromEntries(columns.flatMap((column) => (column in cells ? [[names[column], cells[column]]] : []))),
  ...(also.length > 0 && { also_written: also }),
});

/** Indented, so that it can be read as it is. */
export function readableJson({ made, language, lines, plan, files }: ExportSheet): string {
  const written = (what: (line: ExportLine) => boolean) => lines.filter(what).map(object);
  const content = {
    made,
    language,
    diary: written((it) => it.what !== 'answer'),
    answers: written((it) => it.what === 'answer'),
    plan: plan.map(({ name, lines: said }) => ({ place: name, lines: said })),
    ...(files.length > 0 && { files }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The words at the head of the columns, and for what stands in them. */
export interface Headings {
  date: string;
  part: string;
  what: string;
  also: string;
  columns: Record<Column, string>;
  whats: Record<ExportLineKind, string>;
  parts: Record<DayPart, string>;
}

const joined = (cell: ExportCell | undefined): string | number =>
  cell === undefined ? '' : Array.isArray(cell) ? cell.join('\n') : cell;

/** One row a line; columns that nothing stands in are left out. */
export function readableCsv(lines: readonly ExportLine[], words: Headings): string {
  const used = columns.filter((column) => lines.some(({ cells }) => column in cells));
  const apart = lines.some(({ also }) => also.length > 0);
  const head = [
    words.date,
    words.part,
    words.what,
    ...used.map((it) => words.columns[it]),
    ...(apart ? [words.also] : []),
  ];
  const rows = lines.map(({ what, date, part, cells, also }) => [
    date,
    part ? words.parts[part] : '',
    words.whats[what],
    ...used.map((column) => joined(cells[column])),
    ...(apart ? [also.join('\n')] : []),
  ]);
  return csv([head, ...rows]);
}
