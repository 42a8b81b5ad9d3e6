/**
 * A file that a code opens: a header that says nothing of what is inside, and the plaintext in chunks, each sealed by itself.
 * Source: docs/engineers/export.md, "The sealed file".
 */
import { type Bytes, concat, equal, random, u32, utf8 } from '../bytes.ts';
import { derive, deriveAes, type Root, rootKey } from './seal.ts';

const MAGIC = utf8('KOPI');
const FORM = 1;
const SUITE = 1;
const SALT = 16;
const SHORT = 4;
/** `KOPI` ‖ form ‖ suite ‖ number of chunks (u16) ‖ salt ‖ check of the code ‖ sum of the header before it. */
export const HEADER = MAGIC.length + 4 + SALT + 2 * SHORT;
const CHUNK = 65536;
const TAG = 16;
/** Plaintexts are padded to so many chunks, or to a power of two times as many. */
const FEWEST_CHUNKS = 4;
const MOST_CHUNKS = 2 ** 15;
const LENGTH_BYTES = 4;

/**
 * Why a file does not open. `foreign`: not such a file · `newer`: a form from a newer app · `cut`: its end is missing ·
 * `damaged`: its bytes were changed · `unfit`: whole, but another code opens it.
 */
export type Flaw = 'foreign' | 'newer' | 'cut' | 'damaged' | 'unfit';

/** The plaintext is longer than any diary is. */
export class TooMuch extends Error {
  override name = 'TooMuch';
}

/** `secret`: the 16 bytes of a code. */
export async function sealFile(secret: Bytes, plain: Bytes): Promise<Bytes> {
  const chunks = chunksFor(plain.length + LENGTH_BYTES);
  const from = await rootKey(secret);
  const salt = random(SALT);
  const start = concat(MAGIC, new Uint8Array([FORM, SUITE, chunks >> 8, chunks & 0xff]), salt, await check(from, salt));
  const header = concat(start, await sum(start));
  const key = await fileKey(from, salt);
  const file = new Uint8Array(HEADER + chunks * (CHUNK + TAG));
  file.set(header);
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const padded = new Uint8Array(CHUNK);
    if (chunk === 0) {
      padded.set(u32(plain.length));
      padded.set(plain.subarray(0, CHUNK - LENGTH_BYTES), LENGTH_BYTES);
    } else padded.set(plain.subarray(chunk * CHUNK - LENGTH_BYTES, (chunk + 1) * CHUNK - LENGTH_BYTES));
    const sealed = await crypto.subtle.encrypt(place(header, chunk), key, padded);
    file.set(new Uint8Array(sealed), HEADER + chunk * (CHUNK + TAG));
  }
  return file;
}

/** What is wrong with a file at first sight, before anybody is asked for a code; null when nothing is. */
export async function flawOf(start: Bytes, size: number): Promise<Flaw | null> {
  const known = start.subarray(0, MAGIC.length);
  if (!equal(known, MAGIC.subarray(0, known.length)) || size < MAGIC.length) return 'foreign';
  if ((start[4] ?? FORM) > FORM || (start[5] ?? SUITE) > SUITE) return 'newer';
  if (start.length < HEADER) return 'cut';
  const before = start.slice(0, HEADER - SHORT);
  if (!equal(start.slice(HEADER - SHORT, HEADER), await sum(before))) return 'damaged';
  const whole = HEADER + chunksIn(start) * (CHUNK + TAG);
  if (size < whole) return 'cut';
  return size > whole ? 'damaged' : null;
}

/** The plaintext, or why there is none. */
export async function openFile(secret: Bytes, file: Bytes): Promise<Bytes | Flaw> {
  const flaw = await flawOf(file.slice(0, HEADER), file.length);
  if (flaw) return flaw;
  const header = file.slice(0, HEADER);
  const salt = header.slice(8, 8 + SALT);
  const from = await rootKey(secret);
  if (!equal(header.slice(8 + SALT, 8 + SALT + SHORT), await check(from, salt))) return 'unfit';
  const key = await fileKey(from, salt);
  const chunks = chunksIn(header);
  const padded = new Uint8Array(chunks * CHUNK);
  try {
    for (let chunk = 0; chunk < chunks; chunk += 1) {
      const at = HEADER + chunk * (CHUNK + TAG);
      const sealed = file.subarray(at, at + CHUNK + TAG);
      padded.set(new Uint8Array(await crypto.subtle.decrypt(place(header, chunk), key, sealed)), chunk * CHUNK);
    }
  } catch {
    // The screen says that the file is damaged.
    return 'damaged';
  }
  const length = new DataView(padded.buffer).getUint32(0);
  if (length > padded.length - LENGTH_BYTES) return 'damaged';
  return padded.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}

function chunksFor(bytes: number): number {
  let chunks = FEWEST_CHUNKS;
  while (chunks * CHUNK < bytes) chunks *= 2;
  if (chunks > MOST_CHUNKS) throw new TooMuch(`${bytes} bytes`);
  return chunks;
}

function chunksIn(header: Bytes): number {
  return ((header[6] ?? 0) << 8) | (header[7] ?? 0);
}

/** A key for this file alone, so that counting the chunks makes every nonce a new one. */
function fileKey(from: Root, salt: Bytes): Promise<CryptoKey> {
  return deriveAes(from, concat(utf8('export/key'), salt));
}

/** Tells a wrong code from a damaged file. */
function check(from: Root, salt: Bytes): Promise<Bytes> {
  return derive(from, concat(utf8('export/check'), salt), SHORT);
}

async function sum(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, SHORT);
}

/** Each chunk is bound to its number and to the whole header: none can be left out, moved or brought from another file. */
function place(header: Bytes, chunk: number): AesGcmParams {
  return { name: 'AES-GCM', iv: concat(new Uint8Array(8), u32(chunk)), additionalData: header };
}
