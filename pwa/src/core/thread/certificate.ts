/**
 * Who is a coach: certificates of the organisation, and the organisation's own key, pinned at first sight. ECDSA P-256 with
 * SHA-256, signatures r‖s. Source: docs/engineers/protocol.md, "Threads".
 */
import { type Bytes, base64, fromBase64, hex, u32 } from '../bytes.ts';
import { place } from '../vault/seal.ts';
import type { ActiveCoach } from './answers.ts';
import type { Coach, Finding, OrganisationKeys } from './types.ts';

const POINT = 65;
const SIGNATURE = 64;
/** Milliseconds: no certificate is for more than 90 days; a day for clocks that differ. */
const LONGEST = 91 * 86_400_000;

/** What a certificate signs. `expires`: seconds since 1970. */
export const certified = (publicKey: Bytes, expires: number): Bytes => place('coach', publicKey, u32(expires));

/** What a newer key of the organisation is signed as. */
export const succeeded = (publicKey: Bytes): Bytes => place('organisation', publicKey);

/** Tells of `signature` over `signed` whether it is of this key (65 bytes). False for anything out of form. */
function verifier(key: Bytes): (signed: Bytes, signature: Bytes) => Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const coming = key.length === POINT ? crypto.subtle.importKey('raw', key, curve, false, ['verify']) : null;
  // No point of the curve: nothing is of this key.
  const imported = coming?.catch(() => null) ?? Promise.resolve(null);
  return async (signed, signature) => {
    const found = await imported;
    if (!found || signature.length !== SIGNATURE) return false;
    // A signature out of form is none.
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, found, signature, signed).catch(() => false);
  };
}

/** Whether `signature` over `signed` is of this key (65 bytes). False for anything out of form. */
export const verifies = (key: Bytes, signed: Bytes, signature: Bytes): Promise<boolean> =>
  verifier(key)(signed, signature);

/** Whether the organisation's present key is `pinned`, or leads back to it signature by signature. */
export async function succeeds(pinned: string, { key, succession = [] }: OrganisationKeys): Promise<boolean> {
  let present = pinned;
  for (const next of succession) {
    if (present === key) break;
    if (next.key === present) continue;
    const [by, newer, signature] = [bytesOf(present), bytesOf(next.key), bytesOf(next.signature)];
    if (by && newer && signature && (await verifies(by, succeeded(newer), signature))) present = next.key;
  }
  return present === key;
}

/** Whether this is a key that certificates can be held against: base64 of an uncompressed point. */
export async function isKey(text: string): Promise<boolean> {
  const bytes = bytesOf(text);
  if (bytes?.length !== POINT) return false;
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  return crypto.subtle.importKey('raw', bytes, curve, false, ['verify']).then(
    () => true,
    // No point of the curve.
    () => false,
  );
}

/**
 * Those of the server's active coaches whose certificate is the organisation's and not over at `now` (milliseconds). `known`: keys
 * that coaches have been met with before.
 */
export async function verified(
  coaches: ActiveCoach[],
  organisationKey: string,
  now: number,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<{ coaches: Coach[]; findings: Finding[] }> {
  const isSigned = verifier(bytesOf(organisationKey) ?? new Uint8Array());
  const signed = await Promise.all(
    coaches.map(async ({ public_key, expires, certificate }) => {
      const [key, signature] = [bytesOf(public_key), bytesOf(certificate)];
      return key !== null && signature !== null && isSigned(certified(key, expires), signature);
    }),
  );
  const found: Coach[] = [];
  const findings: Finding[] = [];
  for (const [at, { id, public_key, expires }] of coaches.entries()) {
    const code = found.some((it) => it.id === id || it.key === public_key)
      ? 'coach-repeated'
      : known.has(id) && known.get(id) !== public_key
        ? 'coach-key-changed'
        : !signed[at]
          ? 'forged-certificate'
          : expires * 1000 > now + LONGEST
            ? 'forged-certificate'
            : expires * 1000 <= now
              ? 'expired-certificate'
              : null;
    if (code) findings.push({ code, coach: id });
    else found.push({ id, key: public_key, expires });
  }
  return { coaches: found, findings };
}

/** A public key as people read it to each other: 16 bytes of its SHA-256 in groups of four digits. */
export async function fingerprint(publicKey: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey)).slice(0, 16);
  return hex(digest).replace(/(.{4})(?=.)/g, '$1 ');
}

/** Null for what is not standard base64 in its one form. */
function bytesOf(text: string): Bytes | null {
  try {
    const bytes = fromBase64(text);
    return base64(bytes) === text ? bytes : null;
  } catch {
    // Not base64 at all.
    return null;
  }
}
