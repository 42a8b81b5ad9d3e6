/**
 * A merge that would outgrow its seal gives its oldest alternatives away to records of their own (kind `kept`), which are
 * written first. The new record has an id derived from what it keeps and the old stamp, so that two devices that make the
 * same merge make the same record.
 */

import { utf8 } from '../bytes.ts';
import { takeOldestRival, takeOldestText } from '../model/edit.ts';
import type { Json, Plain, Stamp } from '../model/plain.ts';
import { LONGEST } from './padding.ts';

export interface Kept {
  /** Name of the singleton that holds it. */
  name: string;
  plain: Plain;
}

/**
 * The record within its seal, and what had to leave it. With `fields too` the oldest free texts go when no alternative is
 * left. Null when that is not enough, or when what leaves fits nowhere.
 */
export function fit(
  id: string,
  merged: Plain,
  what: 'alternatives' | 'fields too',
): { plain: Plain; kept: Kept[] } | null {
  let plain = merged;
  const kept: Kept[] = [];
  while (size(plain) > LONGEST) {
    const next = takeOldestRival(plain) ?? (what === 'fields too' ? takeOldestText(plain) : null);
    if (!next) return null;
    const [field, stamp, text] = next.taken;
    const record = keptRecord(plain.kind, field, stamp, text);
    if (size(record) > LONGEST) return null;
    kept.push({ name: `kept/${id}/${field}/${stamp.join('/')}`, plain: record });
    plain = next.rest;
  }
  return { plain, kept };
}

function size(plain: Plain): number {
  return utf8(JSON.stringify(plain)).length;
}

function keptRecord(from: string, field: string, stamp: Stamp, text: Json): Plain {
  return { kind: 'kept', fields: { from, field, text }, stamps: { from: stamp, field: stamp, text: stamp } };
}
