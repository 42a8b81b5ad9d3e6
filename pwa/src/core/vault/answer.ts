/** Reads an answer to a sync, and refuses one that no honest server sends. */
import { fromBase64 } from '../bytes.ts';
import type { Shown } from './records.ts';
import { HIGHEST_VERSION } from './seal.ts';

export interface Answer {
  log: string;
  cursor: number;
  more: boolean;
  accepted: string[];
  conflicts: Shown[];
  refused: { id: string; type: string }[];
  changes: Shown[];
}

/** Null when anything in it is out of form. */
export function readAnswer(value: unknown): Answer | null {
  try {
    const { log, cursor, more, accepted, conflicts, refused, changes } = object(value);
    return {
      log: id(log),
      cursor: integer(cursor, 0, Number.MAX_SAFE_INTEGER),
      more: boolean(more),
      accepted: list(accepted).map(id),
      conflicts: list(conflicts).map((line) => shown(line, true)),
      refused: list(refused).map((line) => ({ id: id(object(line).id), type: String(object(line).type) })),
      changes: list(changes).map((line) => shown(line, false)),
    };
  } catch (fault) {
    if (fault instanceof TypeError) return null;
    throw fault;
  }
}

function shown(line: unknown, maybeNothing: boolean): Shown {
  const { id: record, version, sealed } = object(line);
  if (maybeNothing && sealed === null) return { id: id(record), version: integer(version, 0, 0), sealed: null };
  if (typeof sealed !== 'string') throw new TypeError('sealed');
  return { id: id(record), version: integer(version, 1, HIGHEST_VERSION), sealed: fromBase64(sealed) };
}

function object(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('not an object');
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value;
}

function id(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{32}$/.test(value)) throw new TypeError('not an id');
  return value;
}

function integer(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError('not a number in range');
  }
  return value;
}

function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('not a boolean');
  return value;
}
