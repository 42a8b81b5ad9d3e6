/** A photo or a recording that he made for himself, as it rests in the diary that is open. */
import type { Bytes } from '../core/bytes.ts';
import { type CalmFile, type CalmHead, headIn, joinParts, partsOf } from '../core/model/calm.ts';
import { vault } from './state.ts';

export interface CalmContent {
  head: CalmHead;
  bytes: Bytes;
}

/** Null where there is none, and where not all of it has come to this phone. */
export async function readCalm(sort: CalmFile): Promise<CalmContent | null> {
  const open = vault.peek();
  const head = open && headIn(open.entries, sort);
  const parts = head && partsOf(open.entries, head);
  if (!parts) return null;
  const bytes = await joinParts(head, await open.stored(parts));
  return bytes && { head, bytes };
}
