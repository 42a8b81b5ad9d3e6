/** What a coach keeps for himself or herself, sealed on this machine. */
import type { Marks } from './lines.ts';

export interface Own {
  /** What is signed with. */
  name: string;
  /** Colleagues by id. */
  names: Readonly<Record<string, string>>;
  /** Single letters are keys. */
  letters: boolean;
  /** Threads that are put aside or handed over, as their notes said last. */
  marks: Readonly<Record<string, Marks>>;
  /** Threads with notes that this coach has not looked at. */
  news: readonly string[];
}

const none: Own = { name: '', names: {}, letters: true, marks: {}, news: [] };

const entries = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === 'object' ? Object.entries(value) : [];

function marks(value: unknown): Marks | null {
  const { aside, handed } = (value ?? {}) as Partial<Marks>;
  return typeof aside === 'boolean' && (handed === null || typeof handed === 'string') ? { aside, handed } : null;
}

/** Anything that cannot be read is as good as nothing. */
export function readOwn(kept: string): Own {
  let found: Record<string, unknown>;
  try {
    found = JSON.parse(kept) as Record<string, unknown>;
  } catch {
    return none;
  }
  const { name, names, letters, news } = found;
  return {
    name: typeof name === 'string' ? name : '',
    names: Object.fromEntries(entries(names).filter((it): it is [string, string] => typeof it[1] === 'string')),
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
  const same = bare ? !before : before?.aside === next.aside && before.handed === next.handed;
  const isNews = own.news.includes(thread);
  if (same && isNews === !seen) return own;
  const { [thread]: _, ...others } = own.marks;
  return {
    ...own,
    marks: bare ? others : { ...others, [thread]: next },
    news: seen ? own.news.filter((it) => it !== thread) : [...own.news.filter((it) => it !== thread), thread],
  };
}

/** Without what is remembered of other threads than these. The same object when there is none. */
export function only(own: Own, threads: ReadonlySet<string>): Own {
  const marks = Object.entries(own.marks).filter(([thread]) => threads.has(thread));
  const news = own.news.filter((thread) => threads.has(thread));
  if (marks.length === Object.keys(own.marks).length && news.length === own.news.length) return own;
  return { ...own, marks: Object.fromEntries(marks), news };
}
