/** People to call: those written straight into the plan, each a record of its own, and those that stand in answers. */
import { type Entries, itemsOf, linesOf, optionsOf } from './answers.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import type { PlanLine } from './plan-line.ts';
import type { Answer } from './records.ts';

/** The numbers of a `call` list by the code or the own words they stand beside: several, where two phones wrote apart. */
export function numbersOf(answer: Pick<Answer, 'phones_text'>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of linesOf(answer.phones_text)) {
    const [whom = '', phone = ''] = line.split('\t');
    found.set(whom, [...new Set([...(found.get(whom) ?? []), phone])]);
  }
  return found;
}

/** The same as it is stored. */
export const numbersText = (numbers: ReadonlyMap<string, readonly string[]>): string =>
  [...numbers].flatMap(([whom, all]) => all.filter(Boolean).map((phone) => `${whom}\t${phone}`)).join('\n');

/** A number may hold digits and spaces, and a plus in front; anything else, and two numbers at once, would not ring. */
export const rings = (phone: string): boolean => /^\+?(?:\d|[^\S\n])*\d$/.test(phone.trim());

/** Kind of the record: `name_text`, and `phone_text` as it was typed; of two that were kept, one a line. */
export const personKind = 'person';

export interface Person {
  name: string;
  phone: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const numbers = (phone: unknown): string[] =>
  text(phone)
    .split('\n')
    .map((it) => it.trim())
    .filter(Boolean);

/** Somebody as a draft has him; what it leaves out is as it stands. */
export const draftPerson = (draft: Fields, stands: Person): Person => ({
  name: String(draft.name_text ?? stands.name),
  phone: String(draft.phone_text ?? stands.phone),
});

export const samePerson = (one: Person, other: Person): boolean =>
  one.name.trim() === other.name.trim() && one.phone.trim() === other.phone.trim();

/** Every number of somebody that rings; one that was written apart on another phone rings too, before it has been chosen. */
function ringing({ fields, also }: Pick<Entry, 'fields' | 'also'>): string[] {
  const apart = also.filter((it) => it.field === 'phone_text').map((it) => it.text);
  return [...new Set([fields.phone_text, ...apart].flatMap(numbers))].filter(rings);
}

/** What stands for the numbers of somebody once the one of this line is another. */
export function withNumber(stored: unknown, line: PlanLine, phone: string): string {
  const all = numbers(stored);
  const at = all.indexOf(line.phone ?? '');
  const only = line.key === `${personKind}/${line.person}`;
  if (at < 0) return only ? phone.trim() : [...all, phone.trim()].join('\n');
  return all
    .map((it, n) => (n === at ? phone.trim() : it))
    .filter(Boolean)
    .join('\n');
}

/** Whether `next` leaves out a number that stands in `stored`, but for the one that was changed. */
export const loses = (stored: unknown, next: string, changed: string): boolean =>
  numbers(stored).some((it) => it !== changed.trim() && !numbers(next).includes(it));

/** Those of the plan's own records, in the order they were written; who has several numbers stands with each. */
export function peopleWritten(entries: Entries): PlanLine[] {
  const found = ofKind(entries, personKind).filter((it) => text(it.fields.name_text));
  return found
    .sort((one, other) => number(one.fields.made) - number(other.fields.made) || (one.id < other.id ? -1 : 1))
    .flatMap((entry): PlanLine[] => {
      const { id, fields } = entry;
      const [first, ...others] = ringing(entry);
      const line = { key: `${personKind}/${id}`, words: text(fields.name_text), person: id };
      return [
        { ...line, ...(first && { phone: first }) },
        ...others.map((phone) => ({ ...line, key: `${line.key}/${phone}`, phone })),
      ];
    });
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** A number as it is dialled: digits alone, with the plus in front kept. */
export const dialled = (phone: string): string => phone.trim().replace(/(?!^\+)[^\d]/g, '');

/** A line break or a tab would split the line in two. */
const clean = (words: string): string => words.replace(/[\n\t]/g, ' ').trim();

/**
 * What changes in an answer when somebody in it gets another name or number. Who was chosen keeps the name of the choice. The
 * number of the line gives way; one that rings and was written meanwhile on another phone stays beside it.
 */
export function personChanged(answer: Answer, line: PlanLine, { name, phone }: Person): Partial<Answer> {
  const was = line.code ?? line.words;
  const next = line.code ?? (clean(name) || line.words);
  const stored = numbersOf(answer);
  const all = stored.get(was) ?? [];
  const now = clean(phone);
  const at = all.indexOf(line.phone ?? '');
  const others = all.filter((it, n) => n !== at && it !== now && rings(it));
  const his =
    now === (line.phone ?? '') ? all : [...others.slice(0, Math.max(at, 0)), now, ...others.slice(Math.max(at, 0))];
  const numbers = new Map<string, string[]>();
  for (const [whom, old] of stored.has(was) ? stored : [...stored, [was, all] as const]) {
    const name = whom === was ? next : whom;
    numbers.set(name, [...(numbers.get(name) ?? []), ...(whom === was ? his : old)]);
  }
  if (line.code) return { phones_text: numbersText(numbers) };
  return {
    own_text: [...new Set(linesOf(answer.own_text).map((it) => (it === line.words ? next : it)))].join('\n'),
    phones_text: numbersText(numbers),
  };
}

/** What changes in an answer when somebody is taken out of it; null when he does not stand there. */
export function personGone(answer: Answer, line: PlanLine): Partial<Answer> | null {
  const exercise = line.maker?.exercise;
  if (!exercise || !itemsOf(exercise, answer).some((it) => it.words === line.words)) return null;
  const code = optionsOf(exercise).find((it) => it.label === line.words && answer.codes?.includes(it.code))?.code;
  const numbers = numbersOf(answer);
  numbers.delete(code ?? line.words);
  return {
    ...(code
      ? { codes: (answer.codes ?? []).filter((it) => it !== code) }
      : {
          own_text: linesOf(answer.own_text)
            .filter((it) => it !== line.words)
            .join('\n'),
        }),
    phones_text: numbersText(numbers),
  };
}
