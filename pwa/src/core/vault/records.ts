/** How one row moves on: an edit here, a copy from the server, an acknowledgement. Source: docs/engineers/protocol.md, "Sync". */

import { type Bytes, equal, utf8 } from '../bytes.ts';
import { merge, same, takeOldestRival, takeOldestText } from '../model/merge.ts';
import type { Json, Plain, Stamp } from '../model/plain.ts';
import type { Pending, Row } from './database.ts';
import { Foreign, HIGHEST_VERSION, LONGEST, openRow, type Seals, Unreadable } from './seal.ts';

/** A number out of reach of an honest server: a damaged record is not sealed anew above it. */
const FAR = 2 ** 16;

export function newRow(id: string, sealed: Bytes): Row {
  return { id, base: 0, version: 1, sealed, dirty: 1, sent: null, listed: 0, waits: false, generation: 0, edition: 0 };
}

/**
 * The row with an edited text. While a put is unanswered the edit stands on top of it (its version + 1, and its version
 * becomes the base when it is acknowledged); a text that was never sent keeps its version; else it stands on top of what
 * the server acknowledged.
 */
export async function edited(seals: Seals, row: Row, plain: Plain): Promise<Row> {
  const below = row.sent ? row.sent.version : row.base;
  const version = row.dirty ? Math.max(row.version, below + 1) : Math.max(row.version, below) + 1;
  return { ...row, version, sealed: await seals.seal(row.id, version, plain), dirty: 1 };
}

/** What is put for a row: an unanswered put again, unchanged; else the present bytes. */
export function put(row: Row): Pending {
  return row.sent ?? { base: row.base, version: row.version, sealed: row.sealed };
}

/** The server has stored `sent`. Clean only if that is still the present text. */
export function acknowledged(row: Row, sent: Pending, pass: number): Row {
  const clean = equal(row.sealed, sent.sealed);
  return { ...row, base: sent.version, sent: null, dirty: clean ? 0 : 1, listed: pass };
}

/** What the server holds of a record: `sealed` null (version 0) for nothing. */
export interface ServerRecord {
  id: string;
  version: number;
  sealed: Bytes | null;
}

export interface Received {
  row: Row | null;
  /** The record's new plaintext, when it changed. */
  plain: Plain | null;
  /** Texts that no longer fit into the record. */
  kept: Kept[];
  /** What was merged, for who must look at the fields that lost. */
  theirs: Plain | null;
  trouble: Trouble | null;
}

/**
 * Takes in what the server shows. Never adopts by version number: m = merge(mine, theirs); if that is theirs, theirs is
 * taken; else it is sealed above both versions, to be put on top of theirs.
 */
export async function receive(
  seals: Seals,
  row: Row | undefined,
  shown: ServerRecord,
  pass: number,
): Promise<Received> {
  const nothing: Received = { row: null, plain: null, kept: [], theirs: null, trouble: null };
  const listed = row && { ...row, listed: pass };
  const { version, sealed } = shown;
  if (!sealed) {
    if (!listed) return nothing;
    return {
      ...nothing,
      row: { ...listed, base: 0, sent: null, dirty: 1 },
      trouble: rolledBack(row, 0, pass) ? 'rollback' : null,
    };
  }
  // What waits for a newer app is opened again: this may be it.
  const known = listed && !listed.waits && knownBytes(listed, version, sealed, pass);
  if (known) return { ...nothing, row: known };
  let theirs: Plain;
  try {
    theirs = await seals.open(shown.id, version, sealed);
  } catch (fault) {
    if (fault instanceof Foreign)
      return { ...nothing, row: untouched(listed, shown.id, version, sealed, pass), trouble: 'newer' };
    if (!(fault instanceof Unreadable)) throw fault;
    return { ...nothing, row: listed ? await healed(seals, listed, version) : null, trouble: 'unreadable' };
  }
  const trouble = rolledBack(row, version, pass) ? 'rollback' : null;
  if (!listed) {
    const fresh = { ...newRow(shown.id, sealed), base: version, version, dirty: 0 as const, listed: pass };
    return { ...nothing, row: fresh, plain: theirs, theirs, trouble };
  }
  const mine = await openRow(seals, listed);
  const takesTheirs: Row = { ...listed, base: version, version, sealed, dirty: 0, sent: null, waits: false };
  if (!mine) return { ...nothing, row: takesTheirs, plain: theirs, theirs, trouble };
  const merged = merge(mine, theirs);
  if (same(merged, theirs)) return { ...nothing, row: takesTheirs, plain: theirs, theirs, trouble };
  // Merged with exactly this copy before, and on its way.
  if (listed.dirty && listed.base === version && listed.version > version && same(merged, mine)) {
    return { ...nothing, row: { ...listed, waits: false }, theirs, trouble };
  }
  const fitted = fitRecord(shown.id, merged, 'fields too');
  const above = Math.max(version, listed.version, listed.sent?.version ?? 0) + 1;
  // Neither happens with honest devices; this one keeps its own.
  if (!fitted || above > HIGHEST_VERSION) return { ...nothing, row: listed, theirs, trouble: 'unreadable' };
  const { plain, kept } = fitted;
  const next = { ...listed, base: version, version: above, sealed: await seals.seal(shown.id, above, plain) };
  return { row: { ...next, dirty: 1, sent: null, waits: false }, plain, kept, theirs, trouble };
}

/** Bytes that this device sealed or took itself: nothing to open. */
function knownBytes(row: Row, version: number, sealed: Bytes, pass: number): Row | null {
  if (version === row.version && equal(sealed, row.sealed)) {
    return { ...row, base: version, dirty: 0, sent: null, waits: false };
  }
  if (row.sent?.version === version && equal(sealed, row.sent.sealed)) return acknowledged(row, row.sent, pass);
  return null;
}

/** A lower version than this log has shown before. Bases of an older pass say nothing about this one. */
function rolledBack(row: Row | undefined, version: number, pass: number): boolean {
  return row !== undefined && row.listed === pass && version < row.base;
}

/** A newer app's record: kept as it is, and never written over. */
function untouched(row: Row | undefined, id: string, version: number, sealed: Bytes, pass: number): Row {
  if (row) return { ...row, waits: true };
  return { ...newRow(id, sealed), base: version, version, dirty: 0, listed: pass, waits: true };
}

/** Damaged on the server: this device's own copy is put over it, unless the number is out of any honest reach. */
async function healed(seals: Seals, row: Row, version: number): Promise<Row> {
  const mine = await openRow(seals, row);
  const above = Math.max(version, row.version, row.sent?.version ?? 0) + 1;
  if (!mine || version > row.version + FAR || above > HIGHEST_VERSION) return row;
  return { ...row, base: version, version: above, sealed: await seals.seal(row.id, above, mine), dirty: 1, sent: null };
}

/**
 * What the server did that an honest one never does. The app keeps its own records and says so.
 * `rollback`: a lower version than was seen within one log · `unreadable`: bytes that were not sealed for this place ·
 * `refused`: a sealed record of this device was called badly sealed · `newer`: a record, or an answer, of a newer app.
 */
export type Trouble = 'rollback' | 'unreadable' | 'refused' | 'newer';

/*
 * A merge that would outgrow its seal gives its oldest alternatives away to records of their own (kind `kept`), which are
 * written first. The new record has an id derived from what it keeps and the old stamp, so that two devices that make the
 * same merge make the same record.
 */

export interface Kept {
  /** Name of the singleton that holds it. */
  name: string;
  plain: Plain;
}

/**
 * The record within its seal, and what had to leave it. With `fields too` the oldest free texts go when no alternative is
 * left. Null when that is not enough, or when what leaves fits nowhere.
 */
export function fitRecord(
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
