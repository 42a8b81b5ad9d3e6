/**
 * What only this laptop has: drafts, answers on their way, whom it has met. Every tab of the console writes the same blob, so a
 * write says what has changed, and that is laid on what rests by then.
 */
import type { Bytes } from '../bytes.ts';
import { noted } from '../faults.ts';
import { isRecord } from '../model/codec.ts';
import { Tabs } from '../vault/tabs.ts';
import type { Met } from './colleagues.ts';
import type { DeskStore, SealedBlob } from './desk-store.ts';
import { joined } from './joined.ts';
import { ASIDE_DAYS } from './types.ts';

export interface DeskRestContents {
  met: Met;
  drafts: Record<string, string>;
  /** Answers whose outcome is not known: sent again unchanged. */
  outgoing: Record<string, { n: number; plain: string; iv: string; answers?: number }>;
  /** What was not sent when the server said that this coach is revoked. `since`: milliseconds since 1970. */
  aside?: Pick<DeskRestContents, 'drafts' | 'outgoing'> & { since: number };
}

export const deskBlob: SealedBlob<DeskRestContents> = {
  name: 'desk',
  is: (it): it is DeskRestContents => isRecord(it) && [it.met, it.drafts, it.outgoing].every(isRecord),
};

type Patch = (rest: DeskRestContents) => DeskRestContents;

const DAY = 86_400_000;

const nothing: DeskRestContents = { met: { pinned: [], coaches: [] }, drafts: {}, outgoing: {} };

/** `of` without one name. */
export function withoutName<T>(of: Record<string, T>, name: string): Record<string, T> {
  const { [name]: _, ...others } = of;
  return others;
}

type Drafts = DeskRestContents['drafts'];

/** With what was written since, each from its `base`. */
function laid(drafts: Drafts, written: readonly [string, { text: string; base: string }][]): Drafts {
  const all = { ...drafts };
  for (const [name, { text, base }] of written) {
    const next = joined(base, all[name] ?? '', text);
    if (next === '') delete all[name];
    else all[name] = next;
  }
  return all;
}

/** Two that know nothing of each other: where both have words, both stay. */
const beside = (drafts: Drafts, more: Drafts): Drafts =>
  laid(
    drafts,
    Object.entries(more).map(([name, text]) => [name, { text, base: '' }]),
  );

export class DeskRest {
  /** The last write found no room, or no disk: what it was to keep is in memory, and is tried again with the next one. */
  failed = false;
  private readonly store: DeskStore;
  private readonly secret: Bytes;
  private readonly told: () => void;
  private readonly tabs: Tabs;
  /** As it was seen on the disk last. */
  private kept: DeskRestContents = nothing;
  private patches: Patch[] = [];
  /** Drafts on their way to the disk, and what each was written from. */
  private readonly written = new Map<string, { text: string; base: string }>();
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(store: DeskStore, secret: Bytes, told: () => void) {
    this.store = store;
    this.secret = secret;
    this.told = told;
    this.tabs = new Tabs(store.name, (word) => {
      if (word === 'changed') void this.reload().catch(noted('desk reload'));
    });
  }

  /** Takes in what rests: at the start, and when another tab has written. */
  reload(): Promise<void> {
    return this.inOrder(async () => {
      const kept = await this.store.blob(deskBlob, this.secret);
      if (this.closed || !kept) return;
      this.kept = kept;
      this.told();
    });
  }

  get met(): Met {
    return this.now().met;
  }

  get outgoing(): DeskRestContents['outgoing'] {
    return this.now().outgoing;
  }

  /** The threads with something of this laptop's own. */
  get names(): string[] {
    const { drafts, outgoing } = this.now();
    return [...new Set([...Object.keys(drafts), ...this.written.keys(), ...Object.keys(outgoing)])];
  }

  draft(name: string): string {
    return this.written.get(name)?.text ?? this.now().drafts[name] ?? '';
  }

  /** Resolves when it rests on the disk; throws when it could not be put there. */
  keepDraft(name: string, text: string): Promise<void> {
    const base = this.written.get(name)?.base ?? this.kept.drafts[name] ?? '';
    this.written.set(name, { text, base });
    return this.write();
  }

  /** Resolves when it rests on the disk or could not be put there: it is in memory in any case. */
  change(patch: Patch): Promise<void> {
    this.patches.push(patch);
    // Whoever looks at `failed` sees it, and `write` tries again.
    return this.write().catch(() => undefined);
  }

  /** Everything of a thread that is no more. */
  forget(name: string): Promise<void> {
    if (!this.names.includes(name)) return Promise.resolve();
    this.written.delete(name);
    return this.change((rest) => ({
      ...rest,
      drafts: withoutName(rest.drafts, name),
      outgoing: withoutName(rest.outgoing, name),
    }));
  }

  /** Everything of every thread goes out of sight and stays sealed. Whom the laptop has met stays. `now`: milliseconds since 1970. */
  async setAside(now: number): Promise<void> {
    if (this.names.length === 0) return;
    const written = [...this.written];
    this.written.clear();
    await this.change(({ aside, ...rest }) => ({
      ...rest,
      drafts: {},
      outgoing: {},
      aside: {
        since: aside?.since ?? now,
        drafts: beside(aside?.drafts ?? {}, laid(rest.drafts, written)),
        outgoing: { ...aside?.outgoing, ...rest.outgoing },
      },
    }));
  }

  /** It was a lie, or a mistake. */
  async bringBack(): Promise<void> {
    if (!this.now().aside) return;
    await this.change(({ aside, ...rest }) => ({
      ...rest,
      drafts: beside(rest.drafts, aside?.drafts ?? {}),
      outgoing: { ...aside?.outgoing, ...rest.outgoing },
    }));
  }

  /** What was set aside long ago goes. `now` as in `setAside`. */
  async letGo(now: number): Promise<void> {
    const { aside } = this.now();
    if (aside && now - aside.since >= ASIDE_DAYS * DAY) await this.change(({ aside: _, ...rest }) => rest);
  }

  close(): void {
    this.closed = true;
    this.tabs.close();
  }

  private now(): DeskRestContents {
    return this.patches.reduce((rest, patch) => patch(rest), this.kept);
  }

  /** Writes what has not been written yet; once more what could not be. */
  write(): Promise<void> {
    return this.inOrder(async () => {
      const [patches, written] = [[...this.patches], [...this.written]];
      if (patches.length + written.length === 0) return;
      const before = this.failed;
      try {
        this.kept = await this.store.change(deskBlob, this.secret, (stored) => {
          const rest = patches.reduce((it, patch) => patch(it), stored ?? nothing);
          return { ...rest, drafts: laid(rest.drafts, written) };
        });
        this.failed = false;
      } catch (fault) {
        this.failed = true;
        if (!before) this.told();
        throw fault;
      }
      this.patches = this.patches.filter((patch) => !patches.includes(patch));
      for (const [name, { text }] of written) {
        const now = this.written.get(name);
        if (now?.text === text) this.written.delete(name);
        // Written on meanwhile, from this text.
        else if (now) now.base = text;
      }
      if (this.closed) return;
      this.tabs.tell('changed');
      this.told();
    });
  }

  /** What is written later comes to rest later. */
  private inOrder(work: () => Promise<void>): Promise<void> {
    const mine = this.writing.then(work);
    // Whoever writes hears of it.
    this.writing = mine.catch(() => undefined);
    return mine;
  }
}
