/** What a coach keeps for himself or herself, sealed on this machine. */
import { type Loose, recordIn } from '../core/model/codec.ts';
import type { Case } from '../core/thread/types.ts';
import { absencesIn, type Marks, namesIn } from './lines.ts';

export interface Own {
  /** What is signed with. */
  name: string;
  /** Colleagues by id, as they are called here. */
  names: Readonly<Record<string, string>>;
  /** What they have signed with. */
  met: Readonly<Record<string, string>>;
  /** The last day on which each has told that he or she is away. */
  away: Readonly<Record<string, string>>;
  /** Single letters are keys. */
  letters: boolean;
  /** Threads that are put aside or handed over, as their notes said last. */
  marks: Readonly<Record<string, Marks>>;
  /** Threads with notes that this coach has not looked at. */
  news: readonly string[];
}

const none: Own = { name: '', names: {}, met: {}, away: {}, letters: true, marks: {}, news: [] };

const entries = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === 'object' ? Object.entries(value) : [];

const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(entries(value).filter((it): it is [string, string] => typeof it[1] === 'string'));

/** Without a place, as an earlier console kept them, they have to be looked at. */
function marks(value: unknown): Marks | null {
  const { aside, handed, seq = 0 } = (value ?? {}) as Partial<Marks>;
  const known = typeof aside === 'boolean' && (handed === null || typeof handed === 'string');
  return known && Number.isSafeInteger(seq) ? { aside, handed, seq } : null;
}

export function readOwn(kept: string): Own {
  let found: Loose;
  try {
    found = recordIn(JSON.parse(kept));
  } catch {
    // Nothing was kept yet, or it cannot be read.
    return none;
  }
  const { name, names, letters, news } = found;
  return {
    name: typeof name === 'string' ? name : '',
    names: texts(names),
    met: texts(found.met),
    away: texts(found.away),
    letters: letters !== false,
    marks: Object.fromEntries(
      entries(found.marks).flatMap(([thread, value]): [string, Marks][] => {
        const read = marks(value);
        return read ? [[thread, read]] : [];
      }),
    ),
    news: Array.isArray(news) ? news.filter((it) => typeof it === 'string') : [],
  };
}

export const writeOwn = (own: Own): string => JSON.stringify(own);

/** With what a thread's notes say. The same object when nothing has changed. */
export function learnt(own: Own, thread: string, next: Marks, seen: boolean): Own {
  const before = own.marks[thread];
  const bare = !next.aside && next.handed === null;
  const same = bare
    ? !before
    : before?.aside === next.aside && before.handed === next.handed && before.seq === next.seq;
  const isNews = own.news.includes(thread);
  if (same && isNews === !seen) return own;
  const { [thread]: _, ...others } = own.marks;
  return {
    ...own,
    marks: bare ? others : { ...others, [thread]: next },
    news: seen ? own.news.filter((it) => it !== thread) : [...own.news.filter((it) => it !== thread), thread],
  };
}

/** With what a thread says of colleagues: their names, and until when they are away. The same object when nothing has changed. */
export function met(own: Own, found: Pick<Case, 'letters' | 'notes'>): Own {
  const next = { met: { ...own.met, ...namesIn(found) }, away: { ...own.away, ...absencesIn(found.letters) } };
  const isSame = (['met', 'away'] as const).every((it) => JSON.stringify(next[it]) === JSON.stringify(own[it]));
  return isSame ? own : { ...own, ...next };
}

/** Without what is remembered of other threads than these. The same object when there is none. */
export function only(own: Own, threads: ReadonlySet<string>): Own {
  const marks = Object.entries(own.marks).filter(([thread]) => threads.has(thread));
  const news = own.news.filter((thread) => threads.has(thread));
  if (marks.length === Object.keys(own.marks).length && news.length === own.news.length) return own;
  return { ...own, marks: Object.fromEntries(marks), news };
}
