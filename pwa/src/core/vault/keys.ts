/** Every id and key, derived by HKDF-SHA256 with salt `selfhelp/v1`. Source: docs/engineers/protocol.md, "Keys"; RFC 5869. */
import { type Bytes, concat, hex, utf8 } from '../bytes.ts';

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
export async function hereId(master: Root, name: string): Promise<string> {
  return hex(await derive(master, `here-id/${name}`, ID));
}

export function hereKey(master: Root, id: string): Promise<CryptoKey> {
  return deriveAes(master, `here/${id}`);
}
