/**
 * A PIN stretched into a key: Argon2id (RFC 9106) with the least that OWASP advises, 19 MiB and two passes, so that an old
 * phone is done within a few seconds. Source: docs/protocol.md, "On the device".
 */
import { argon2id } from '@noble/hashes/argon2.js';
import { type Bytes, utf8 } from './bytes.ts';

const OPTIONS = { m: 19_456, t: 2, p: 1, dkLen: 32 } as const;

/** 32 bytes. The same letters count as the same however a keyboard composes them. Takes a while, and nothing else goes on meanwhile. */
export function stretch(pin: string, salt: Bytes): Bytes {
  return argon2id(utf8(pin.normalize('NFKC')), salt, OPTIONS) as Bytes;
}
