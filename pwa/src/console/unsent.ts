/** What a coach is writing in one thread, as it rests sealed on this machine: one string a thread. */
import { recordIn } from '../core/model/codec.ts';
import type { FromCoach } from '../core/thread/types.ts';

export type Sort = FromCoach['kind'];

export interface Unsent {
  kind: Sort;
  text: string;
  /** Of an agreement: ISO date, and `18:30` or empty. */
  date: string;
  time: string;
  /** Of an absence: its last day. */
  until: string;
  /** To colleagues. */
  note: string;
}

export const nothing: Unsent = { kind: 'text', text: '', date: '', time: '', until: '', note: '' };

/** What is left when `sent` has gone: what was written since stays. */
export function without(now: Unsent, sent: Partial<Unsent>): Unsent {
  const gone = (Object.keys(sent) as (keyof Unsent)[]).filter((name) => now[name] === sent[name]);
  return { ...now, ...Object.fromEntries(gone.map((name) => [name, nothing[name]])) };
}

/** What cannot be read is nothing: it was written by another version. */
export function readUnsent(kept: string): Unsent {
  if (kept === '') return nothing;
  try {
    const found = recordIn(JSON.parse(kept));
    const word = (name: keyof Unsent) => (typeof found[name] === 'string' ? found[name] : '');
    const kind = found.kind === 'agreement' || found.kind === 'absence' ? found.kind : 'text';
    return {
      kind,
      text: word('text'),
      date: word('date'),
      time: word('time'),
      until: word('until'),
      note: word('note'),
    };
  } catch {
    // Nothing was kept, or not in this form.
    return nothing;
  }
}

/** Empty when nothing has been written. */
export const writeUnsent = (unsent: Unsent): string =>
  unsent.text.trim() || unsent.note.trim() || unsent.date || unsent.until ? JSON.stringify(unsent) : '';
