/**
 * Records of this phone alone have no stamps: there is one copy. But two tabs may write over each other, and then the text
 * that lost stays beside the other until the person has chosen, as texts of two phones do.
 */
import { recordIn } from './codec.ts';
import { type Fields, isText, type Json } from './plain.ts';

/** The texts that stand beside fields, in a field of the record's own. */
const ALSO = 'also';

type Also = Record<string, string[]>;

const alsoOf = (stored: Fields): Also =>
  Object.fromEntries(
    Object.entries(recordIn(stored[ALSO])).map(([field, texts]) => [
      field,
      Array.isArray(texts) ? texts.map(String) : [],
    ]),
  );

/** Sets these fields. `shown`: the texts as the screen had them when the person began to write; another one is kept beside. */
export function editLocal(stored: Fields, fields: Fields, shown: Fields = {}): Fields {
  const also: Also = { ...alsoOf(stored) };
  for (const [field, value] of Object.entries(fields)) {
    if (!isText(field)) continue;
    const stands = stored[field];
    const unseen = field in shown && typeof stands === 'string' && stands !== '' && stands !== shown[field];
    const beside = [...(also[field] ?? []), ...(unseen ? [stands] : [])].filter((text) => text !== value);
    also[field] = [...new Set(beside)];
  }
  return withAlso({ ...stored, ...fields }, also);
}

/** The person chose among `texts`: the field keeps `chosen`, the others go. */
export function settleLocal(stored: Fields, field: string, chosen: Json, texts: readonly Json[]): Fields {
  const beside = (alsoOf(stored)[field] ?? []).filter((text) => text !== chosen && !texts.includes(text));
  return withAlso({ ...stored, [field]: chosen }, { ...alsoOf(stored), [field]: beside });
}

/** Undo of that choice: `texts` stand side by side again, and beside them what the field has become since. */
export const unsettleLocal = (stored: Fields, field: string, chosen: Json, texts: readonly Json[]): Fields =>
  texts.reduceRight<Fields>(
    (so, text, at) => editLocal(so, { [field]: text }, { [field]: at === texts.length - 1 ? chosen : '' }),
    stored,
  );

/** The rivals of a record, as they are shown. */
export const localRivals = (stored: Fields): { field: string; text: string }[] =>
  Object.entries(alsoOf(stored)).flatMap(([field, texts]) => texts.map((text) => ({ field, text })));

function withAlso(fields: Fields, also: Also): Fields {
  const left = Object.entries(also).filter(([, texts]) => texts.length > 0);
  const { [ALSO]: _, ...rest } = fields;
  return left.length > 0 ? { ...rest, [ALSO]: Object.fromEntries(left) } : rest;
}
