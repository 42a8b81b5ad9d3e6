/** The calls to the server, and what its answers mean. Source: docs/engineers/protocol.md, "HTTP"; RFC 9457. */

import { type Bytes, base64, fromBase64 } from '../bytes.ts';
import { call, isDone, isOk, type ServerAnswer } from '../http/request.ts';
import type { Pending, PendingDeletion } from './database.ts';
import type { VaultEnvironment } from './environment.ts';
import type { ServerRecord } from './records.ts';
import { type BoxKey, HIGHEST_VERSION } from './seal.ts';

/**
 * `offline`: no answer · `gone`: an answer that is not our server's, or a fault of it · `newer`: our server, which does not
 * know what this app asks · the rest: problem types.
 */
export type UnansweredWhy = 'offline' | 'gone' | 'newer' | 'no-such-box' | 'box-deleted' | 'grown';

export class Unanswered extends Error {
  override name = 'Unanswered';
  readonly why: UnansweredWhy;

  constructor(why: UnansweredWhy, detail: string) {
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
  private readonly environment: VaultEnvironment;

  constructor(environment: VaultEnvironment) {
    this.environment = environment;
  }

  async log(): Promise<string> {
    const { log } = (await this.json('GET', '/api/log')) as { log?: unknown };
    if (typeof log !== 'string' || !/^[0-9a-f]{32}$/.test(log)) throw new Unanswered('gone', 'no log id');
    return log;
  }

  async putVault(box: BoxKey): Promise<void> {
    await this.order('PUT', `/api/vaults/${box.id}`, box, {});
  }

  async putSlot(box: BoxKey, sealed: Bytes): Promise<void> {
    await this.order('PUT', `/api/slots/${box.id}`, box, { sealed: base64(sealed) });
  }

  async getSlot(box: BoxKey): Promise<Bytes> {
    const { sealed } = (await this.json('GET', `/api/slots/${box.id}`, box)) as { sealed?: unknown };
    try {
      return fromBase64(String(sealed));
    } catch {
      throw new Unanswered('gone', 'no sealed master key');
    }
  }

  async erase(box: PendingDeletion): Promise<void> {
    await this.order('DELETE', `/api/${box.kind}s/${box.id}`, box);
  }

  /** Erases a vault if nothing was put into it since; else refuses with `grown`. */
  async eraseVault(box: BoxKey, { log, seq }: { log: string; seq: number }): Promise<void> {
    await this.order('DELETE', `/api/vaults/${box.id}?log=${log}&seq=${seq}`, box);
  }

  async sync(box: BoxKey, { log, cursor, puts }: SyncRequest): Promise<SyncAnswer> {
    const lines = puts.map(({ id, base, version, sealed }) => ({ id, base, version, sealed: base64(sealed) }));
    const answer = await this.json('POST', `/api/vaults/${box.id}/sync`, box, { log, cursor, puts: lines });
    const read = readAnswer(answer);
    if (!read) throw new Unanswered('gone', 'not an answer to a sync');
    return read;
  }

  /** Counts one blurred answer. No box and no secret: nothing ties it to anything. */
  async putOutcome(once: string, report: string): Promise<void> {
    await this.order('PUT', `/api/outcomes/${once}`, undefined, { report });
  }

  private async json(method: string, path: string, box?: BoxKey, body?: object): Promise<unknown> {
    const { body: value } = await this.ask(method, path, box, body);
    if (value !== null && typeof value === 'object') return value;
    throw new Unanswered('gone', `${method} ${path}: not a JSON object`);
  }

  /** A call whose answer has no body. */
  private async order(method: string, path: string, box?: BoxKey, body?: object): Promise<void> {
    const { status } = await this.ask(method, path, box, body);
    if (!isDone(status)) throw new Unanswered('gone', `${method} ${path}: ${status}`);
  }

  private async ask(method: string, path: string, box?: BoxKey, body?: object): Promise<ServerAnswer> {
    const answer = await call(this.environment, method, path, { auth: box?.auth, body }).catch((fault: unknown) => {
      throw new Unanswered('offline', String(fault));
    });
    const { status, problem, at } = answer;
    if (at !== null) this.clock = at - this.environment.now();
    if (isOk(status)) return answer;
    throw new Unanswered(meaning(status, problem), `${method} ${path}: ${status}`);
  }
}

/** What our server says of a request that is none of its protocol: this app is older than it. */
const UNKNOWN_HERE = new Set(['no-such-page', 'wrong-method', 'bad-request', 'not-json', 'invalid']);

/** Only a problem document of ours says that a box is missing or gone: a proxy's own 404 or 410 must not start "erase here too". */
function meaning(status: number, problem: string): UnansweredWhy {
  if (status === 410 && problem === 'box-deleted') return 'box-deleted';
  if (status === 404 && problem === 'no-such-box') return 'no-such-box';
  if (status === 409 && problem === 'vault-has-grown') return 'grown';
  return status < 500 && UNKNOWN_HERE.has(problem) ? 'newer' : 'gone';
}

/** The answer to a sync. */
export interface SyncAnswer {
  log: string;
  cursor: number;
  more: boolean;
  accepted: string[];
  conflicts: ServerRecord[];
  refused: { id: string; type: string }[];
  changes: ServerRecord[];
}

/** Reads an answer to a sync; null for one that no honest server sends. */
function readAnswer(value: unknown): SyncAnswer | null {
  try {
    const { log, cursor, more, accepted, conflicts, refused, changes } = object(value);
    return {
      log: id(log),
      cursor: integer(cursor, 0, Number.MAX_SAFE_INTEGER),
      more: boolean(more),
      accepted: list(accepted).map(id),
      conflicts: list(conflicts).map((line) => shown(line, true)),
      refused: list(refused).map((line) => ({ id: id(object(line).id), type: String(object(line).type) })),
      changes: list(changes).map((line) => shown(line, false)),
    };
  } catch (fault) {
    if (fault instanceof TypeError) return null;
    throw fault;
  }
}

function shown(line: unknown, maybeNothing: boolean): ServerRecord {
  const { id: record, version, sealed } = object(line);
  if (maybeNothing && sealed === null) return { id: id(record), version: integer(version, 0, 0), sealed: null };
  if (typeof sealed !== 'string') throw new TypeError('sealed');
  return { id: id(record), version: integer(version, 1, HIGHEST_VERSION), sealed: fromBase64(sealed) };
}

function object(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('not an object');
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value;
}

function id(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{32}$/.test(value)) throw new TypeError('not an id');
  return value;
}

function integer(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError('not a number in range');
  }
  return value;
}

function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('not a boolean');
  return value;
}
