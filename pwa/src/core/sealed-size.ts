/** How long what is sealed becomes: the sizes that it is padded to, and what a seal adds. Source: docs/engineers/protocol.md, "Seals". */

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
