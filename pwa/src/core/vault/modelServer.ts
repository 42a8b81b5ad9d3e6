/** The server's half of docs/engineers/protocol.md in memory, for tests of the vault: strict where the real one is, and able to go back in time. */
import { type Bytes, base64, concat, equal, fromBase64, fromHex, hex, random, u32, utf8 } from '../bytes.ts';
import type { VaultEnvironment } from './environment.ts';

interface Stored {
  version: number;
  sealed: Bytes;
  seq: number;
}

interface VaultBox {
  auth: string;
  seq: number;
  records: Map<string, Stored>;
}

interface Tables {
  slots: Map<string, { auth: string; sealed: string }>;
  channels: Map<string, { auth: string }>;
  vaults: Map<string, VaultBox>;
}

interface Put {
  id: string;
  base: number;
  version: number;
  sealed: string;
}

const LENGTHS = new Set([256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map((size) => size + 29));

/** Sealed bytes of an answer to a sync, as docs/engineers/protocol.md has them. */
const BUDGET = 132 * 1024;

export class ModelServer {
  log = hex(random(16));
  tables: Tables = { slots: new Map(), channels: new Map(), vaults: new Map() };
  readonly tombstones = new Set<string>();
  /** Records a vault may hold. */
  most = 50_000;
  /** Changes a page. */
  page = 200;
  /** Every body of a sync that arrived. */
  readonly syncs: { log: string | null; cursor: number; puts: Put[] }[] = [];
  readonly calls: string[] = [];
  /** Every blurred answer that arrived, as it came. */
  readonly outcomes: { id: string; body: string }[] = [];

  backup(): Tables {
    return structuredClone(this.tables);
  }

  /** `told` makes a new log, as `selfhelp restore` does; without it the file was copied back under a running server. */
  restore(backup: Tables, told = true): void {
    this.tables = structuredClone(backup);
    if (told) this.log = hex(random(16));
  }

  readonly fetch: VaultEnvironment['fetch'] = async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const method = init.method ?? 'GET';
    this.calls.push(`${method} ${pathname.replace(/[0-9a-f]{32}/, '{id}')}`);
    if (pathname === '/api/log') return json(200, { log: this.log });
    const [, , kind, id = '', action] = pathname.split('/');
    const auth = /^Bearer ([0-9a-f]{64})$/.exec(new Headers(init.headers).get('Authorization') ?? '')?.[1];
    if (!/^[0-9a-f]{32}$/.test(id)) return problem(404, 'no-such-page');
    if (kind === 'outcomes') return this.outcome(id, String(init.body));
    if (!auth) return problem(401, 'no-secret');
    if (this.tombstones.has(id)) return problem(410, 'box-deleted');
    const body: unknown = init.body === undefined ? null : JSON.parse(String(init.body));
    if (kind === 'slots') return this.slot(method, id, auth, body as { sealed: string });
    if (kind === 'channels') return this.channel(method, id, auth);
    if (kind === 'vaults' && method === 'DELETE') return this.eraseVault(id, auth, searchParams);
    if (kind === 'vaults') return this.vault(method, id, auth, action, body as Parameters<ModelServer['sync']>[1]);
    return problem(404, 'no-such-page');
  };

  private outcome(id: string, body: string): Response {
    this.outcomes.push({ id, body });
    return new Response(null, { status: this.outcomes.filter((it) => it.id === id).length > 1 ? 204 : 201 });
  }

  private slot(method: string, id: string, auth: string, body: { sealed: string }): Response {
    const slot = this.tables.slots.get(id);
    if (slot ? slot.auth !== auth : method !== 'PUT') return problem(404, 'no-such-box');
    if (method === 'PUT') {
      if (fromBase64(body.sealed).length !== 61) return problem(422, 'invalid');
      this.tables.slots.set(id, { auth, sealed: body.sealed });
      return new Response(null, { status: slot ? 204 : 201 });
    }
    if (method === 'GET') return json(200, { sealed: slot?.sealed });
    return this.deleteBox(this.tables.slots, id);
  }

  private channel(method: string, id: string, auth: string): Response {
    const channel = this.tables.channels.get(id);
    if (method !== 'DELETE' || channel?.auth !== auth) return problem(404, 'no-such-box');
    return this.deleteBox(this.tables.channels, id);
  }

  private vault(
    method: string,
    id: string,
    auth: string,
    action: string | undefined,
    body: Parameters<ModelServer['sync']>[1],
  ): Response {
    const vault = this.tables.vaults.get(id);
    if (vault ? vault.auth !== auth : method !== 'PUT') return problem(404, 'no-such-box');
    if (method === 'PUT') {
      if (!vault) this.tables.vaults.set(id, { auth, seq: 0, records: new Map() });
      return new Response(null, { status: vault ? 204 : 201 });
    }
    if (!vault || action !== 'sync') return problem(404, 'no-such-page');
    return this.sync(vault, body);
  }

  private eraseVault(id: string, auth: string, seen: URLSearchParams): Response {
    const vault = this.tables.vaults.get(id);
    if (vault?.auth !== auth) return problem(404, 'no-such-box');
    const same = seen.get('log') === this.log && seen.get('seq') === String(vault.seq);
    if (seen.size > 0 && !same) return problem(409, 'vault-has-grown');
    return this.deleteBox(this.tables.vaults, id);
  }

  private sync(vault: VaultBox, body: { log: string | null; cursor: number; puts: Put[] }): Response {
    this.syncs.push(body);
    const ids = new Set(body.puts.map(({ id }) => id));
    if (body.puts.length > 100 || ids.size < body.puts.length) return problem(422, 'invalid');
    if (JSON.stringify(body).length > 1024 * 1024) return problem(413, 'too-large');
    if (body.puts.some(({ base, version }) => base < 0 || base >= version)) return problem(422, 'invalid');
    const empty = { accepted: [], conflicts: [], refused: [], changes: [] };
    if (body.log !== this.log || body.cursor > vault.seq) {
      return json(200, { log: this.log, cursor: 0, more: true, ...empty });
    }
    const accepted: string[] = [];
    const conflicts: object[] = [];
    const refused: object[] = [];
    let spent = 0;
    for (const put of body.puts) {
      const held = vault.records.get(put.id)?.sealed.length ?? 0;
      const outcome = this.put(vault, put);
      if (outcome === 'accepted') accepted.push(put.id);
      else if (typeof outcome === 'string') refused.push({ id: put.id, type: outcome });
      else {
        spent = Math.min(BUDGET, spent + held);
        if (spent === BUDGET) break;
        conflicts.push(outcome);
      }
    }
    const changed = [...vault.records].filter(([, { seq }]) => seq > body.cursor);
    changed.sort(([, a], [, b]) => a.seq - b.seq);
    const page = changed.slice(0, this.page).filter(([, { sealed }], at) => {
      spent += sealed.length;
      return at === 0 || spent <= BUDGET;
    });
    const more = changed.length > page.length;
    const cursor = more ? (page.at(-1)?.[1].seq ?? body.cursor) : vault.seq;
    const changes = page.map(([id, { version, sealed }]) => ({ id, version, sealed: base64(sealed) }));
    return json(200, { log: this.log, cursor, more, accepted, conflicts, refused, changes });
  }

  private put(vault: VaultBox, { id, base, version, sealed: text }: Put): string | object {
    const sealed = fromBase64(text);
    if (sealed[0] !== 1 || !LENGTHS.has(sealed.length)) return 'bad-seal';
    const stored = vault.records.get(id);
    if (stored?.version === version && equal(stored.sealed, sealed)) return 'accepted';
    if (base !== (stored?.version ?? 0)) {
      return { id, version: stored?.version ?? 0, sealed: stored ? base64(stored.sealed) : null };
    }
    if (!stored && vault.records.size >= this.most) return 'vault-full';
    vault.seq += 1;
    vault.records.set(id, { version, sealed, seq: vault.seq });
    return 'accepted';
  }

  private deleteBox(boxes: Map<string, unknown>, id: string): Response {
    boxes.delete(id);
    this.tombstones.add(hex(fromHex(id)));
    return new Response(null, { status: 204 });
  }
}

export function problem(status: number, name: string): Response {
  return json(status, { type: `/problems/${name}`, title: name, status });
}

export function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

/** In place of Argon2id, which would take most of the time of these tests. */
const quickly: VaultEnvironment['stretch'] = async (pin, salt, { memory, passes }) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', concat(salt, u32(memory), u32(passes), utf8(pin))));

let phones = 0;

/** A phone of its own, on this server. */
export function phone(server: Pick<ModelServer, 'fetch'>, change: Partial<VaultEnvironment> = {}): VaultEnvironment {
  phones += 1;
  return {
    database: `phone-${phones}`,
    server: 'http://server.invalid',
    fetch: server.fetch,
    now: () => Date.now(),
    stretch: quickly,
    ...change,
  };
}
