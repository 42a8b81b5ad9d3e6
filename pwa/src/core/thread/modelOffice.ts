/**
 * The server's half of threads and coaches in memory, for tests: strict where the real one is. Everything else goes on to the model
 * server it stands beside. The organisation's key and its coaches' certificates are made here too.
 */
import { type Bytes, base64, equal, fromBase64, hex, random } from '../bytes.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { json, ModelServer, problem } from '../vault/modelServer.ts';
import { certified, succeeded } from './certificate.ts';
import type { OrganisationKeys } from './types.ts';

export interface StoredMessage {
  seq: number;
  from: 'u' | 'c';
  n: number;
  coach?: string;
  day: string;
  sealed: string;
}

export interface StoredThread {
  auth: string;
  seq: number;
  last: { u: number; c: number };
  read: { u: number; c: number };
  lastDay: string;
  waitsSince: string | null;
  answeredBy: string | null;
  channel: string | null;
  envelopes: Map<string, string>;
  messages: StoredMessage[];
  notes: { n: number; to: string; author: string; day: string; sealed: string }[];
  lastNote: number;
}

export interface StoredCoach {
  auth: string;
  state: 'waiting' | 'active' | 'revoked';
  public_key: string;
  certificate: string | null;
  expires: number | null;
}

const LENGTHS = new Set([256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map((size) => size + 29));
const ENVELOPE = 113;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** An organisation's signing key. */
export class Signer {
  readonly key: string;
  private readonly secret: CryptoKey;

  private constructor(key: string, secret: CryptoKey) {
    this.key = key;
    this.secret = secret;
  }

  static async make(): Promise<Signer> {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
    return new Signer(base64(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))), privateKey);
  }

  async sign(words: Bytes): Promise<string> {
    return base64(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.secret, words)));
  }

  certificate(publicKey: string, expires: number): Promise<string> {
    return this.sign(certified(fromBase64(publicKey), expires));
  }

  /** This key's word for the next one. */
  async succession(next: Signer): Promise<{ key: string; signature: string }> {
    return { key: next.key, signature: await this.sign(succeeded(fromBase64(next.key))) };
  }
}

export class Office {
  readonly server = new ModelServer();
  readonly invitations = new Set<string>();
  coaches = new Map<string, StoredCoach>();
  threads = new Map<string, StoredThread>();
  readonly signer: Signer;
  /** Messages a page. */
  page = 100;
  /** Threads a page of an inbox. */
  inboxPage = 40;
  mostToday = 200;
  /** The server's clock, in milliseconds. */
  now = () => Date.now();
  /** Every call, with ids struck out. */
  readonly calls: string[] = [];

  private constructor(signer: Signer) {
    this.signer = signer;
  }

  static async make(): Promise<Office> {
    return new Office(await Signer.make());
  }

  get organisation(): OrganisationKeys {
    return { key: this.signer.key };
  }

  invite(): string {
    const secret = hex(random(32));
    this.invitations.add(secret);
    return secret;
  }

  /** `days` may be negative. */
  async certify(id: string, days = 90, signer = this.signer): Promise<void> {
    const coach = this.coach(id);
    coach.expires = Math.floor(this.now() / 1000) + days * 86_400;
    coach.certificate = await signer.certificate(coach.public_key, coach.expires);
    coach.state = 'active';
  }

  /** An answer that this coach did not write. */
  saysInTheNameOf(coach: string, id: string, sealed: Bytes): void {
    const thread = this.threads.get(id);
    if (!thread) throw new Error('no such thread');
    thread.seq += 1;
    thread.last.c += 1;
    const { seq, last } = thread;
    thread.messages.push({ seq, from: 'c', n: last.c, coach, day: this.day, sealed: base64(sealed) });
  }

  revoke(id: string): void {
    this.coach(id).state = 'revoked';
    for (const thread of this.threads.values()) {
      thread.envelopes.delete(id);
      thread.notes = thread.notes.filter(({ to }) => to !== id);
    }
  }

  coach(id: string): StoredCoach {
    const coach = this.coaches.get(id);
    if (!coach) throw new Error('no such coach');
    return coach;
  }

  get day(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  readonly fetch: VaultEnvironment['fetch'] = async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const [, , kind = '', id = '', room = '', thread = '', action = ''] = pathname.split('/');
    if (pathname === '/api/invitation') {
      const secret = (new Headers(init.headers).get('Authorization') ?? '').slice('Bearer '.length);
      return this.invitations.has(secret) ? new Response(null, { status: 204 }) : problem(403, 'no-invitation');
    }
    if (kind !== 'threads' && kind !== 'coaches') return this.server.fetch(url, init);
    const method = init.method ?? 'GET';
    this.calls.push(`${method} ${pathname.replace(/[0-9a-f]{32}/g, '{id}')}`);
    if (kind === 'coaches' && id === '') return json(200, { coaches: this.active() });
    if (!/^[0-9a-f]{32}$/.test(id)) return problem(404, 'no-such-page');
    const auth = /^Bearer ([0-9a-f]{64})$/.exec(new Headers(init.headers).get('Authorization') ?? '')?.[1];
    if (!auth) return problem(401, 'no-secret');
    if (this.server.tombstones.has(id)) return problem(410, 'box-deleted');
    const body = init.body === undefined ? {} : (JSON.parse(String(init.body)) as Record<string, unknown>);
    const after = searchParams.get('after');
    if (kind === 'threads') return this.ofPerson(method, id, auth, room, body, after);
    const note = Number(searchParams.get('notes') ?? 0);
    return this.ofCoach(method, id, auth, room, thread, action, body, after, note);
  };

  private isActive(id: string): boolean {
    const coach = this.coaches.get(id);
    return coach?.state === 'active' && (coach.expires ?? 0) * 1000 > this.now();
  }

  private active(but = ''): object[] {
    return [...this.coaches]
      .filter(([id]) => this.isActive(id) && id !== but)
      .map(([id, { public_key, expires, certificate }]) => ({ id, public_key, expires, certificate }));
  }

  private waitingAlone(id: string): number {
    const alone = ({ waitsSince, envelopes }: StoredThread) =>
      waitsSince !== null && envelopes.has(id) && ![...envelopes.keys()].some((it) => it !== id && this.isActive(it));
    return [...this.threads.values()].filter(alone).length;
  }

  private ofPerson(
    method: string,
    id: string,
    auth: string,
    room: string,
    body: Record<string, unknown>,
    after: string | null,
  ): Response {
    const thread = this.threads.get(id);
    if (thread ? thread.auth !== auth : method !== 'PUT' || room !== '') return problem(404, 'no-such-box');
    if (method === 'PUT' && room === '') return this.putThread(id, auth, body as { envelopes: Envelope[] });
    if (!thread) return problem(404, 'no-such-box');
    if (method === 'DELETE') return this.deleteBox(id);
    if (method === 'GET') return json(200, this.pageOf(thread, Number(after ?? 0)));
    if (room === 'messages') return this.post(thread, 'u', null, body as unknown as Posted);
    if (room === 'read') return this.read(thread, 'u', Number(body.seq));
    if (room !== 'tell') return problem(404, 'no-such-page');
    thread.channel = body.channel as string | null;
    return new Response(null, { status: 204 });
  }

  private putThread(id: string, auth: string, { envelopes }: { envelopes: Envelope[] }): Response {
    if (envelopes.length < 1 || envelopes.length > 50) return problem(422, 'invalid');
    for (const { coach, sealed } of envelopes) {
      if (!this.isActive(coach) || fromBase64(sealed).length !== ENVELOPE) return problem(422, 'invalid');
    }
    const set = new Map(envelopes.map(({ coach, sealed }) => [coach, sealed]));
    const thread = this.threads.get(id);
    if (thread) {
      thread.envelopes = set;
      return new Response(null, { status: 204 });
    }
    this.threads.set(id, {
      auth,
      seq: 0,
      last: { u: 0, c: 0 },
      read: { u: 0, c: 0 },
      lastDay: this.day,
      waitsSince: null,
      answeredBy: null,
      channel: null,
      envelopes: set,
      messages: [],
      notes: [],
      lastNote: 0,
    });
    return new Response(null, { status: 201 });
  }

  private pageOf(thread: StoredThread, after: number) {
    const rest = thread.messages.filter(({ seq }) => seq > after);
    const messages = rest.slice(0, this.page);
    return {
      seq: thread.seq,
      read_u: thread.read.u,
      read_c: thread.read.c,
      tell: thread.channel !== null,
      coaches: [...thread.envelopes.keys()],
      messages: messages.map((message) => ({ ...message })),
      more: rest.length > messages.length,
    };
  }

  private post(
    thread: StoredThread,
    from: 'u' | 'c',
    coach: string | null,
    { n, sealed, quiet = false, answers: named, ...rest }: Posted,
  ): Response {
    const answers = named ?? thread.seq;
    if (Object.keys(rest).length > 0 || (from === 'u' && named !== undefined)) return problem(422, 'invalid');
    const bytes = fromBase64(sealed);
    if (bytes[0] !== 1 || !LENGTHS.has(bytes.length)) return problem(422, 'invalid');
    const stored = thread.messages.find((it) => it.from === from && it.n === n);
    if (stored && stored.sealed === sealed && (stored.coach ?? null) === coach) return json(200, { seq: stored.seq });
    if (n <= thread.last[from]) return problem(409, 'number-taken');
    if (n !== thread.last[from] + 1) return problem(422, 'invalid');
    const today = thread.messages.filter((it) => it.from === from && it.day === this.day).length;
    if (today >= this.mostToday) return problem(429, 'too-often');
    if (answers > thread.seq) return problem(422, 'invalid');
    thread.seq += 1;
    thread.last[from] = n;
    thread.lastDay = this.day;
    if (from === 'u' && !quiet) thread.waitsSince ??= this.day;
    const later = thread.messages.find((it) => it.from === 'u' && it.seq > answers);
    if (from === 'c' && quiet && named !== undefined && later) {
      if (thread.waitsSince === null || later.day < thread.waitsSince) thread.waitsSince = later.day;
      thread.answeredBy = thread.messages.findLast((it) => it.from === 'c' && it.seq <= named)?.coach ?? null;
    }
    if (from === 'c' && !quiet && answers > 0) {
      if (thread.waitsSince !== null) thread.waitsSince = later?.day ?? null;
      thread.answeredBy = coach;
    }
    const day = this.day;
    thread.messages.push({ seq: thread.seq, from, n, ...(coach !== null && { coach }), day, sealed });
    return json(201, { seq: thread.seq });
  }

  private read(thread: StoredThread, by: 'u' | 'c', seq: number): Response {
    if (seq > thread.seq) return problem(422, 'invalid');
    thread.read[by] = Math.max(thread.read[by], seq);
    return new Response(null, { status: 204 });
  }

  private deleteBox(id: string): Response {
    this.threads.delete(id);
    this.coaches.delete(id);
    this.server.tombstones.add(id);
    return new Response(null, { status: 204 });
  }

  private ofCoach(
    method: string,
    id: string,
    auth: string,
    room: string,
    threadId: string,
    action: string,
    body: Record<string, unknown>,
    after: string | null,
    afterNote: number,
  ): Response {
    const coach = this.coaches.get(id);
    if (coach && coach.auth !== auth) return problem(404, 'no-such-box');
    if (room === '' && method === 'PUT')
      return this.enrol(id, auth, body as { invitation: string; public_key: string });
    if (!coach) return problem(404, 'no-such-box');
    if (room === '' && method === 'DELETE') {
      this.revoke(id);
      return new Response(null, { status: 204 });
    }
    if (room === '') {
      const { state, public_key, certificate, expires } = coach;
      const expired = expires !== null && expires * 1000 <= this.now();
      const others = this.active(id);
      return json(200, { state, expired, public_key, certificate, expires, others, alone: this.waitingAlone(id) });
    }
    if (room !== 'threads') return problem(404, 'no-such-page');
    if (!this.isActive(id)) return problem(403, 'coach-not-active');
    if (threadId === '') return this.inbox(id, after);
    if (this.server.tombstones.has(threadId)) return problem(410, 'box-deleted');
    const thread = this.threads.get(threadId);
    if (!thread?.envelopes.has(id)) return problem(404, 'no-such-box');
    if (action === '') {
      const rest = thread.notes.filter(({ to, n }) => to === id && n > afterNote).map(({ to: _, ...note }) => note);
      const notes = rest.slice(0, this.page);
      const { tell: __, ...page } = this.pageOf(thread, Number(after ?? 0));
      return json(200, { ...page, notes, more_notes: rest.length > notes.length });
    }
    if (action === 'messages') return this.post(thread, 'c', id, body as unknown as Posted);
    if (action === 'read') return this.read(thread, 'c', Number(body.seq));
    return action === 'notes'
      ? this.note(thread, id, body as { n: number; envelopes: Envelope[] })
      : problem(404, 'no-such-page');
  }

  private enrol(id: string, auth: string, body: { invitation: string; public_key: string }): Response {
    const known = this.coaches.get(id);
    if (known) {
      return equal(fromBase64(known.public_key), fromBase64(body.public_key))
        ? new Response(null, { status: 204 })
        : problem(403, 'no-invitation');
    }
    if (!this.invitations.delete(body.invitation)) return problem(403, 'no-invitation');
    const { public_key } = body;
    this.coaches.set(id, { auth, state: 'waiting', public_key, certificate: null, expires: null });
    return new Response(null, { status: 201 });
  }

  private inbox(id: string, after: string | null): Response {
    const mine = [...this.threads].filter(([, thread]) => thread.envelopes.has(id));
    mine.sort(([, a], [, b]) => {
      if (a.waitsSince !== b.waitsSince) return (a.waitsSince ?? '9') < (b.waitsSince ?? '9') ? -1 : 1;
      return a.lastDay < b.lastDay ? 1 : -1;
    });
    const start = Number(after ?? 0);
    const threads = mine.slice(start, start + this.inboxPage).map(([thread, it]) => ({
      thread,
      envelope: it.envelopes.get(id),
      seq: it.seq,
      read_c: it.read.c,
      read_u: it.read.u,
      waits_since: it.waitsSince,
      day: it.lastDay,
      answered_by: it.answeredBy,
      opening: it.messages.find(({ from, n }) => from === 'u' && n === 1)?.sealed ?? null,
      notes: it.lastNote,
    }));
    const next = start + this.inboxPage;
    return json(200, { threads, cursor: next < mine.length ? String(next) : null });
  }

  private note(thread: StoredThread, author: string, { n, envelopes }: { n: number; envelopes: Envelope[] }): Response {
    if (n <= thread.lastNote) return problem(409, 'number-taken');
    if (n !== thread.lastNote + 1) return problem(422, 'invalid');
    if (envelopes.some(({ coach }) => !thread.envelopes.has(coach))) return problem(422, 'invalid');
    thread.lastNote = n;
    for (const { coach, sealed } of envelopes) thread.notes.push({ n, to: coach, author, day: this.day, sealed });
    return new Response(null, { status: 201 });
  }
}

interface Posted {
  n: number;
  sealed: string;
  quiet?: boolean;
  answers?: number;
}

interface Envelope {
  coach: string;
  sealed: string;
}
