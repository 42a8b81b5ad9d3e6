/** Holds the organisation's key against those that were pinned. Source: docs/engineers/protocol.md, "Threads". */
import { isKey, succeeds } from './certificate.ts';
import type { OrganisationKeys } from './types.ts';

/**
 * Whether the pack's key may be believed: every pinned one is it, or leads to it. `pin`: it is not pinned itself yet. `none`: the
 * pack names no key: nobody new is a coach.
 */
export async function trusted(
  organisation: OrganisationKeys,
  pinned: string[],
): Promise<{ trust: 'none' | 'changed' } | { trust: 'trusted'; pin: boolean }> {
  if (organisation.key === '') return { trust: 'none' };
  if (!(await isKey(organisation.key))) return { trust: 'changed' };
  for (const key of pinned) if (!(await succeeds(key, organisation))) return { trust: 'changed' };
  return { trust: 'trusted', pin: !pinned.includes(organisation.key) };
}
