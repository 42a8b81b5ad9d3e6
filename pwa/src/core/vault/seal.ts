/**
 * Ids and keys, and what is sealed with them. All are derived by HKDF-SHA256 with salt `selfhelp/v1`; a seal is
 * `01 ‖ iv ‖ AES-256-GCM`, bound to its place by the associated data, and what is sealed is padded to nine sizes, so that a length
 * says little about a text. Source: docs/engineers/protocol.md, "Keys" and "Seals"; RFC 5869.
 */

import {
  type Bytes,
  concat,
  fromHex,
  fromUtf8,
  hex,
  IV,
  LARGEST,
  LENGTH_BYTES,
  OVERHEAD,
  paddedLength,
  random,
  u32,
  utf8,
} from '../bytes.ts';
import { noteFault } from '../faults.ts';
import type { Entry, Plain } from '../model/plain.ts';

const SALT = utf8('selfhelp/v1');
const ID = 16;
const SECRET = 32;

/** A secret that things are derived from: R or MK. Its bytes cannot be read back. */
export type Root = CryptoKey;

export function rootKey(secret: Bytes): Promise<Root> {
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
}

/** `length` bytes for `info`. */
export async function derive(from: Root, info: Bytes | string, length: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(info), from, length * 8));
}

/** An AES-256-GCM key for `info` that never leaves WebCrypto. */
export function deriveAes(from: Root, info: Bytes | string): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(hkdf(info), from, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function hkdf(info: Bytes | string): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: SALT, info: typeof info === 'string' ? utf8(info) : info };
}

/** What a request about a box needs: its id and its secret, both lower-case hex. */
export interface BoxKey {
  id: string;
  auth: string;
}

export function slotBox(recovery: Root): Promise<BoxKey> {
  return box(recovery, 'slot');
}

export function vaultBox(master: Root): Promise<BoxKey> {
  return box(master, 'vault');
}

async function box(from: Root, name: 'slot' | 'vault'): Promise<BoxKey> {
  const [id, auth] = await Promise.all([derive(from, `${name}/id`, ID), derive(from, `${name}/auth`, SECRET)]);
  return { id: hex(id), auth: hex(auth) };
}

export function slotKey(recovery: Root): Promise<CryptoKey> {
  return deriveAes(recovery, 'slot/key');
}

/** The id of what exists once per person, so that two offline devices make the same one. */
export async function recordId(master: Root, name: string): Promise<string> {
  return hex(await derive(master, `record-id/${name}`, ID));
}

export function recordKey(master: Root, id: Bytes): Promise<CryptoKey> {
  return deriveAes(master, concat(utf8('record/'), id));
}

export function snapshotKey(master: Root): Promise<CryptoKey> {
  return deriveAes(master, 'snapshot');
}

/** For records that never leave this phone; `id` hides the name at rest. */
export async function localId(master: Root, name: string): Promise<string> {
  return hex(await derive(master, `here-id/${name}`, ID));
}

export function localKey(master: Root, id: string): Promise<CryptoKey> {
  return deriveAes(master, `here/${id}`);
}

const SUITE = 1;

export const HIGHEST_VERSION = 2 ** 32 - 1;

/** Bytes that were not sealed for this place, or not by this key. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** A suite, or a form of plaintext, that a newer app knows: to be left untouched. */
export class Foreign extends Error {
  override name = 'Foreign';
}

export async function seal(
  key: CryptoKey,
  plain: Bytes,
  place: Bytes,
  iv: Bytes = random(IV),
  suite = SUITE,
): Promise<Bytes> {
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: place }, key, plain);
  return concat(new Uint8Array([suite]), iv, new Uint8Array(sealed));
}

export async function open(key: CryptoKey, sealed: Bytes, place: Bytes, suite = SUITE): Promise<Bytes> {
  if (sealed.length > 0 && sealed[0] !== suite) throw new Foreign(`suite ${sealed[0]}`);
  if (sealed.length < OVERHEAD) throw new Unreadable('too short');
  const iv = sealed.subarray(1, 1 + IV);
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: place },
      key,
      sealed.subarray(1 + IV),
    );
    return new Uint8Array(plain);
  } catch {
    throw new Unreadable('does not open here');
  }
}

/** The associated data of a thing: "selfhelp/v1 <what>" ‖ 00 ‖ where. */
export function place(what: string, ...where: Bytes[]): Bytes {
  return concat(utf8(`selfhelp/v1 ${what}`), new Uint8Array([0]), ...where);
}

/** The master key inside the slot of a recovery code. 61 bytes. */
export function sealSlot(key: CryptoKey, slotId: string, master: Bytes, iv?: Bytes): Promise<Bytes> {
  return seal(key, master, place('slot', fromHex(slotId)), iv);
}

export function openSlot(key: CryptoKey, slotId: string, sealed: Bytes): Promise<Bytes> {
  return open(key, sealed, place('slot', fromHex(slotId)));
}

/** The longest plaintext a record may have, in bytes. */
export const LONGEST = LARGEST - LENGTH_BYTES;

/** A plaintext that no seal can hold. Nothing was stored. */
export class TooLong extends Error {
  override name = 'TooLong';
}

/** Length (u32) ‖ plaintext ‖ zeros, to the next of 256, 512 … 65536 bytes. */
export function pad(plain: Bytes): Bytes {
  if (plain.length > LONGEST) throw new TooLong(`${plain.length} bytes; at most ${LONGEST}`);
  const padded = new Uint8Array(paddedLength(plain.length));
  padded.set(u32(plain.length));
  padded.set(plain, LENGTH_BYTES);
  return padded;
}

/** Throws a RangeError when the length does not fit. */
export function unpad(padded: Bytes): Bytes {
  if (padded.length < LENGTH_BYTES) throw new RangeError('shorter than its own length');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH_BYTES) throw new RangeError('the length does not fit');
  return padded.slice(LENGTH_BYTES, LENGTH_BYTES + length);
}

/** Seals and opens the records of one vault. */
export class Seals {
  readonly master: Root;
  private readonly vaultId: Bytes;

  constructor(master: Root, vaultId: string) {
    this.master = master;
    this.vaultId = fromHex(vaultId);
  }

  async seal(id: string, version: number, plain: Plain): Promise<Bytes> {
    return this.sealBytes(id, version, pad(utf8(JSON.stringify(plain))));
  }

  /** `padded` is sealed as it is: apart from `seal` for the known answers, which fix the iv. */
  async sealBytes(id: string, version: number, padded: Bytes, iv?: Bytes): Promise<Bytes> {
    if (version < 1 || version > HIGHEST_VERSION) throw new RangeError(`version ${version}`);
    const recordId = fromHex(id);
    return seal(await recordKey(this.master, recordId), padded, this.place(recordId, version), iv);
  }

  /** Throws `Unreadable` for anything that was not sealed as this version of this record, `Foreign` for a newer form. */
  async open(id: string, version: number, sealed: Bytes): Promise<Plain> {
    const recordId = fromHex(id);
    const padded = await open(await recordKey(this.master, recordId), sealed, this.place(recordId, version));
    let plain: unknown;
    try {
      plain = JSON.parse(fromUtf8(unpad(padded)));
    } catch {
      throw new Unreadable('opens, but holds no record');
    }
    if (!isPlain(plain)) throw new Foreign('a form of record from a newer app');
    return plain;
  }

  private place(recordId: Bytes, version: number): Bytes {
    return place('record', this.vaultId, recordId, u32(version));
  }
}

/** A record's plaintext as it rests; null for one that this app cannot read. */
export async function openRow(
  seals: Seals,
  row: { id: string; version: number; sealed: Bytes },
): Promise<Plain | null> {
  return seals.open(row.id, row.version, row.sealed).catch((fault: unknown) => {
    // One that a newer app has written waits for it.
    if (!(fault instanceof Foreign)) noteFault('record opening', fault);
    return null;
  });
}

/** Whether this is a record in the form that this app knows. */
export function isPlain(value: unknown): value is Plain {
  if (!isObject(value) || typeof value.kind !== 'string') return false;
  const { fields, stamps, deleted, also, settled, origin } = value;
  return (
    isObject(fields) &&
    isObject(stamps) &&
    Object.keys(fields).every((field) => isStamp(stamps[field])) &&
    (deleted === undefined || isStamp(deleted)) &&
    (also === undefined || (Array.isArray(also) && also.every((line) => Array.isArray(line) && isStamp(line[1])))) &&
    (settled === undefined || (isObject(settled) && Object.values(settled).every(isObject))) &&
    (origin === undefined || typeof origin === 'string')
  );
}

/** What is sealed as the first part of a snapshot: all of a short diary, or what the first screens need. */
export type SealedEntries = Entry[] | { older: string; since: string; entries: Entry[] };

/** Either part of a snapshot as it was opened. Throws for what is none. */
export function sealedEntries(plain: Bytes): SealedEntries {
  const value: unknown = JSON.parse(fromUtf8(plain));
  if (areEntries(value)) return value;
  const { older, since, entries } = isObject(value) ? value : {};
  if (typeof older !== 'string' || typeof since !== 'string' || !areEntries(entries))
    throw new Unreadable('opens, but holds no entries');
  return { older, since, entries };
}

const areEntries = (value: unknown): value is Entry[] =>
  Array.isArray(value) &&
  value.every((it) => isObject(it) && typeof it.id === 'string' && typeof it.kind === 'string' && isObject(it.fields));

function isStamp(value: unknown): boolean {
  return Array.isArray(value) && Number.isSafeInteger(value[0]) && typeof value[1] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
