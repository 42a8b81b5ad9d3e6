/** What a person types, stretched into a key: Argon2id (RFC 9106). Source: docs/engineers/protocol.md, "On the phone". */
import { argon2id } from '@noble/hashes/argon2.js';
import { type Bytes, utf8 } from '../bytes.ts';
import type { Cost } from './cost.ts';

/** 32 bytes. The same letters count as the same however a keyboard composes them. Takes a while, and nothing else goes on meanwhile. */
export function stretch(pin: string, salt: Bytes, { memory, passes }: Cost): Bytes {
  return argon2id(utf8(pin.normalize('NFKC')), salt, { m: memory, t: passes, p: 1, dkLen: 32 }) as Bytes;
}
