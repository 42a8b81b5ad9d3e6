/** The calls to the server, and what its answers mean. Source: docs/protocol.md, "HTTP"; RFC 9457. */
import { type Answer, readAnswer } from './answer.ts';
import { type Bytes, base64, fromBase64 } from './bytes.ts';
import type { Goodbye, Pending } from './database.ts';
import type { BoxKey } from './keys.ts';
import { privately } from './request.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * `offline`: no answer · `gone`: an answer that is not our server's, or a fault of it · `newer`: our server, which does not
 * know what this app asks · the rest: problem types.
 */
export type Why = 'offline' | 'gone' | 'newer' | 'no-such-box' | 'box-deleted' | 'grown';

export class Unanswered extends Error {
  override name = 'Unanswered';
  readonly why: Why;

  constructor(why: Why, detail: string) {
    super(`${why}: ${detail}`);
    this.why = why;
  }
}

/** A part of the app that comes when it is needed. */
export const scripted = <T>(part: Promise<T>): Promise<T> =>
  part.catch((fault: unknown) => {
    throw new Unanswered('offline', String(fault));
  });

export interface SyncRequest {
  log: string | null;
  cursor: number;
  puts: (Pending & { id: string })[];
}

export class Api {
  /** The server's clock less this phone's at the last answer of it, in milliseconds; null before there was one. */
  clock: number | null = null;
  private readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  async log(): Promise<string> {
    const { log } = (await this.json('GET', '/api/log')) as { log?: unknown };
    if (typeof log !== 'string' || !/^[0-9a-f]{32}$/.test(log)) throw new Unanswered('gone', 'no log id');
    return log;
  }

  async putVault(box: BoxKey): Promise<void> {
    await this.call('PUT', `/api/vaults/${box.id}`, box, {});
  }

  async putSlot(box: BoxKey, sealed: Bytes): Promise<void> {
    await this.call('PUT', `/api/slots/${box.id}`, box, { sealed: base64(sealed) });
  }

  async getSlot(box: BoxKey): Promise<Bytes> {
    const { sealed } = (await this.json('GET', `/api/slots/${box.id}`, box)) as { sealed?: unknown };
    try {
      return fromBase64(String(sealed));
    } catch {
      throw new Unanswered('gone', 'no sealed master key');
    }
  }

  async erase(box: Goodbye): Promise<void> {
    await this.call('DELETE', `/api/${box.kind}s/${box.id}`, box);
  }

  /** Erases a vault if nothing was put into it since; else refuses with `grown`. */
  async eraseVault(box: BoxKey, { log, seq }: { log: string; seq: number }): Promise<void> {
    await this.call('DELETE', `/api/vaults/${box.id}?log=${log}&seq=${seq}`, box);
  }

  async sync(box: BoxKey, { log, cursor, puts }: SyncRequest): Promise<Answer> {
    const lines = puts.map(({ id, base, version, sealed }) => ({ id, base, version, sealed: base64(sealed) }));
    const answer = await this.json('POST', `/api/vaults/${box.id}/sync`, box, { log, cursor, puts: lines });
    const read = readAnswer(answer);
    if (!read) throw new Unanswered('gone', 'not an answer to a sync');
    return read;
  }

  /** Counts one blurred answer. No box and no secret: nothing ties it to anything. */
  async putOutcome(once: string, report: string): Promise<void> {
    await this.call('PUT', `/api/outcomes/${once}`, undefined, { report });
  }

  private async json(method: string, path: string, box?: BoxKey, body?: unknown): Promise<unknown> {
    const { text } = await this.call(method, path, box, body);
    try {
      const value: unknown = JSON.parse(text);
      if (value !== null && typeof value === 'object') return value;
    } catch {
      // A page of a proxy, with status 200.
    }
    throw new Unanswered('gone', `${method} ${path}: not a JSON object`);
  }

  private async call(method: string, path: string, box?: BoxKey, body?: unknown): Promise<{ text: string }> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (box) headers.Authorization = `Bearer ${box.auth}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const init = privately({ method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    let response: Response;
    let text: string;
    try {
      response = await this.surroundings.fetch(`${this.surroundings.server}${path}`, init);
      text = await response.text();
    } catch (fault) {
      throw new Unanswered('offline', String(fault));
    }
    const { status } = response;
    this.hear(response.headers.get('Date'));
    if (status >= 200 && status < 300) return { text };
    throw new Unanswered(meaning(status, text), `${method} ${path}: ${status}`);
  }

  private hear(date: string | null): void {
    const at = Date.parse(date ?? '');
    if (!Number.isNaN(at)) this.clock = at - this.surroundings.now();
  }
}

/** What our server says of a request that is none of its protocol: this app is older than it. */
const UNKNOWN_HERE = new Set(['no-such-page', 'wrong-method', 'bad-request', 'not-json', 'invalid']);

/** Only a problem document of ours says that a box is missing: a proxy's own 404 must not start "erase here too". */
function meaning(status: number, text: string): Why {
  if (status === 410) return 'box-deleted';
  const problem = problemOf(text);
  if (status === 404 && problem === 'no-such-box') return 'no-such-box';
  if (status === 409 && problem === 'vault-has-grown') return 'grown';
  return status < 500 && UNKNOWN_HERE.has(problem) ? 'newer' : 'gone';
}

/** The name of the problem that an answer tells of; empty when it is no problem document of ours. */
function problemOf(text: string): string {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return typeof type === 'string' && type.startsWith('/problems/') ? type.slice('/problems/'.length) : '';
  } catch {
    // A page of a proxy, or nothing at all: the status alone decides.
    return '';
  }
}
