/** The coaches as another coach's laptop has verified them: those who are active, and those it has met before. */
import { type Bytes, base64, fromBase64 } from '../bytes.ts';
import type { CoachState } from './answers.ts';
import { certified, fingerprint, verified, verifies } from './certificate.ts';
import { trusted } from './pinning.ts';
import type { Coach, CoachStanding, Finding, OrganisationKeys } from './types.ts';

/** What the desk remembers of them. */
export interface Met {
  pinned: string[];
  coaches: Coach[];
  /** Whether this coach was active and certified when it was asked last. */
  active?: boolean;
}

export interface Weighed {
  standing: CoachStanding;
  met: Met;
}

/** Holds what the server says of this coach and the others against the organisation's key. `publicKey`: this coach's own. */
export async function weigh(
  id: string,
  publicKey: Bytes,
  own: CoachState,
  organisation: OrganisationKeys,
  met: Met,
  now: number,
): Promise<Weighed> {
  const findings: Finding[] = [];
  const { trust } = await trusted(organisation, met.pinned);
  if (trust === 'changed') findings.push({ code: 'organisation-changed' });
  const key = base64(publicKey);
  if (own.public_key !== key) findings.push({ code: 'coach-key-changed', coach: id });
  const certificate = trust === 'trusted' && own.public_key === key ? own.certificate : null;
  const good =
    certificate !== null &&
    own.expires !== null &&
    (await verifies(fromBase64(organisation.key), certified(publicKey, own.expires), bytes(certificate)));
  if (certificate !== null && !good) findings.push({ code: 'forged-certificate', coach: id });
  const known = new Map([...met.coaches.map((it): [string, string] => [it.id, it.key]), [id, key]]);
  const others =
    trust === 'trusted' ? await verified(own.others, organisation.key, now, known) : { coaches: [], findings: [] };
  findings.push(...others.findings);
  const over = own.expired || (own.expires !== null && own.expires * 1000 <= now);
  const fresh = others.coaches.filter((it) => it.id !== id);
  return {
    standing: {
      state: own.state === 'active' && over ? 'expired' : own.state,
      expires: own.expires,
      certified: good && !over,
      fingerprint: await fingerprint(publicKey),
      others: fresh,
      alone: own.alone,
      findings,
    },
    met: {
      pinned: trust === 'trusted' ? [...new Set([...met.pinned, organisation.key])] : met.pinned,
      active: own.state === 'active' && good && !over,
      coaches: [...met.coaches.filter((it) => !fresh.some((other) => other.id === it.id)), ...fresh],
    },
  };
}

function bytes(text: string): Bytes {
  try {
    return fromBase64(text);
  } catch {
    // No base64, and so nobody's key.
    return new Uint8Array();
  }
}
