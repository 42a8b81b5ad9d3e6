/**
 * The recovery code as text: Crockford base32 of a 16-byte secret and 12 check bits, 28 characters in 7 groups of 4.
 * The check itself is a hash and belongs to the vault (`core/vault/recovery.ts`). Source: https://www.crockford.com/base32.html.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters of a code, without what stands between its groups. */
export const CODE_CHARACTERS = 28;
const GROUP = 4;
const SECRET_BYTES = 16;
const CHECK_BITS = 12n;

export interface CodeParts {
  /** 16 bytes */
  secret: Uint8Array<ArrayBuffer>;
  /** 0 … 4095 */
  check: number;
}

export function writeCode({ secret, check }: CodeParts): string {
  let bits = 0n;
  for (const byte of secret) bits = (bits << 8n) | BigInt(byte);
  bits = (bits << CHECK_BITS) | BigInt(check);
  let text = '';
  for (let place = CODE_CHARACTERS - 1; place >= 0; place -= 1)
    text += ALPHABET[Number((bits >> BigInt(place * 5)) & 31n)];
  return groups(text).join('-');
}

/** The parts of a code as somebody typed it; null for anything that is not 28 characters of the alphabet. */
export function readCode(typed: string): CodeParts | null {
  const text = plainCharacters(typed);
  if (text.length !== CODE_CHARACTERS) return null;
  let bits = 0n;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const check = Number(bits & 0xfffn);
  bits >>= CHECK_BITS;
  const secret = new Uint8Array(SECRET_BYTES);
  for (let place = SECRET_BYTES - 1; place >= 0; place -= 1, bits >>= 8n) secret[place] = Number(bits & 0xffn);
  return { secret, check };
}

/** Whether `typed` is that group of the code, read as leniently as the whole code is. */
export function isGroup(code: string, group: number, typed: string): boolean {
  const wanted = groups(plainCharacters(code))[group];
  return wanted !== undefined && plainCharacters(typed) === wanted;
}

/** As it is compared: ASCII capitals without spaces and dashes, O as 0, I and L as 1. */
export function plainCharacters(typed: string): string {
  // Only ASCII letters change case: toUpperCase would turn the long s (ſ) into an S.
  return typed
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[ -]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

function groups(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / GROUP) }, (_, group) =>
    text.slice(group * GROUP, (group + 1) * GROUP),
  );
}
