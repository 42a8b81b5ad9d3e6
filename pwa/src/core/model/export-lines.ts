/**
 * The diary as people read it outside the app: one line for each thing that was written, in words and not in codes. The readable
 * files and the printed sheet are made from these.
 */

import { type DeviceRecords, type Entries, itemsOf, linesOf, type Maker, makers } from './answers.ts';
import { codesIn, ownIn } from './chips.ts';
import { provenBy } from './coach-proof.ts';
import { readAnswerPart } from './codec.ts';
import type { Bundle, Face } from './content.ts';
import { type DayPart, dayParts } from './dates.ts';
import { eveningKind, readEvening } from './evening.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields, Json } from './plain.ts';
import { whenOf } from './plan.ts';
import { numbersOf, personKind } from './plan-people.ts';
import type { Answer, EveningHeld } from './records.ts';

/** What a line may say, in the order in which it is said. */
export const columns = [
  'strength',
  'after',
  'minutes',
  'way',
  'triggers',
  'place',
  'feelings',
  'mood',
  'peak',
  'control',
  'sleep',
  'limits',
  'talked',
  'did',
  'good',
  'with',
  'first',
  'held',
  'notice',
  'text',
  'question',
  'answer',
] as const;
export type Column = (typeof columns)[number];
export type ExportCell = string | number | string[];
export type ExportLineKind = 'urge' | 'purchase' | 'checkin' | 'fortnight' | 'evening' | 'answer' | 'other';

export interface ExportLine {
  what: ExportLineKind;
  /** `YYYY-MM-DD`; empty for what has none */
  date: string;
  part?: DayPart;
  cells: Partial<Record<Column, ExportCell>>;
  /** Texts that were written apart on another phone and not chosen among yet. */
  also: string[];
}

/** Words for what is stored as codes and numbers. */
export interface ExportLabels {
  code(list: 'triggers' | 'places' | 'feelings' | 'ways', code: string): string;
  /** 0–2 */
  three(field: 'sleep' | 'limits', value: number): string;
  yes(value: boolean): string;
  held(value: EveningHeld): string;
  /** `mon 20:00` in words */
  time(value: string): string;
}

/** Kinds that say how the app is set up and nothing of a day. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'keys',
  'device',
  'settings',
  'consents',
  'progress',
  'plan',
  'organisation',
  'outcomes',
  'thread',
]);

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim() : undefined;
const count = (value: Json | undefined): number | undefined => (typeof value === 'number' ? value : undefined);
const codes = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];

function dayCells(fields: Fields, labels: ExportLabels): ExportLine['cells'] {
  const named = (list: 'triggers' | 'feelings') => {
    const words = [...codesIn(fields, list).map((code) => labels.code(list, code)), ...ownIn(fields, list)];
    return words.length > 0 ? words : undefined;
  };
  const three = (field: 'sleep' | 'limits') => {
    const value = fields[field];
    return value === 0 || value === 1 || value === 2 ? labels.three(field, value) : undefined;
  };
  const way = text(fields.way);
  const place = text(fields.place);
  return given({
    strength: count(fields.strength),
    after: count(fields.after),
    minutes: count(fields.minutes) || undefined,
    way: way && labels.code('ways', way),
    triggers: named('triggers'),
    place: place && labels.code('places', place),
    feelings: named('feelings'),
    mood: count(fields.mood),
    peak: count(fields.peak),
    control: count(fields.control),
    sleep: three('sleep'),
    limits: three('limits'),
    talked: typeof fields.talked === 'boolean' ? labels.yes(fields.talked) : undefined,
    did: text(fields.did_text),
    good: text(fields.good_text),
    text: text(fields.text),
  });
}

function given(cells: Partial<Record<Column, ExportCell | undefined>>): ExportLine['cells'] {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined && value !== ''));
}

const dated = (value: Json | undefined): string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : '';

const alsoOf = (entry: Entry): string[] => entry.also.flatMap((it) => text(it.text) ?? []);

function diaryLine(entry: Entry, labels: ExportLabels): ExportLine[] {
  const { kind, fields } = entry;
  const what: ExportLineKind = kind === 'urge' || kind === 'purchase' || kind === 'checkin' ? kind : 'other';
  const cells = dayCells(fields, labels);
  const also = alsoOf(entry);
  if (what === 'other' && Object.keys(cells).length + also.length === 0) return [];
  const part = dayParts.find((it) => it === fields.part);
  return [{ what, date: dated(fields.date), ...(part && { part }), cells, also }];
}

/** Somebody to ring, written straight into the plan. */
function personLine(entry: Entry): ExportLine[] {
  const words = [text(entry.fields.name_text), text(entry.fields.phone_text)].filter(Boolean).join(', ');
  const also = alsoOf(entry);
  return words || also.length > 0 ? [{ what: 'other', date: '', cells: given({ text: words }), also }] : [];
}

/** What was planned for a part of a day, and how it went. */
function eveningLine(entry: Entry, labels: ExportLabels): ExportLine[] {
  const evening = readEvening(entry.fields);
  const also = alsoOf(entry);
  if (!evening) return [];
  const { date, part, place, place_text, person_text, first_text, notice_text, held } = evening;
  const cells = given({
    place: place_text ?? (place && labels.code('places', place)),
    with: person_text,
    first: first_text,
    held: held && labels.held(held),
    notice: notice_text,
  });
  return Object.keys(cells).length + also.length === 0 ? [] : [{ what: 'evening', date, part, cells, also }];
}

/** What was written to a coach or came from one; a coach's begins with the name it was signed with. What is not proven to be a coach's is left out, as on the screen. */
function letterLine({ fields }: Entry, proven: (letter: Fields) => boolean): ExportLine[] {
  if (!proven(fields)) return [];
  const { content, day } = fields;
  if (fields.withdrawn === true || content === null || typeof content !== 'object' || Array.isArray(content)) return [];
  const lines = [content.text, content.practice_text, content.question_text, ...codes(content.lines)];
  const words = lines.flatMap((line) => text(line) ?? []).join('\n');
  const name = fields.from === 'c' ? text(content.name) : undefined;
  if (words === '') return [];
  return [{ what: 'other', date: dated(day), cells: given({ text: name ? `${name}: ${words}` : words }), also: [] }];
}

function fortnightLines(entry: Entry, bundle: Bundle): ExportLine[] {
  return bundle.measures.flatMap((measure): ExportLine[] => {
    const value = count(entry.fields[measure.id]);
    if (value === undefined) return [];
    const cells = given({ question: measure.ask, answer: value });
    return [{ what: 'fortnight', date: dated(entry.fields.date), cells, also: [] }];
  });
}

/** What was answered in one step, line by line, with numbers to ring, times and both halves of a plan. */
export function answerWords(bundle: Bundle, maker: Maker, answer: Partial<Answer>, labels: ExportLabels): string[] {
  const { exercise } = maker;
  if (exercise.kind === 'scale') return answer.scale === undefined ? [] : [String(answer.scale)];
  if (exercise.kind === 'write') return answer.own_text?.trim() ? [answer.own_text.trim()] : [];
  if (exercise.kind === 'table')
    return exercise.boxes.flatMap(({ code, label }) => {
      const words = answer[`box_${code}_text`]?.trim();
      return words ? [`${label}: ${words}`] : [];
    });
  const numbers = numbersOf(answer);
  const when = exercise.kind === 'ifthen' ? whenOf(bundle, exercise, answer) : '';
  return itemsOf(exercise, answer).map(({ key, words }) => {
    const time = answer.times?.[key];
    const said = exercise.kind === 'ifthen' && when ? `${exercise.if}: ${when}. ${exercise.then}: ${words}` : words;
    return [said, ...(numbers.get(key) ?? []), time && labels.time(time)].filter(Boolean).join(', ');
  });
}

/** Own words of an answer whose step is no longer in the texts. */
const looseWords = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([name, value]) => (name.endsWith('_text') ? linesOf(text(value)) : []));

function answerLine(
  fields: Fields,
  also: string[],
  bundle: Bundle,
  makersOf: ReadonlyMap<string, Maker>,
  labels: ExportLabels,
): ExportLine[] {
  const maker = makersOf.get(String(fields.answer));
  const words = maker ? answerWords(bundle, maker, readAnswerPart(fields), labels) : looseWords(fields);
  if (words.length + also.length === 0) return [];
  const question = maker ? maker.exercise.ask || maker.step.title : '';
  return [{ what: 'answer', date: dated(fields.at), cells: given({ question, answer: words }), also }];
}

/** Every line, oldest first; what has no date comes last. `device`: the answers that are kept on this phone only, if they are to come along. */
export function exportLines(
  entries: Entries,
  device: DeviceRecords,
  bundle: Bundle,
  labels: ExportLabels,
): ExportLine[] {
  const makersOf = new Map(makers(bundle).map((it) => [it.exercise.answer, it]));
  const proven = provenBy(ofKind(entries, 'thread'));
  const lines: ExportLine[] = [];
  for (const entry of entries.values()) {
    if (BOOKKEEPING.has(entry.kind)) continue;
    if (entry.kind === 'measure') lines.push(...fortnightLines(entry, bundle));
    else if (entry.kind === 'answer') lines.push(...answerLine(entry.fields, alsoOf(entry), bundle, makersOf, labels));
    else if (entry.kind === personKind) lines.push(...personLine(entry));
    else if (entry.kind === eveningKind) lines.push(...eveningLine(entry, labels));
    else if (entry.kind === 'letter') lines.push(...letterLine(entry, proven));
    else lines.push(...diaryLine(entry, labels));
  }
  for (const [name, fields] of device)
    if (name.startsWith('answer/')) lines.push(...answerLine(fields, [], bundle, makersOf, labels));
  return lines
    .map((line) => [order(line), line] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, line]) => line);
}

const order = ({ date, part, what }: ExportLine): string =>
  `${date || '9999'} ${part === undefined ? 9 : dayParts.indexOf(part)} ${what}`;

/** Whether some of them are shown nowhere else: urges and purchases of who now uses the app for somebody close. */
export const hasUnshown = (lines: readonly ExportLine[], face: Face): boolean =>
  face === 'near' && lines.some(({ what }) => what === 'urge' || what === 'purchase');

/** Whether this phone holds answers of its own: the safety plan, and what was said of thoughts of suicide. */
export const hasOwnAnswers = (device: DeviceRecords): boolean =>
  [...device.keys()].some((name) => name.startsWith('answer/'));
