/**
 * The organisation's key, pinned in the vault at first sight. Each key that was ever pinned has a field of its own, so that two
 * devices that were shown different ones find out when they meet. Source: docs/protocol.md, "Threads".
 */
import type { Fields } from '../../domain/plain.ts';
import { hex, utf8 } from '../bytes.ts';
import { isKey, succeeds } from './certificate.ts';
import type { Organisation } from './types.ts';

/** Kind and name of the record. */
export const organisationRecord = 'organisation';

/** Every key that was pinned. */
export const pinnedKeys = (fields: Fields | undefined): string[] =>
  Object.entries(fields ?? {}).flatMap(([field, value]) =>
    field.startsWith('key_') && typeof value === 'string' ? [value] : [],
  );

/** The fields that pin this key beside the others. */
export async function pinFields(key: string): Promise<Fields> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(key)));
  return { [`key_${hex(digest.slice(0, 8))}`]: key };
}

/**
 * Whether the pack's key may be believed: every pinned one is it, or leads to it. `pin`: it is not pinned itself yet. `none`: the
 * pack names no key: nobody new is a coach.
 */
export async function trusted(
  organisation: Organisation,
  pinned: string[],
): Promise<{ trust: 'none' | 'changed' } | { trust: 'trusted'; pin: boolean }> {
  if (organisation.key === '') return { trust: 'none' };
  if (!(await isKey(organisation.key))) return { trust: 'changed' };
  for (const key of pinned) if (!(await succeeds(key, organisation))) return { trust: 'changed' };
  return { trust: 'trusted', pin: !pinned.includes(organisation.key) };
}
