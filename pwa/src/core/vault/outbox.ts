/** Which puts go into the next request. Their exact bytes are noted first: until the answer is known they are sent again unchanged. */
import type { Book } from './book.ts';
import type { Pending, Row } from './database.ts';
import { put } from './records.ts';

/** Limits of the protocol: puts a request, bytes a body. */
const PUTS = 100;
const BODY = 1024 * 1024;
/** The JSON around one put's base64 (ids, numbers, names) and around them all, rounded up. */
const AROUND_PUT = 160;
const AROUND_ALL = 200;

export type Sent = Pending & { id: string };

/** With `look` nothing is noted: it only tells whether there is anything to send. The record `first` goes before all others. */
export async function choose(
  book: Book,
  skip: ReadonlySet<string>,
  first: string,
  mode: 'send' | 'look' = 'send',
): Promise<Sent[]> {
  const may = (row: Row) => !skip.has(row.id) && !row.waits;
  for (;;) {
    const rows = withinLimits(await book.sendable(PUTS, may, first));
    const sent = rows.map((row) => ({ id: row.id, ...put(row) }));
    if (mode === 'look') return sent;
    const fresh = rows.filter((row) => !row.sent);
    const noted = fresh.map((row) => ({ row: { ...row, sent: put(row) }, text: false }));
    if (noted.length === 0 || (await book.commit(noted)) !== null) return sent;
  }
}

function withinLimits(rows: Row[]): Row[] {
  const chosen: Row[] = [];
  let body = AROUND_ALL;
  for (const row of rows) {
    body += Math.ceil(put(row).sealed.length / 3) * 4 + AROUND_PUT;
    if (body > BODY) break;
    chosen.push(row);
  }
  return chosen;
}
