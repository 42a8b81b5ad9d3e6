/** Urges, purchases and check-ins from the fields that a diary holds (see codec.ts). Nothing of it is needed before the first screen stands. */
import { isNumber, isString, isTen, type Loose, onlyFields } from './codec.ts';
import { isDate, isPart } from './dates.ts';
import type { Checkin, Purchase, Urge } from './records.ts';
import { wordsIn } from './word-fields.ts';

/** An undo leaves null where a number was not there before. */
const isTenOrNone = (value: unknown): value is number | null | undefined =>
  (value ?? undefined) === undefined || isTen(value);
const isWords = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString);
const isCodes = (value: unknown): value is string[] | undefined => value === undefined || isWords(value);
type UrgeCore = Pick<Urge, 'date' | 'part'> & {
  strength?: number | null | undefined;
  triggers?: string[] | undefined;
  feelings?: string[] | undefined;
};

/** Whether the fields are those of an urge; what else it may hold is read by itself (`readUrge`). */
export const isUrge = (it: Loose): it is Loose & UrgeCore =>
  isDate(it.date) && isPart(it.part) && isTenOrNone(it.strength) && isCodes(it.triggers) && isCodes(it.feelings);
export const isPurchase = (it: Loose): it is Loose & Pick<Purchase, 'date' | 'part'> =>
  isDate(it.date) && isPart(it.part);
/** Whether a record of kind `checkin` is a day of his: the day of somebody close to him may rest in the same record. */
export const isOwnDay = ({ mood, peak, control, good_text, sleep, limits, talked, text }: Loose): boolean =>
  (peak ?? control ?? good_text) !== undefined ||
  (mood !== undefined && (sleep ?? limits ?? talked ?? text) === undefined);

type CheckinCore = Pick<Checkin, 'date' | 'mood'> & {
  peak?: number | null | undefined;
  control?: number | null | undefined;
};

export const isCheckin = (it: Loose): it is Loose & CheckinCore =>
  isDate(it.date) && isTen(it.mood) && isTenOrNone(it.peak) && isTenOrNone(it.control) && isOwnDay(it);

export function readUrge(it: Loose): Urge | null {
  if (!isUrge(it)) return null;
  const { date, part, triggers, feelings } = it;
  const own = wordsIn(it, 'own_triggers');
  return {
    date,
    part,
    ...(triggers && { triggers }),
    ...(feelings && { feelings }),
    ...onlyFields(it, ['strength', 'after', 'minutes'], isNumber),
    ...(own.length > 0 && { own_triggers: own }),
    ...onlyFields(it, ['place', 'did_text', 'text'], isString),
    // Emptied where a ride was taken back.
    ...(isString(it.way) && it.way !== '' && { way: it.way }),
  };
}

export const readPurchase = (it: Loose): Purchase | null =>
  isPurchase(it) ? { date: it.date, part: it.part, ...onlyFields(it, ['text'], isString) } : null;

export function readCheckin(it: Loose): Checkin | null {
  if (!isCheckin(it)) return null;
  const { date, mood } = it;
  return { date, mood, ...onlyFields(it, ['peak', 'control'], isTen), ...onlyFields(it, ['good_text'], isString) };
}
