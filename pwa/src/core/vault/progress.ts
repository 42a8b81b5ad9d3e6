/** How far a house move is. */
import { type Book, Closed } from './book.ts';
import type { Meta } from './database.ts';
import type { Moving } from './types.ts';

/** Null when none is under way. */
export async function progress(book: Book, known?: Meta): Promise<Moving | null> {
  try {
    const { left, leaving, slotChecked } = known ?? (await book.meta());
    if (!left) return leaving && { step: 'packing', done: 0, all: 0 };
    const { all, unsent } = await book.count();
    const step = left.closed ? 'erasing' : !left.copied ? 'copying' : slotChecked ? 'closing' : 'code';
    return { step, done: all - unsent, all };
  } catch (fault) {
    if (fault instanceof Closed) return null;
    throw fault;
  }
}
