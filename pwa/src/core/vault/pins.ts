/**
 * The keys of others that this person's devices were shown first: the organisation's and its coaches'. They rest in the record
 * `keys`, without which no device finishes signing in. Each key has a field of its own, so that two devices that were shown
 * different ones find out when they meet. Source: docs/engineers/protocol.md, "Pins".
 */

import { hex, utf8 } from '../bytes.ts';
import { coachesIn, type Verified } from '../model/coach-proof.ts';
import { ofKind } from '../model/kinds.ts';
import type { Entry, Fields, Plain } from '../model/plain.ts';

/** Kind and name of the record. */
export const keysRecord = 'keys';
/** The record that version 0.1.0 pinned the organisation in. It is read on. */
export const organisationRecord = 'organisation';

const ORGANISATION = 'organisation_';
const COACH = 'coach_';
/** As many coaches as the record has room for beside the rest. */
const MOST_COACHES = 200;

type Entries = ReadonlyMap<string, Entry>;
type Coach = Pick<Verified, 'id' | 'key'>;

async function digest(key: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(key))).slice(0, 8));
}

const texts = (fields: Fields, start: string): [string, string][] =>
  Object.entries(fields).flatMap(([field, value]) =>
    field.startsWith(start) && typeof value === 'string'
      ? [[field.slice(start.length), value] as [string, string]]
      : [],
  );

/** The fields that pin these keys beside the others. */
export async function pinFields(organisation: readonly string[], coaches: readonly Coach[] = []): Promise<Fields> {
  const fields: Fields = {};
  for (const key of organisation) fields[`${ORGANISATION}${await digest(key)}`] = key;
  for (const { id, key } of coaches) fields[`${COACH}${id}_${await digest(key)}`] = key;
  return fields;
}

/** Every key of the organisation that was ever pinned. */
export function pinnedKeys(entries: Entries): string[] {
  const now = ofKind(entries, keysRecord).flatMap(({ fields }) => texts(fields, ORGANISATION));
  return [...new Set([...now, ...older(entries)].map(([, key]) => key))];
}

const older = (entries: Entries): [string, string][] =>
  ofKind(entries, organisationRecord).flatMap(({ fields }) => texts(fields, 'key_'));

/** Every coach that was ever pinned, once for each key. */
export const pinnedCoaches = (entries: Entries): Coach[] =>
  ofKind(entries, keysRecord).flatMap(({ fields }) =>
    texts(fields, COACH).map(([name, key]) => ({ id: name.slice(0, name.indexOf('_')), key })),
  );

/** What other records have verified and `keys` does not have yet: threads, and what an older version pinned. */
export async function missingPins(entries: Entries): Promise<Fields> {
  const [keys] = ofKind(entries, keysRecord);
  const all = await pinFields(
    older(entries).map(([, key]) => key),
    ofKind(entries, 'thread').flatMap(({ fields }) => coachesIn(fields)),
  );
  const missing = Object.entries(all).filter(([field]) => keys?.fields[field] === undefined);
  let room = MOST_COACHES - pinnedCoaches(entries).length;
  return Object.fromEntries(
    missing.filter(([field]) => {
      if (field.startsWith(COACH)) room -= 1;
      return room >= 0 || !field.startsWith(COACH);
    }),
  );
}

/** Of the record `keys` what goes along into another vault; null when there is nothing. */
export function pinsAlone(keys: Plain): Plain | null {
  const isPin = ([field]: [string, unknown]) => field.startsWith(ORGANISATION) || field.startsWith(COACH);
  const fields = Object.fromEntries(Object.entries(keys.fields).filter(isPin));
  const stamps = Object.fromEntries(Object.entries(keys.stamps).filter(isPin));
  return Object.keys(fields).length > 0 ? { kind: keys.kind, fields, stamps } : null;
}
