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

type PurchaseCore = Pick<UrgeCore, 'date' | 'part' | 'triggers' | 'feelings'>;
export const isPurchase = (it: Loose): it is Loose & PurchaseCore =>
  isDate(it.date) && isPart(it.part) && isCodes(it.triggers) && isCodes(it.feelings);
/** Whether the fields are those of an urge; what else it may hold is read by itself (`readUrge`). */
export const isUrge = (it: Loose): it is Loose & UrgeCore => isPurchase(it) && isTenOrNone(it.strength);
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

export function readPurchase(it: Loose): Purchase | null {
  if (!isPurchase(it)) return null;
  const { date, part, triggers, feelings } = it;
  const own = wordsIn(it, 'own_triggers');
  return {
    date,
    part,
    ...(triggers && { triggers }),
    ...(feelings && { feelings }),
    ...(own.length > 0 && { own_triggers: own }),
    ...onlyFields(it, ['place', 'text'], isString),
  };
}

export function readUrge(it: Loose): Urge | null {
  const read = isUrge(it) ? readPurchase(it) : null;
  return (
    read && {
      ...read,
      ...onlyFields(it, ['strength', 'after', 'minutes'], isNumber),
      ...onlyFields(it, ['did_text'], isString),
      // Emptied where a ride was taken back.
      ...(isString(it.way) && it.way !== '' && { way: it.way }),
    }
  );
}

export function readCheckin(it: Loose): Checkin | null {
  if (!isCheckin(it)) return null;
  const { date, mood } = it;
  return { date, mood, ...onlyFields(it, ['peak', 'control'], isTen), ...onlyFields(it, ['good_text'], isString) };
}
