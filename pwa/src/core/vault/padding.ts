/** Padding to nine sizes, so that a length says little about a text. Source: docs/engineers/protocol.md, "Seals". */
import { type Bytes, u32 } from '../bytes.ts';

const SMALLEST = 256;
const LARGEST = 65536;
const LENGTH_BYTES = 4;

/** The longest plaintext a record may have, in bytes. */
export const LONGEST = LARGEST - LENGTH_BYTES;

/** A plaintext that no seal can hold. Nothing was stored. */
export class TooLong extends Error {
  override name = 'TooLong';
}

/** Length (u32) ‖ plaintext ‖ zeros, to the next of 256, 512 … 65536 bytes. */
export function pad(plain: Bytes): Bytes {
  if (plain.length > LONGEST) throw new TooLong(`${plain.length} bytes; at most ${LONGEST}`);
  let size = SMALLEST;
  while (size < plain.length + LENGTH_BYTES) size *= 2;
  const padded = new Uint8Array(size);
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
