/** The calls about coaches and threads. Source: docs/engineers/protocol.md, "HTTP" and "Threads"; RFC 9457. */
import { type Bytes, base64 } from '../bytes.ts';
import { call, isDone, isOk, type Server, type ServerAnswer } from '../http/request.ts';
import type { BoxKey } from '../vault/seal.ts';
import {
  type ActiveCoach,
  type CoachPage,
  type CoachState,
  readCoaches,
  readCoachPage,
  readCoachState,
  readInbox,
  readPage,
  readSeq,
  type SealedLine,
  type ThreadPage,
} from './answers.ts';
import type { CallFailure } from './types.ts';

export interface Envelope {
  coach: string;
  sealed: Bytes;
}

/**
 * What a call came to: `value`, or why there is none. Beside `Why`: `taken`: another message has the number · `ahead`: the server
 * has fewer messages than this device · `invalid`: it takes this request never · `not-active`: this coach may not.
 */
export type Called<T> = { ok: true; value: T } | { ok: false; why: Refused };
export type Refused = CallFailure | 'taken' | 'invalid' | 'not-active' | 'no-invitation';

export class ThreadApi {
  private readonly server: Server;

  constructor(server: Server) {
    this.server = server;
  }

  coaches(): Promise<Called<ActiveCoach[]>> {
    return this.ask('GET', '/api/coaches', null, undefined, readCoaches);
  }

  putThread(box: BoxKey, envelopes: Envelope[]): Promise<Called<true>> {
    return this.ask('PUT', `/api/threads/${box.id}`, box, { envelopes: envelopes.map(lined) }, nothing);
  }

  page(box: BoxKey, after: number): Promise<Called<ThreadPage>> {
    return this.ask('GET', `/api/threads/${box.id}?after=${after}`, box, undefined, readPage);
  }

  /** The place of the message in the thread. `quiet`: nobody waits for an answer to it. */
  send(box: BoxKey, n: number, sealed: Bytes, quiet: boolean): Promise<Called<number>> {
    const body = { n, sealed: base64(sealed), ...(quiet && { quiet }) };
    return this.ask('POST', `/api/threads/${box.id}/messages`, box, body, readSeq);
  }

  read(box: BoxKey, seq: number): Promise<Called<true>> {
    return this.ask('POST', `/api/threads/${box.id}/read`, box, { seq }, nothing);
  }

  tell(box: BoxKey, channel: string | null): Promise<Called<true>> {
    return this.ask('PUT', `/api/threads/${box.id}/tell`, box, { channel }, nothing);
  }

  enrol(coach: BoxKey, invitation: string, publicKey: Bytes): Promise<Called<true>> {
    const body = { invitation, public_key: base64(publicKey) };
    return this.ask('PUT', `/api/coaches/${coach.id}`, coach, body, nothing);
  }

  /** Whether an invitation can still be taken up. */
  invitation(secret: string): Promise<Called<true>> {
    return this.ask('GET', '/api/invitation', { auth: secret }, undefined, nothing);
  }

  own(coach: BoxKey): Promise<Called<CoachState>> {
    return this.ask('GET', `/api/coaches/${coach.id}`, coach, undefined, readCoachState);
  }

  resign(coach: BoxKey): Promise<Called<true>> {
    return this.ask('DELETE', `/api/coaches/${coach.id}`, coach, undefined, nothing);
  }

  inbox(coach: BoxKey, after: string | null): Promise<Called<{ lines: SealedLine[]; cursor: string | null }>> {
    const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
    return this.ask('GET', `/api/coaches/${coach.id}/threads${query}`, coach, undefined, readInbox);
  }

  /** `notes`: those after this number */
  coachPage(coach: BoxKey, thread: string, after: number, notes: number): Promise<Called<CoachPage>> {
    return this.ask('GET', `${under(coach, thread)}?after=${after}&notes=${notes}`, coach, undefined, readCoachPage);
  }

  /**
   * `answers`: up to which place; 0 for nothing. `quiet`: it answers nothing, and rings nowhere; `answers` is then the place up to which
   * the person is answered even so, or null when nobody waits by it.
   */
  answer(
    coach: BoxKey,
    thread: string,
    n: number,
    sealed: Bytes,
    to: { answers: number } | { quiet: true; answers: number | null },
  ): Promise<Called<number>> {
    const { answers, ...rest } = to;
    const body = { n, sealed: base64(sealed), ...rest, ...(answers !== null && { answers }) };
    return this.ask('POST', `${under(coach, thread)}/messages`, coach, body, readSeq);
  }

  note(coach: BoxKey, thread: string, n: number, envelopes: Envelope[]): Promise<Called<true>> {
    return this.ask('POST', `${under(coach, thread)}/notes`, coach, { n, envelopes: envelopes.map(lined) }, nothing);
  }

  readByCoach(coach: BoxKey, thread: string, seq: number): Promise<Called<true>> {
    return this.ask('POST', `${under(coach, thread)}/read`, coach, { seq }, nothing);
  }

  private async ask<T>(
    method: string,
    path: string,
    box: Pick<BoxKey, 'auth'> | null,
    body: object | undefined,
    read: (answer: unknown, status: number) => T | null,
  ): Promise<Called<T>> {
    let answer: ServerAnswer;
    try {
      answer = await call(this.server, method, path, { auth: box?.auth, body });
    } catch {
      // The caller is told.
      return { ok: false, why: 'offline' };
    }
    const { status, problem } = answer;
    if (!isOk(status)) return { ok: false, why: meaning(status, problem) };
    const value = read(answer.body, status);
    return value === null ? { ok: false, why: 'gone' } : { ok: true, value };
  }
}

const under = (coach: BoxKey, thread: string): string => `/api/coaches/${coach.id}/threads/${thread}`;
const lined = ({ coach, sealed }: Envelope) => ({ coach, sealed: base64(sealed) });
const nothing = (_: unknown, status: number): true | null => isDone(status) || null;

const MEANINGS: Record<string, Refused> = {
  'box-deleted': 'deleted',
  'no-such-box': 'deleted',
  'number-taken': 'taken',
  'coach-not-active': 'not-active',
  'no-invitation': 'no-invitation',
  'too-many-new': 'many',
  'too-often': 'wait',
  'thread-full': 'full',
  overloaded: 'gone',
  invalid: 'invalid',
  'no-such-page': 'newer',
  'wrong-method': 'newer',
  'bad-request': 'newer',
};

/** Only a problem document of ours says anything: a proxy's own 404 must not end a thread. */
function meaning(status: number, problem: string): Refused {
  if (problem === '') return 'gone';
  return MEANINGS[problem] ?? (status === 429 ? 'wait' : status < 500 ? 'newer' : 'gone');
}
