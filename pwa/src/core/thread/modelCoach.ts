/** A person and a coach on a model office, as the tests of threads use them. */
import assert from 'node:assert/strict';
import { base64, fromBase64, hex, random } from '../bytes.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { phone } from '../vault/modelServer.ts';
import type { Vault } from '../vault/types.ts';
import { vaultsIn } from '../vault/vaults.ts';
import { openAs, type Pair, pairOf } from './hpke.ts';
import { envelopeInfo } from './keys.ts';
import { ThreadSeals } from './message.ts';
import type { Office, StoredMessage, StoredThread } from './modelOffice.ts';
import { PersonThreads } from './thread.ts';
import type { Beginning, FromCoach } from './types.ts';

export class ModelCoach {
  readonly id = hex(random(16));
  readonly auth = hex(random(32));
  readonly office: Office;
  readonly pair: Pair;

  private constructor(office: Office, pair: Pair) {
    this.office = office;
    this.pair = pair;
  }

  /** A certified one, unless `days` is null. */
  static async in(office: Office, days: number | null = 90): Promise<ModelCoach> {
    const coach = new ModelCoach(office, await pairOf(random(32)));
    const public_key = base64(coach.pair.publicKey);
    const { auth } = coach;
    office.coaches.set(coach.id, { auth, state: 'waiting', public_key, certificate: null, expires: null });
    if (days !== null) await office.certify(coach.id, days);
    return coach;
  }

  async seals(thread: string): Promise<ThreadSeals> {
    const envelope = stored(this.office, thread).envelopes.get(this.id);
    assert.ok(envelope, 'no envelope for this coach');
    const key = await openAs(this.pair.privateKey, envelopeInfo(thread), fromBase64(envelope));
    return ThreadSeals.of(thread, key);
  }

  /** Everything in the thread, as this coach opens it. */
  async reads(thread: string): Promise<unknown[]> {
    const seals = await this.seals(thread);
    return Promise.all(
      stored(this.office, thread).messages.map(({ from, n, sealed }) => seals.open(from, n, fromBase64(sealed))),
    );
  }

  async answers(thread: string, content: FromCoach | { withdrew: number }): Promise<StoredMessage> {
    const { last, messages } = stored(this.office, thread);
    const n = last.c + 1;
    const sealed = base64(await (await this.seals(thread)).seal('c', n, JSON.stringify(content)));
    const answer = await this.office.fetch(`http://server.invalid/api/coaches/${this.id}/threads/${thread}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.auth}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ n, sealed }),
    });
    assert.equal(answer.status, 201, await answer.text());
    const message = messages.at(-1);
    assert.ok(message);
    return message;
  }

  says(thread: string, text: string): Promise<StoredMessage> {
    return this.answers(thread, { kind: 'text', name: 'Kari', text });
  }
}

export function stored(office: Office, thread: string): StoredThread {
  const found = office.threads.get(thread);
  assert.ok(found, 'no such thread on the server');
  return found;
}

export const beginning: Beginning = {
  alias: 'Stille bjørk 47',
  programme: 'stop',
  locale: 'nb',
  about: ['again'],
  text: 'Jeg vil slutte.',
  consent: { version: '2026-11-27', date: '2026-11-27' },
};

export interface Person {
  on: VaultEnvironment;
  vault: Vault;
  threads: PersonThreads;
}

/** A person with a diary of the phone's own. */
export async function person(
  office: Pick<Office, 'fetch' | 'organisation'>,
  change: Partial<VaultEnvironment> = {},
): Promise<Person> {
  const on = phone(office, change);
  const vault = await vaultsIn(on).create();
  return { on, vault, threads: await PersonThreads.over(vault, on, office.organisation) };
}

/** The same phone, its app started anew. */
export async function again({ on }: Pick<Person, 'on'>, office: Pick<Office, 'organisation'>): Promise<Person> {
  const vault = await vaultsIn(on).open();
  assert.ok(vault);
  return { on, vault, threads: await PersonThreads.over(vault, on, office.organisation) };
}

/** With a thread that the server has. */
export async function begun(office: Office, change: Partial<VaultEnvironment> = {}): Promise<Person & { id: string }> {
  const who = await person(office, change);
  assert.deepEqual(await who.threads.begin(beginning), { ok: true });
  assert.deepEqual(await who.threads.refresh(), { ok: true });
  const id = who.threads.current?.id ?? '';
  assert.ok(office.threads.has(id));
  return { ...who, id };
}

/** What a thread shows, in short. */
export const shown = ({ threads }: Pick<Person, 'threads'>): string[] =>
  (threads.current?.letters ?? []).map(({ from, content, proven, sent, earlier }) => {
    const words = content && 'text' in content ? content.text : (content?.kind ?? 'withdrawn');
    return `${earlier ? 'earlier ' : ''}${from === 'c' && !proven ? '?' : from} ${words}${sent === 'sent' ? '' : ` (${sent})`}`;
  });

export const codes = ({ threads }: Pick<Person, 'threads'>): string[] =>
  (threads.current?.findings ?? []).map(({ code }) => code).sort();
