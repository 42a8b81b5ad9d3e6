/** What stands inside a sealed message or note. Read with patience: what a newer app writes is borne as `unknown`. */
import type { Locale } from '../model/content.ts';
import { isDate } from '../model/dates.ts';
import type { Direction } from './keys.ts';
import type { Carried, FromCoach, FromPerson, Note, Unknown } from './types.ts';

/** A message that takes another one of the same direction back. */
export interface Withdrawal {
  withdrew: number;
}

export type Content = FromPerson | FromCoach | Unknown;

export const unknown: Unknown = { kind: 'unknown' };

type Line = Record<string, unknown>;

const isLine = (value: unknown): value is Line => value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
/** `18:30`, or none. */
const isHour = (value: unknown): value is string | null =>
  value === null || (isText(value) && /^([01]\d|2[0-3]):[0-5]\d$/.test(value));
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isLocale = (value: unknown): value is Locale => value === 'nb' || value === 'en';
const isProgramme = (value: unknown): value is 'stop' | 'near' => value === 'stop' || value === 'near';
/** Told, or kept back. */
const isTold = <T>(value: unknown, is: (it: unknown) => it is T): value is T | null => value === null || is(value);

export function isWithdrawal(content: unknown): content is Withdrawal {
  return isLine(content) && isNumber(content.withdrew);
}

/** Of the person's messages: what nobody waits for an answer to. */
export function isQuiet(content: unknown): boolean {
  return isWithdrawal(content) || (isLine(content) && (content.kind === 'accepted' || content.kind === 'rhythm'));
}

/** Anything that was opened as a message of this direction. */
export function readContent(direction: Direction, value: unknown): Content {
  if (!isLine(value)) return unknown;
  return (direction === 'u' ? fromPerson(value) : fromCoach(value)) ?? unknown;
}

function fromPerson(it: Line): FromPerson | null {
  const { kind, text } = it;
  if (kind === 'text' && isText(text)) return { kind, text };
  if (kind === 'opening') {
    const { alias, programme = null, locale = null, about } = it;
    const known = isText(alias) && isTold(programme, isProgramme) && isTold(locale, isLocale);
    return known && areTexts(about) && isText(text) ? { kind, alias, programme, locale, about, text } : null;
  }
  if (kind === 'checkin') {
    const { how, practice_text, question_text } = it;
    const scaled = typeof how === 'number' && Number.isInteger(how) && how >= 0 && how <= 10;
    return scaled && isText(practice_text) && isText(question_text)
      ? { kind, how, practice_text, question_text }
      : null;
  }
  if (kind === 'summary' || kind === 'plan') return areTexts(it.lines) ? { kind, lines: it.lines } : null;
  if (kind === 'rhythm') {
    const { every } = it;
    return every === 'week' || every === 'fortnight' || every === null ? { kind, every } : null;
  }
  if (kind === 'accepted') return isNumber(it.agreement) ? { kind, agreement: it.agreement } : null;
  if (kind !== 'carried' || !Array.isArray(it.messages)) return null;
  const messages = it.messages.map((line) => (isLine(line) ? carried(line) : null));
  return messages.includes(null) ? null : { kind, messages: messages as Carried[] };
}

function carried({ from, name, day, text, agreement, until }: Line): Carried | null {
  if ((from !== 'u' && from !== 'c') || !isDate(day) || !isText(text)) return null;
  const agreed = isLine(agreement) ? agreedOn(agreement) : null;
  return {
    from,
    ...(isText(name) && { name }),
    day,
    text,
    ...(agreed && { agreement: agreed }),
    ...(isDate(until) && { until }),
  };
}

function agreedOn({ date, time, accepted }: Line): Carried['agreement'] | null {
  return isDate(date) && isHour(time) && typeof accepted === 'boolean' ? { date, time, accepted } : null;
}

function fromCoach(it: Line): FromCoach | null {
  const { kind, name, text } = it;
  if (!isText(name) || !isText(text)) return null;
  const answers = isNumber(it.answers) && { answers: it.answers };
  if (kind === 'text') return { kind, name, text, ...answers };
  if (kind === 'absence') return isDate(it.until) ? { kind, name, until: it.until, text } : null;
  const { date, time } = it;
  return kind === 'agreement' && isDate(date) && isHour(time) ? { kind, name, text, date, time, ...answers } : null;
}

/** Anything that was opened as a note. */
export function readNote(value: unknown): Note | Unknown {
  if (!isLine(value)) return unknown;
  const { kind, text, on, to, seq } = value;
  const by = isText(value.name) && { name: value.name };
  if (kind === 'note' && isText(text)) return { kind, text, ...by };
  if (kind === 'waiting' && typeof on === 'boolean') return { kind, on, ...(isNumber(seq) && { seq }), ...by };
  const named = to === null || (isText(to) && /^[0-9a-f]{32}$/.test(to));
  return kind === 'handed' && named ? { kind, to: to as string | null, ...by } : unknown;
}

/** The words of a message for `carried`; null when there are none to carry. */
export function carriedWords(content: Content): { name?: string; text: string } | null {
  switch (content.kind) {
    case 'opening':
      return content.text ? { text: content.text } : null;
    case 'text':
      return 'name' in content ? { name: content.name, text: content.text } : { text: content.text };
    case 'absence':
    case 'agreement':
      return { name: content.name, text: content.text };
    case 'checkin':
      return { text: [`${content.how}/10`, content.practice_text, content.question_text].filter(Boolean).join('\n') };
    case 'summary':
    case 'plan':
      return { text: content.lines.join('\n') };
    default:
      return null;
  }
}
