/**
 * Whether what a server shows of a thread can be the whole of it, in order: an honest one gives every message of either direction
 * the next `seq`, and every message of one direction the next `n`. Used by both sides.
 */
import { Foreign, Unreadable } from '../vault/seal.ts';
import type { Message, ThreadPage } from './answers.ts';
import { type Content, isWithdrawal, readContent, type Withdrawal } from './contents.ts';
import type { Direction } from './keys.ts';
import { markOf, type ThreadSeals } from './message.ts';
import type { Finding } from './types.ts';

/** A message as it was seen: its place in the thread, and the mark of its sealed bytes. */
export interface SeenMessage {
  seq: number;
  mark: string;
}

/** What was seen of a thread before. */
export interface SeenThread {
  /** The highest place that was ever seen. */
  seq: number;
  /** By `u/1`. */
  known: ReadonlyMap<string, SeenMessage>;
}

/** A message that opens at its place. */
export interface OpenedMessage {
  seq: number;
  from: Direction;
  n: number;
  coach: string | null;
  day: string;
  mark: string;
  content: Content | Withdrawal;
}

/** Reads pages one after the other and remembers what is odd. */
export class ThreadReader {
  readonly opened: OpenedMessage[] = [];
  /** Places that hold nothing to be shown. */
  readonly bad: number[] = [];
  readonly findings: Finding[] = [];
  /** What to ask the next page after. */
  after: number;
  private readonly seals: ThreadSeals;
  private readonly seen: SeenThread;
  private readonly last: Record<Direction, number> = { u: 0, c: 0 };
  private readonly met = new Map<string, string>();
  /** The places in the thread at which something was seen before. */
  private readonly taken: ReadonlySet<number>;
  private readonly said = new Set<string>();

  /** `from`: the first page is asked for after it; 0 reads the whole thread anew. */
  constructor(seals: ThreadSeals, seen: SeenThread, from: number) {
    this.seals = seals;
    this.seen = seen;
    this.after = from;
    this.taken = new Set([...seen.known.values()].map(({ seq }) => seq));
    for (const [place, { seq }] of seen.known) {
      const [direction, n] = place.split('/');
      if (seq <= from && (direction === 'u' || direction === 'c'))
        this.last[direction] = Math.max(this.last[direction], Number(n));
    }
  }

  /** False when the page leads nowhere: the server answers in circles. */
  async take(page: ThreadPage): Promise<boolean> {
    const start = this.after;
    for (const message of page.messages) await this.one(message);
    if (page.more) return this.after > start;
    if (page.seq < this.seen.seq) this.find({ code: 'older-thread' });
    else if (page.seq > this.after) this.find({ code: 'missing' });
    return true;
  }

  private async one({ seq, from, n, coach, day, sealed }: Message): Promise<void> {
    const place = `${from}/${n}`;
    const mark = await markOf(sealed);
    const before = this.seen.known.get(place);
    const fresh = seq > this.after;
    if (seq > this.after + 1) this.find({ code: 'missing' });
    this.after = Math.max(this.after, seq);
    if (this.met.get(place) === mark || (before?.mark === mark && before.seq !== seq)) {
      if (fresh) this.bad.push(seq);
      return this.find({ code: 'repeated', from, n });
    }
    // Where something else was seen, nobody can have written since.
    const isTaken = before === undefined && this.taken.has(seq);
    if (!fresh || isTaken) this.find({ code: 'reordered', from, n });
    const content = await this.open(from, n, sealed);
    const other = this.met.has(place) || (before !== undefined && before.mark !== mark);
    if (content === null || other) {
      if (fresh) this.bad.push(seq);
      // What it claims to be is not missed as well.
      if (n === this.last[from] + 1) this.last[from] = n;
      return this.find({ code: content === null ? 'unreadable' : 'changed', from, n });
    }
    this.met.set(place, mark);
    if (n > this.last[from] + 1) this.find({ code: 'missing', from, n: this.last[from] + 1 });
    else if (n < this.last[from]) this.find({ code: 'reordered', from, n });
    this.last[from] = Math.max(this.last[from], n);
    this.opened.push({ seq, from, n, coach: isTaken ? null : coach, day, mark, content });
  }

  private async open(from: Direction, n: number, sealed: Message['sealed']): Promise<Content | Withdrawal | null> {
    try {
      const value = await this.seals.open(from, n, sealed);
      return isWithdrawal(value) ? { withdrew: value.withdrew } : readContent(from, value);
    } catch (fault) {
      // A suite of a newer app is none that the server takes.
      if (fault instanceof Foreign || fault instanceof Unreadable) return null;
      throw fault;
    }
  }

  /** The same is said once a reading. */
  private find(finding: Finding): void {
    const key = keyOf(finding);
    if (this.said.has(key)) return;
    this.said.add(key);
    this.findings.push(finding);
  }
}

/** What a finding is known again by. */
export const keyOf = ({ code, coach, from, n }: Finding): string => [code, coach, from, n].join('/');
