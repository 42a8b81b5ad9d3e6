/**
 * Typed records from the fields that a diary holds, and back. What this edition cannot read (written by a newer one, or damaged) is
 * null or absent here: it is left out of the numbers, and the record itself never changes by being read.
 */
import type { Face } from './content.ts';
import type { Fields, Json } from './plain.ts';
import type { Answer, Settings, What } from './records.ts';

/** Fields of which nothing is known yet. */
export type Loose = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The same, empty for what is none. */
export const recordIn = (value: unknown): Loose => (isRecord(value) ? value : {});

export const isTen = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 10;
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
/** Whether a value is one of these words. */
export const isOneOf = <Word extends string>(words: readonly Word[], value: unknown): value is Word =>
  words.some((it) => it === value);

/** The named fields of `it` that hold what `fits`. */
export function onlyFields<Name extends string, Value>(
  it: Loose,
  names: readonly Name[],
  fits: (value: unknown) => value is Value,
): { [Field in Name]?: Value } {
  const found: { [Field in Name]?: Value } = {};
  for (const name of names) {
    const value = it[name];
    if (fits(value)) found[name] = value;
  }
  return found;
}

const isBox = (name: string): name is `box_${string}_text` => name.startsWith('box_') && name.endsWith('_text');
const isTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isString);

/** What of an answer can be read: a draft has some of its fields only. */
export function readAnswerPart(it: Loose): Partial<Answer> {
  const found: Partial<Answer> = {
    ...onlyFields(
      it,
      ['programme', 'module', 'step', 'answer', 'at', 'own_text', 'if_code', 'if_text', 'phones_text'],
      isString,
    ),
    ...onlyFields(it, ['scale'], isNumber),
    ...onlyFields(it, ['times'], isTexts),
  };
  if (Array.isArray(it.codes)) found.codes = it.codes.filter(isString);
  for (const [name, value] of Object.entries(it)) if (isBox(name) && isString(value)) found[name] = value;
  return found;
}

/** An answer of the diary or of this phone; null where it does not say which it is. */
export function readAnswer(it: Loose): Answer | null {
  const { answer, ...rest } = readAnswerPart(it);
  return answer === undefined ? null : { programme: '', module: '', step: '', at: '', ...rest, answer };
}

const whats: readonly What[] = [
  'once',
  'again',
  'afraid',
  'happened',
  'police',
  'found-out',
  'threatened',
  'relative',
  'none',
];

/** The choices that this edition knows; what a newer one has chosen besides counts as not chosen. */
export function readSettings(it: Loose): Settings {
  const { locale, theme, style, what } = it;
  return {
    ...(isOneOf(['nb', 'en'], locale) && { locale }),
    ...(isOneOf(['light', 'dark', 'system'], theme) && { theme }),
    ...(isOneOf(['neutral', 'discreet', 'full'], style) && { style }),
    ...(Array.isArray(what) && { what: what.filter((code) => isOneOf(whats, code)) }),
  };
}

/** Answers that only somebody speaking of himself gives. */
const his: readonly What[] = ['once', 'again', 'afraid'];

/** The face for an answer to «Hva gjelder det?»: his own, unless somebody close to him answered for nobody else. */
export const faceOf = (what: readonly What[] = []): Face =>
  what.includes('relative') && !his.some((code) => what.includes(code)) ? 'near' : 'stop';

function toJson(value: unknown): Json {
  if (value === null || isString(value) || typeof value === 'boolean') return value;
  if (isNumber(value) && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (isRecord(value)) return toFields(value);
  throw new TypeError(`${typeof value} is no JSON`);
}

/** A typed record as a diary holds it. What is undefined is left out. Throws TypeError on what is no JSON. */
export function toFields(record: object): Fields {
  const given = Object.entries(record).filter(([, value]) => value !== undefined);
  // Sets no prototype, whatever a field is called.
  return Object.fromEntries(given.map(([name, value]) => [name, toJson(value)]));
}
