/** The ids and keys of a thread, of a coach, and of what is sealed for coaches. Source: docs/engineers/protocol.md, "Threads". */
import { type Bytes, concat, fromHex, hex, u32, utf8 } from '../bytes.ts';
import { type BoxKey, derive, deriveAes, place, type Root, rootKey } from '../vault/seal.ts';

const ID = 16;
const SECRET = 32;

export type Direction = 'u' | 'c';

/** The thread of a secret (TS) as a box on the server. */
export async function threadBox(secret: Bytes): Promise<BoxKey> {
  const from = await rootKey(secret);
  const [id, auth] = await Promise.all([derive(from, 'thread/id', ID), derive(from, 'thread/auth', SECRET)]);
  return { id: hex(id), auth: hex(auth) };
}

/** CK: what coaches are given. 32 bytes. */
export async function threadKey(secret: Bytes): Promise<Bytes> {
  return derive(await rootKey(secret), 'thread/key', SECRET);
}

/** The key of all messages of one direction. */
export function messageKey(thread: Root, direction: Direction): Promise<CryptoKey> {
  return deriveAes(thread, `message/${direction}`);
}

/** What a message is bound to. */
export function messagePlace(threadId: string, direction: Direction, number: number): Bytes {
  return place('message', fromHex(threadId), utf8(direction), u32(number));
}

/** HPKE's info for a thread key in its envelope. */
export const envelopeInfo = (threadId: string): Bytes => place('thread', fromHex(threadId));

/** HPKE's info for a note of a thread. */
export const noteInfo = (threadId: string, number: number): Bytes => place('note', fromHex(threadId), u32(number));

/** What two coaches share and nobody else can have: ECDH of one's private and the other's certified key (65 bytes), either way round. */
export async function betweenCoaches(privateKey: CryptoKey, publicKey: Bytes): Promise<Root> {
  const other = await crypto.subtle.importKey('raw', publicKey, { name: 'ECDH', namedCurve: 'P-256' }, false, []);
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, privateKey, SECRET * 8);
  return rootKey(new Uint8Array(bits));
}

/**
 * What shows who wrote a note: HPKE alone would take it from anybody. Only `author` and this reader have `between`, and only who is
 * in the thread has its key. `author`: 16 bytes in hex. 16 bytes in hex.
 */
export async function noteProof(
  thread: Root,
  between: Root,
  author: string,
  number: number,
  words: string,
): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(words)));
  const ofThread = await derive(thread, concat(utf8('note/'), u32(number), digest), ID);
  return hex(await derive(between, concat(utf8('note/'), fromHex(author), ofThread), ID));
}

/** A coach, all of it from one secret of 16 bytes: that is what the printed code stands for. */
export async function coachBox(secret: Bytes): Promise<BoxKey> {
  const from = await rootKey(secret);
  const [id, auth] = await Promise.all([derive(from, 'coach/id', ID), derive(from, 'coach/auth', SECRET)]);
  return { id: hex(id), auth: hex(auth) };
}

/** What the coach's HPKE key pair is derived from (RFC 9180, DeriveKeyPair). */
export async function coachSeed(secret: Bytes): Promise<Bytes> {
  return derive(await rootKey(secret), 'coach/key', SECRET);
}

/** Keys of what the console keeps on its laptop. */
export async function coachRest(secret: Bytes, what: 'desk' | 'cache'): Promise<CryptoKey> {
  return deriveAes(await rootKey(secret), `coach/${what}`);
}
