/** Which lines of the diary are shown: by what they are, what came before, what was felt, where, what helped, when, and whether one wrote. */
import { listWith } from './chips.ts';
import { weekday } from './dates.ts';
import type { DiaryLine } from './diary-lines.ts';
import { filtering } from './filtering.ts';
import { isText } from './plain.ts';

export type FilterGroup = 'kind' | 'before' | 'felt' | 'where' | 'helped' | 'part' | 'weekday' | 'words' | 'dates';

const text = (value: unknown): string[] => (typeof value === 'string' && value.trim() ? [value] : []);

/** A way helped when the urge was lower after it. */
function helped({ strength, after, way }: Record<string, unknown>): string[] {
  return typeof strength === 'number' && typeof after === 'number' && after < strength ? text(way) : [];
}

/** Two dates and those between them, as one choice. Nobody is offered it: a number that counts them leads to it. */
interface Between {
  from: string;
  until: string;
}
export const datesCode = ({ from, until }: Between): string => `${from}/${until}`;
export function datesOf(code: string): Between {
  const [from = '', until = ''] = code.split('/');
  return { from, until };
}
const within = (date: string, { from, until }: Between): boolean => date >= from && date <= until;

export const ownFilter = filtering<FilterGroup, DiaryLine>({
  kind: ({ kind }) => [kind],
  before: ({ fields }) => listWith(fields, 'triggers'),
  felt: ({ fields }) => listWith(fields, 'feelings'),
  where: ({ fields }) => text(fields.place),
  helped: ({ fields }) => helped(fields),
  part: ({ part }) => (part ? [part] : []),
  weekday: ({ date }) => (date === null ? [] : [String(weekday(date))]),
  words: ({ fields }) =>
    Object.keys(fields).some((field) => isText(field) && text(fields[field]).length) ? ['own'] : [],
  dates: ({ date }, chosen) => (date === null ? [] : chosen.filter((code) => within(date, datesOf(code)))),
});
