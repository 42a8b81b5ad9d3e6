/** What a press in the conversation with a coach does. What is sent rests in the diary first, and goes by itself when it can. */

import { rhythmKey } from '../../core/model/coach-reminders.ts';
import type {
  Beginning,
  CallFailure,
  Coaches,
  Done,
  Every,
  FromPerson,
  Renewed,
  Thread,
} from '../../core/thread/index.ts';
import { flush } from '../../shared/drafts.ts';
import { ownChoice, switchedOwn } from '../reminders/index.ts';
import { allOf, forgetForm, forgetLetter, formRecord, letterText, takeFirst, whileBegun } from './drafts.ts';
import { givenCoachConsent, ready, refreshThreads, thread, threads, withdraw } from './threads.ts';

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

/** Begins the thread with what stands in the form, which ends with it; what kept it from beginning. `version`: of the texts. */
export async function sendFirst(
  version: string,
  first: Omit<Beginning, 'text' | 'consent'>,
): Promise<CallFailure | Extract<Coaches, { ok: false }>['why'] | null> {
  const open = await ready();
  if (!open) throw new Error('the diary was closed');
  const agreed = givenCoachConsent();
  const consent = { version: agreed?.version ?? version, date: agreed?.date ?? '' };
  const done = await whileBegun(async () => {
    const begins = await open.begin({ ...first, text: allOf('first', 'text'), consent });
    if (begins.ok) await forgetForm('first');
    return begins;
  });
  if (done.ok) return null;
  if (done.why !== 'held') return done.why;
  await takeFirst();
  return null;
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

/** How often a check-in is due, told to the coaches where it changes, and whether this phone says so. */
export async function saveRhythm({ first, rhythm }: Thread, every: Every | null, remind: boolean): Promise<void> {
  if (every !== (rhythm?.every ?? null)) await threads.peek()?.setRhythm(every);
  const key = rhythmKey(first);
  if (remind !== (ownChoice().on[key] ?? false)) await switchedOwn(key, remind);
}

/** A new thread for those who remain, and for who of the others was `agreed` to. Undefined where the diary was closed. */
export const renewThread = async (carry: boolean, agreed: readonly string[]): Promise<Renewed | undefined> =>
  threads.peek()?.renew(carry, agreed);

/** Lets these coaches into the thread. */
export const letIn = async (ids: readonly string[]): Promise<Done | undefined> => threads.peek()?.admit(ids);

/** Ends a thread (`id`), or the consent with every thread there is. What a kill leaves of it is done at the next start. */
export async function closeThread(id?: string): Promise<void> {
  await (id ? threads.peek()?.close(id) : withdraw());
}
