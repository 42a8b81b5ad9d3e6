/** Bytes and the texts that stand for them: hex for ids and secrets, standard base64 for sealed bytes; and how many a seal has. */

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
/** Refuses what is not UTF-8 instead of replacing it. */
const decoder = new TextDecoder('utf-8', { fatal: true });

export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

export function fromUtf8(bytes: Bytes): string {
  return decoder.decode(bytes);
}

export function hex(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Lower-case hex only; anything else throws. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new TypeError('not lower-case hex');
  const bytes = new Uint8Array(text.length / 2);
  for (let place = 0; place < bytes.length; place += 1)
    bytes[place] = Number.parseInt(text.slice(place * 2, place * 2 + 2), 16);
  return bytes;
}

const CHUNK = 0x8000;

export function base64(bytes: Bytes): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

/** Standard alphabet with padding; anything else throws. */
export function fromBase64(text: string): Bytes {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError('not standard base64');
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
  return bytes;
}

export function concat(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equal(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}

/** Unsigned 32-bit big-endian. */
export function u32(number: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

// What is sealed is padded to one of nine lengths. Source: docs/engineers/protocol.md, "Seals".
export const IV = 12;
/** Bytes of a seal around what is padded: suite, iv and tag. */
export const OVERHEAD = 1 + IV + 16;

const SMALLEST = 256;
export const LARGEST = 65536;
/** Bytes of the length that stands before a plaintext. */
export const LENGTH_BYTES = 4;

/** The least of 256, 512 … bytes that holds a plaintext of so many, with its length. */
export function paddedLength(plain: number): number {
  let size = SMALLEST;
  while (size < plain + LENGTH_BYTES) size *= 2;
  return size;
}

/** Bytes of the seal of a plaintext of so many. */
export const sealedLength = (plain: number): number => paddedLength(plain) + OVERHEAD;
