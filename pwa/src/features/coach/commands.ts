/** What a press in the conversation with a coach does. What is sent rests in the diary first, and goes by itself when it can. */

import type { FromPerson } from '../../core/thread/index.ts';
import { flush } from '../../shared/drafts.ts';
import { switchedOwn } from '../reminders/index.ts';
import { forgetLetter, formRecord, letterText } from './drafts.ts';
import { refreshThreads, thread, threads, withdraw } from './threads.ts';

/** Rejects where the diary has been closed meanwhile: then the words stay where they are. */
async function send(
  content: Exclude<FromPerson, { kind: 'opening' | 'carried' | 'rhythm' }>,
  ends?: string,
): Promise<void> {
  const open = threads.peek();
  if (!open) throw new Error('the diary was closed');
  await open.write(content, ends);
}

export async function sendLetter(text: string): Promise<void> {
  await send({ kind: 'text', text });
  await forgetLetter(text);
  void refreshThreads();
}

/** Forgets the letter that is being written if it is what was sent last: the app died in the middle of `sendLetter`. */
export async function forgetSent(): Promise<void> {
  const last = thread.peek()?.letters.findLast(({ from }) => from === 'u')?.content;
  const text = letterText().trim();
  if (last?.kind === 'text' && text !== '' && last.text === text) await forgetLetter(text);
}

/** In one write with the end of its form: whenever the app dies, there is one or the other. */
export async function sendCheckin(checkin: Extract<FromPerson, { kind: 'checkin' }>): Promise<void> {
  await flush();
  await send(checkin, formRecord('checkin'));
}

export const sendLines = (kind: 'summary' | 'plan', lines: readonly string[]): Promise<void> =>
  send({ kind, lines: [...lines] });

/** The yes first: without its reminder it stands, and the reminder can still be chosen. */
export async function acceptAgreement(agreement: number, key: string): Promise<void> {
  await send({ kind: 'accepted', agreement });
  await switchedOwn(key, true);
}

/** Ends a thread (`id`), or the consent with every thread there is. What a kill leaves of it is done at the next start. */
export async function closeThread(id?: string): Promise<void> {
  await (id ? threads.peek()?.close(id) : withdraw());
}
