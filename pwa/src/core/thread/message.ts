/** Sealing and opening the messages, the key and the notes of one thread. Source: docs/engineers/protocol.md, "Threads". */
import { type Bytes, fromUtf8, hex, utf8 } from '../bytes.ts';
import { open, pad, place, type Root, rootKey, seal, Unreadable, unpad } from '../vault/seal.ts';
import { type Direction, envelopeInfo, messageKey, messagePlace, noteInfo, noteProof } from './keys.ts';

const IV = 12;

/** What sealed bytes are known again by: 8 bytes of their SHA-256 in hex. */
export async function markOf(sealed: Bytes): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', sealed)).slice(0, 8));
}

/**
 * The iv of a first message, from what rests with its thread and from its words: every device that has the record sends the same
 * bytes, and other words, of a later version of the app too, never have the same iv. Source: docs/engineers/protocol.md, "Threads".
 */
export async function openingIv(seed: Bytes, plain: string): Promise<Bytes> {
  const digest = await crypto.subtle.digest('SHA-256', place('opening', seed, utf8(plain)));
  return new Uint8Array(digest).slice(0, IV);
}

/** What the first message says, with nothing made that it does not need; as `ThreadSeals.open`. `key`: CK */
export async function openOpening(id: string, key: Bytes, sealed: Bytes): Promise<unknown> {
  return parsed(await open(await messageKey(await rootKey(key), 'u'), sealed, messagePlace(id, 'u', 1)));
}

/** What coaches and the person's devices have of a thread: its id and CK. */
export class ThreadSeals {
  readonly id: string;
  private readonly from: Root;
  private readonly keys: Record<Direction, CryptoKey>;

  private constructor(id: string, from: Root, keys: Record<Direction, CryptoKey>) {
    this.id = id;
    this.from = from;
    this.keys = keys;
  }

  /** `key`: CK, 32 bytes */
  static async of(id: string, key: Bytes): Promise<ThreadSeals> {
    const from = await rootKey(key);
    const [u, c] = await Promise.all([messageKey(from, 'u'), messageKey(from, 'c')]);
    return new ThreadSeals(id, from, { u, c });
  }

  /** `plain`: JSON. The same iv gives the same bytes: for sending once more what was sent. */
  seal(direction: Direction, number: number, plain: string, iv?: Bytes): Promise<Bytes> {
    return seal(this.keys[direction], pad(utf8(plain)), messagePlace(this.id, direction, number), iv);
  }

  /**
   * What was sealed as this number in this direction of this thread; throws `Unreadable` for anything else, `Foreign` for a suite
   * of a newer app. Null for what opens and is no JSON.
   */
  async open(direction: Direction, number: number, sealed: Bytes): Promise<unknown> {
    return parsed(await open(this.keys[direction], sealed, messagePlace(this.id, direction, number)));
  }

  /** A note for one coach, with the proof of who wrote it. `publicKey`: the reader's, 65 bytes; `between`: of author and reader */
  async sealNote(publicKey: Bytes, number: number, content: object, author: string, between: Root): Promise<Bytes> {
    const { sealTo } = await import('./hpke.ts');
    const words = JSON.stringify(content);
    const proof = await noteProof(this.from, between, author, number, words);
    const plain = JSON.stringify({ ...content, proof });
    return sealTo(publicKey, noteInfo(this.id, number), pad(utf8(plain)));
  }

  /** `proof`: for `isNoteBy`; empty for none. Throws `Unreadable`. */
  async openNote(privateKey: CryptoKey, number: number, sealed: Bytes): Promise<{ content: unknown; proof: string }> {
    const { openAs } = await import('./hpke.ts');
    const value = parsed(await openAs(privateKey, noteInfo(this.id, number), sealed));
    if (value === null || typeof value !== 'object') return { content: value, proof: '' };
    const { proof, ...content } = value as Record<string, unknown>;
    return { content, proof: typeof proof === 'string' ? proof : '' };
  }

  /** Whether this very coach wrote what was opened as note `number`. `between`: of author and reader */
  async isNoteBy(
    author: string,
    between: Root,
    number: number,
    { content, proof }: { content: unknown; proof: string },
  ): Promise<boolean> {
    return proof === (await noteProof(this.from, between, author, number, JSON.stringify(content)));
  }
}

/** CK for one coach: 113 bytes. Throws when `publicKey` is no point of the curve. */
export async function sealThreadKey(publicKey: Bytes, threadId: string, key: Bytes): Promise<Bytes> {
  const { sealTo } = await import('./hpke.ts');
  return sealTo(publicKey, envelopeInfo(threadId), key);
}

/** CK. Throws `Unreadable`. */
export async function openThreadKey(privateKey: CryptoKey, threadId: string, envelope: Bytes): Promise<Bytes> {
  const { openAs } = await import('./hpke.ts');
  const key = await openAs(privateKey, envelopeInfo(threadId), envelope);
  if (key.length !== 32) throw new Unreadable('no thread key');
  return key;
}

function parsed(padded: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(unpad(padded)));
  } catch {
    // Not in a form that this app knows: it is shown as unreadable.
    return null;
  }
}
