/**
 * For the service worker: whether a coach has written something that the person has not seen. One question a thread, and nothing is
 * kept: the app fetches it, holds it against what it knows, and says what is odd.
 */

import { fromHex, fromUtf8 } from '../bytes.ts';
import { isProven } from '../model/coach-proof.ts';
import type { Entry } from '../model/plain.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { open, rootKey, unpad } from '../vault/seal.ts';
import type { Message } from './answers.ts';
import { ThreadApi } from './api.ts';
import { isWithdrawal, readContent } from './contents.ts';
import { type HeldThread, heldThreads, lettersOf } from './held.ts';
import { messageKey, messagePlace, threadKey } from './keys.ts';

type Entries = ReadonlyMap<string, Entry>;

/** Threads of which the server tells a phone by itself are not asked about. False when there is no answer. */
export async function answerWaits(
  entries: Entries,
  around: Pick<VaultEnvironment, 'server' | 'fetch'>,
): Promise<boolean> {
  const asked = heldThreads(entries).filter(({ state, told }) => state === 'open' && !told);
  if (asked.some((held) => isHere(entries, held))) return true;
  const api = new ThreadApi(around);
  // What does not open here tells of no answer; the app shows why when it is opened.
  const found = await Promise.all(asked.map((held) => isThere(api, held).catch(() => false)));
  return found.includes(true);
}

/** Fetched by the app, or by another device, and not read. */
const isHere = (entries: Entries, held: HeldThread): boolean =>
  lettersOf(entries, held.id).some(
    (it) => it.from === 'c' && it.seq > held.read && it.content !== null && isProven(held.coaches, it),
  );

async function isThere(api: ThreadApi, held: HeldThread): Promise<boolean> {
  const page = await api.page({ id: held.id, auth: held.auth }, Math.max(held.seq, held.read));
  if (!page.ok) return false;
  const key = await messageKey(await rootKey(await threadKey(fromHex(held.secret))), 'c');
  const words = new Set<number>();
  for (const message of page.value.messages) {
    if (message.from !== 'c' || !isProven(held.coaches, { ...message, since: held.asked, thread: held.id })) continue;
    // As above, of a single message.
    const content = await opened(key, held.id, message).catch(() => null);
    if (isWithdrawal(content)) words.delete(content.withdrew);
    else if (content !== null && readContent('c', content).kind !== 'unknown') words.add(message.n);
  }
  return words.size > 0;
}

async function opened(key: CryptoKey, thread: string, { n, sealed }: Message): Promise<unknown> {
  return JSON.parse(fromUtf8(unpad(await open(key, sealed, messagePlace(thread, 'c', n)))));
}
