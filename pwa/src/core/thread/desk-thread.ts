/** One thread as a coach's laptop has it in memory: its letters and notes, held against what was seen before. */
import { isProven } from '../model/coach-proof.ts';
import type { Root } from '../vault/seal.ts';
import type { CoachPage, SealedNote } from './answers.ts';
import { isWithdrawal, readNote } from './contents.ts';
import type { ThreadSeals } from './message.ts';
import { isAside } from './owed.ts';
import { keyOf, type OpenedMessage, type SeenMessage, ThreadReader } from './sequence.ts';
import type { Case, Coach, Finding, FromPerson, InboxLine, Letter, NoteLine } from './types.ts';

/** The server takes no more of a thread. */
const MOST_NOTES = 2_000;

export type InboxOpening = InboxLine['opening'];

/** What the inbox shows of a first message; null for what is none. */
export function openingOf(content: unknown): InboxOpening {
  const it = content as Extract<FromPerson, { kind: 'opening' }> | null;
  if (it?.kind !== 'opening') return null;
  const { alias, programme, locale, about } = it;
  return { alias, programme, locale, about };
}

/** `between`: what this laptop shares with a coach; null for one whom it has not verified. */
export type Between = (coach: string) => Promise<Root | null>;

interface OpenedNote extends NoteLine {
  opened: { content: unknown; proof: string };
}

export class DeskThread {
  readonly id: string;
  readonly seals: ThreadSeals;
  page: Pick<CoachPage, 'seq' | 'readByPerson' | 'readByCoach' | 'coaches'> | null = null;
  private opened: OpenedMessage[] = [];
  private readonly notes = new Map<number, OpenedNote>();
  /** Notes that do not open. */
  private readonly shut = new Set<number>();
  private readonly bad = new Set<number>();
  private readonly findings = new Map<string, Finding>();
  /** The highest place that any reading of it has seen. */
  private seen: number;

  constructor(id: string, seals: ThreadSeals, seen: number) {
    this.id = id;
    this.seals = seals;
    this.seen = seen;
  }

  /** Reads on from where this file is whole. */
  reader(): ThreadReader {
    const known = new Map<string, SeenMessage>(this.opened.map((it) => [`${it.from}/${it.n}`, it]));
    const places = new Set([...this.opened.map(({ seq }) => seq), ...this.bad]);
    let whole = 0;
    while (places.has(whole + 1)) whole += 1;
    return new ThreadReader(this.seals, { seq: this.seen, known }, whole);
  }

  /** What a reading has come to; `page`: its last one. */
  take(reader: ThreadReader, { seq, readByPerson, readByCoach, coaches }: CoachPage, coach: string): void {
    for (const opened of reader.opened) {
      const known = this.opened.find(({ from, n }) => from === opened.from && n === opened.n);
      if (known) known.seq = opened.seq;
      else this.opened.push(opened);
    }
    this.opened.sort((a, b) => a.seq - b.seq);
    for (const bad of reader.bad) this.bad.add(bad);
    this.find(reader.findings);
    if (!coaches.includes(coach)) this.find([{ code: 'coach-gone', coach }]);
    this.page = { seq, readByPerson, readByCoach, coaches };
    this.seen = Math.max(this.seen, seq);
  }

  async takeNotes(notes: SealedNote[], privateKey: CryptoKey): Promise<void> {
    for (const { n, author, day, sealed } of notes) {
      if (this.notes.has(n)) continue;
      // Found unreadable, which the thread shows.
      const opened = await this.seals.openNote(privateKey, n, sealed).catch(() => null);
      if (!opened) {
        this.shut.add(n);
        this.find([{ code: 'unreadable', coach: author, n }]);
      } else this.notes.set(n, { n, author, day, content: readNote(opened.content), proven: false, opened });
    }
  }

  /** Holds each note against the coach whom the server names. */
  async weighNotes(between: Between): Promise<void> {
    for (const note of this.notes.values()) {
      if (note.proven) continue;
      const shared = await between(note.author);
      note.proven = shared !== null && (await this.seals.isNoteBy(note.author, shared, note.n, note.opened));
    }
  }

  /** Who is said to have written in it. */
  get authors(): string[] {
    const answers = this.opened.flatMap(({ from, coach }) => (from === 'c' && coach ? [coach] : []));
    return [...new Set([...answers, ...[...this.notes.values()].map(({ author }) => author)])];
  }

  /** The notes that are here. */
  get noted(): number[] {
    return [...this.notes.keys()].sort((a, b) => a - b);
  }

  /** The number that the next answer takes. */
  get next(): number {
    return 1 + Math.max(0, ...this.opened.filter(({ from }) => from === 'c').map(({ n }) => n));
  }

  get lastNote(): number {
    return Math.max(0, ...this.notes.keys());
  }

  get opening(): InboxOpening {
    return openingOf(this.opened.find(({ from, n }) => from === 'u' && n === 1)?.content);
  }

  /** An answer of this coach's own that can be taken back. */
  owns(coach: string, n: number): boolean {
    return this.opened.some((it) => it.from === 'c' && it.n === n && it.coach === coach && !isWithdrawal(it.content));
  }

  hasNote(author: string, n: number, words: string): boolean {
    const note = this.notes.get(n);
    return note?.author === author && note.proven && JSON.stringify(note.content) === words;
  }

  /**
   * `coaches`: everybody who was ever verified, oneself among them. `had`: the notes that this laptop has ever opened, and `lastNote`
   * the number of the thread's last one, whoever it was for.
   */
  view(coaches: Coach[], trusted: boolean, had: number[], lastNote: number): Case {
    const findings = new Map(this.findings);
    const say = (finding: Finding) => findings.set(keyOf(finding), finding);
    const proven = (it: OpenedMessage): boolean =>
      it.from === 'u' || (trusted && isProven(coaches, { ...it, since: '', thread: this.id }));
    const taken = new Set<OpenedMessage>();
    for (const by of this.opened) {
      if (!isWithdrawal(by.content)) continue;
      const { withdrew } = by.content;
      const target = this.opened.find(({ from, n }) => from === by.from && n === withdrew);
      if (!target) continue;
      if (by.from === 'u' || (by.coach !== null && by.coach === target.coach)) taken.add(target);
      else say({ code: 'foreign-withdrawal', ...(by.coach && { coach: by.coach }), from: 'c', n: target.n });
    }
    const letters = this.opened.flatMap((it): Letter[] => {
      if (isWithdrawal(it.content)) return [];
      if (!proven(it)) {
        const known = coaches.some(({ id }) => id === it.coach);
        say({
          code: known ? 'expired-coach' : 'unknown-coach',
          ...(it.coach && { coach: it.coach }),
          from: 'c',
          n: it.n,
        });
      }
      return [
        {
          key: `${this.id}/${it.from}/${it.n}`,
          from: it.from,
          n: it.n,
          seq: it.seq,
          day: it.day,
          coach: it.coach,
          proven: proven(it),
          earlier: false,
          content: taken.has(it) ? null : it.content,
          read: it.seq <= ((it.from === 'u' ? this.page?.readByCoach : this.page?.readByPerson) ?? 0),
          sent: 'sent',
        },
      ];
    });
    const notes = [...this.notes.values()]
      .sort((a, b) => a.n - b.n)
      .map(({ opened: _, ...note }): NoteLine => {
        const by = { thread: this.id, from: 'c' as const, coach: note.author, day: note.day, since: '', seq: 0 };
        return { ...note, proven: note.proven && trusted && isProven(coaches, by) };
      });
    const said = notes.filter((it) => it.proven);
    const aside = said.flatMap(({ content, day }) => (content.kind === 'waiting' ? [{ ...content, day }] : [])).at(-1);
    const handed = said.findLast(({ content }) => content.kind === 'handed')?.content;
    const rhythm = letters.findLast(({ content }) => content?.kind === 'rhythm')?.content;
    return {
      thread: this.id,
      seq: Math.max(0, ...this.opened.map(({ seq }) => seq), ...this.bad),
      opening: this.opening,
      letters,
      notes,
      lostNotes: this.lost(had, lastNote),
      lastNote,
      waiting: isAside(letters, [...this.bad], aside),
      handed: handed?.kind === 'handed' ? handed.to : null,
      rhythm: rhythm?.kind === 'rhythm' ? rhythm.every : null,
      readers: this.page?.coaches ?? [],
      findings: [...findings.values()],
    };
  }

  /** The numbers that are not here, from the first note on that this laptop was ever given. */
  private lost(had: number[], lastNote: number): number[] {
    const seen = [...had, ...this.notes.keys()];
    if (seen.length === 0) return [];
    const [first, last] = [Math.min(...seen), Math.max(lastNote, ...seen)];
    const between = Array.from({ length: Math.min(last - first + 1, MOST_NOTES) }, (_, at) => first + at);
    return between.filter((n) => !this.notes.has(n) && !this.shut.has(n));
  }

  find(findings: Finding[]): void {
    for (const finding of findings) this.findings.set(keyOf(finding), finding);
  }
}
