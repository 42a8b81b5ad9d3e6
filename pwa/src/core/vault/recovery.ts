/** The recovery code and the secret behind it. Source: docs/engineers/protocol.md, "Keys". */

import { type Bytes, concat, random, utf8 } from '../bytes.ts';
import { readCode, writeCode } from '../model/code.ts';

export function newSecret(): Bytes {
  return random(16);
}

export async function codeOf(secret: Bytes): Promise<string> {
  return writeCode({ secret, check: await checkOf(secret) });
}

/** The 16 secret bytes of a typed code; null when it is mistyped. */
export async function secretOf(typed: string): Promise<Bytes | null> {
  const parts = readCode(typed);
  if (!parts || parts.check !== (await checkOf(parts.secret))) return null;
  return parts.secret;
}

/** The first 12 bits of SHA-256("selfhelp/v1 code" ‖ secret). */
async function checkOf(secret: Bytes): Promise<number> {
  const hash = new DataView(await crypto.subtle.digest('SHA-256', concat(utf8('selfhelp/v1 code'), secret)));
  return hash.getUint16(0) >> 4;
}
