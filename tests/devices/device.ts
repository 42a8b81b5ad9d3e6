/**
 * Phones under Node: the vault code that is shipped, on a database in memory, over real HTTP. Driven by JSON lines:
 * `{"do": "<command>", …}` on standard input, `{"ok": …}` or `{"fault": "…"}` for each on standard output.
 * A process holds one phone at a time; `new` buys another one.
 */
import '../../pwa/node_modules/fake-indexeddb/auto/index.mjs';
import { createInterface } from 'node:readline';
import { consentFields } from '../../pwa/src/core/model/consents.ts';
import type { Fields } from '../../pwa/src/core/model/plain.ts';
import { stretch } from '../../pwa/src/core/vault/argon.ts';
import type { VaultEnvironment } from '../../pwa/src/core/vault/environment.ts';
import type { Vault, Vaults } from '../../pwa/src/core/vault/types.ts';
import { vaultsIn } from '../../pwa/src/core/vault/vaults.ts';

/**
 * What happens to one request. `drop`: it never arrives · `lose`: it arrives, its answer does not · `twice`: it arrives
 * twice, the second answer counts · `late`: it seems dropped and arrives after requests that were made later.
 */
type Fault = 'none' | 'drop' | 'lose' | 'twice' | 'late';

interface Command {
  do: string;
  server?: string;
  skew?: number;
  id?: string;
  name?: string;
  kind?: string;
  fields?: Fields;
  code?: string;
  local?: 'add' | 'discard';
  faults?: Fault[];
  /** An edit that the person makes between a request and its answer. */
  meanwhile?: { id: string; fields: Fields };
  after?: number;
  /** A sealed file, base64. */
  file?: string;
  anyway?: boolean;
}

/** Transactions that the present phone may still begin before it dies; a dead phone's program can write nothing. */
let breath = Number.POSITIVE_INFINITY;
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...given: Parameters<typeof begin>) {
  if (this.name === phone?.database && --breath < 0) throw new DOMException('crashed', 'InvalidStateError');
  return begin.apply(this, given);
};

const argon: VaultEnvironment['stretch'] = async (pin, salt, cost) => stretch(pin, salt, cost);

let phones = 0;
let phone: VaultEnvironment | null = null;
let vaults: Vaults | null = null;
let vault: Vault | null = null;
let faults: Fault[] = [];
let late: (() => Promise<Response>)[] = [];
let meanwhile: Command['meanwhile'];
/** Milliseconds that the clock of the present phone was moved on. */
let ahead = 0;

async function faultyFetch(url: string, init: RequestInit): Promise<Response> {
  const send = () => fetch(url, init);
  const fault = faults.shift() ?? 'none';
  if (fault === 'late') late.push(() => fetch(url, { ...init, signal: AbortSignal.timeout(10_000) }));
  if (fault === 'drop' || fault === 'late') throw new TypeError('no network');
  if (fault === 'twice') await (await send()).arrayBuffer();
  const answer = await send();
  const edit = meanwhile;
  meanwhile = undefined;
  if (edit) await opened().edit(edit.id, edit.fields);
  if (fault === 'lose') {
    // Read to the end, so that the server has certainly finished.
    await answer.arrayBuffer();
    throw new TypeError('connection reset');
  }
  return answer;
}

/** Requests that were thought lost arrive now, in the order opposite to that in which they were sent. */
async function arriveLate(): Promise<number> {
  const waiting = late.reverse();
  late = [];
  for (const send of waiting) await send().then((answer) => answer.arrayBuffer());
  return waiting.length;
}

function opened(): Vault {
  if (!vault) throw new Error('this phone has no open vault');
  return vault;
}

const commands: Record<string, (command: Command) => Promise<unknown>> = {
  async new({ server = '', skew = 0 }) {
    vault?.close();
    phones += 1;
    breath = Number.POSITIVE_INFINITY;
    faults = [];
    late = [];
    ahead = 0;
    phone = {
      database: `phone-${phones}`,
      server,
      fetch: faultyFetch,
      now: () => Date.now() + skew + ahead,
      stretch: argon,
    };
    vaults = vaultsIn(phone);
    vault = await vaults.create();
    return vault.tag;
  },
  create: ({ kind = '', fields = {} }) => opened().create(kind, fields),
  write: ({ name = '', kind = '', fields = {} }) => opened().write(name, kind, fields),
  edit: ({ id = '', fields = {} }) => opened().edit(id, fields),
  remove: ({ id = '' }) => opened().remove(id),
  async later({ after = 0 }) {
    ahead += after;
  },
  async giveFigures({ fields = {} }) {
    const given = fields as unknown as Parameters<Vault['giveFigures']>[0];
    await opened().write('consents', 'consents', consentFields('figures', true, given.date));
    await opened().giveFigures(given);
  },
  sendFigure: () => opened().sendFigure(),
  async code() {
    const code = await opened().makeCode();
    await opened().confirmCode();
    return code;
  },
  async signIn({ code = '', local = 'discard' }) {
    const answer = await vaults?.signIn(code, local);
    if (!answer?.ok) return answer?.why;
    vault = answer.vault;
    return 'ok';
  },
  async deleteEverything() {
    await opened().deleteEverything();
    return vaults?.finishDeletions();
  },
  async keepAsNew() {
    await opened().keepAsNew();
    return opened().state;
  },
  /**
   * Moves house to a new code, which is returned: with `after`, until the app dies after so many transactions and is opened
   * again. `moved`: whether the diary lives in another vault now.
   */
  async moveHouse({ after, faults: planned = [] }) {
    const mover = opened();
    const before = await mover.named('plan');
    const code = await mover.makeCode();
    faults = [...planned];
    breath = after ?? Number.POSITIVE_INFINITY;
    await mover.rotateMasterKey().catch(() => undefined);
    await mover.sync();
    faults = [];
    breath = Number.POSITIVE_INFINITY;
    if (after !== undefined) {
      mover.close();
      vault = (await vaults?.open()) ?? null;
    }
    return { code, moved: (await opened().named('plan')) !== before };
  },
  /** The code the file opens with: the one given, else one that is made for it. */
  async exportFile({ code }) {
    const made = await opened().exportFile(code ?? null);
    if (!made.ok) return made;
    return { ok: true, file: Buffer.from(made.file).toString('base64'), code: made.code ?? code };
  },
  async takeIn({ file = '', code = '', local = 'add' }) {
    const answer = await vaults?.openCopy(new Uint8Array(Buffer.from(file, 'base64')), code);
    if (!answer?.ok) return answer?.why;
    vault = (await vaults?.takeIn(answer.copy, local)) ?? null;
    return 'ok';
  },
  async writeDevice({ name = '', fields = {} }) {
    await opened().writeDevice(name, fields);
  },
  async leave({ anyway = false }) {
    return (await opened().leave(anyway)).left;
  },
  async sync({ faults: planned = [], meanwhile: edit }) {
    faults = [...planned];
    meanwhile = edit;
    await opened().sync();
    faults = [];
    meanwhile = undefined;
    return opened().state;
  },
  arriveLate,
  /** The app dies after so many transactions of a sync, and is opened again from what is on the disk. */
  async crash({ after = 0 }) {
    breath = after;
    const dying = opened();
    await dying.sync();
    dying.close();
    breath = Number.POSITIVE_INFINITY;
    vault = (await vaults?.open()) ?? null;
    return opened().state;
  },
  async dump() {
    const now = opened();
    const entries = [...now.entries.values()].map(({ id, kind, fields, also }) => ({
      id,
      kind,
      fields,
      also: also.map(({ field, text }) => ({ field, text })),
    }));
    const { state, rolledBack, troubles, rotation } = now;
    return { state, rolledBack, troubles: [...troubles], moving: rotation?.step ?? null, entries };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  let answer: object;
  try {
    answer = { ok: (await commands[command.do]?.(command)) ?? null };
  } catch (fault) {
    answer = { fault: String(fault) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
