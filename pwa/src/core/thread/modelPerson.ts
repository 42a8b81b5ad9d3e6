/** Somebody who writes to coaches, as their phone seals it and the server is given it: for tests of the coaches' side. */
import assert from 'node:assert/strict';
import { type Bytes, base64, fromBase64, hex, random } from '../bytes.ts';
import { sealThreadKey, ThreadSeals } from './message.ts';
import { stored } from './modelCoach.ts';
import type { Office } from './modelOffice.ts';
import type { FromPerson } from './types.ts';

type Opening = Omit<Extract<FromPerson, { kind: 'opening' }>, 'kind'>;

const opening: Opening = {
  alias: 'Rolig bjørk 41',
  programme: 'stop',
  locale: 'nb',
  about: [],
  text: 'Jeg vet ikke hvor jeg skal begynne.',
};

export class ModelPerson {
  readonly id: string;
  readonly alias: string;
  readonly seals: ThreadSeals;
  private readonly office: Office;
  private readonly auth = hex(random(32));
  private n = 0;

  private constructor(office: Office, alias: string, seals: ThreadSeals) {
    this.office = office;
    this.alias = alias;
    this.seals = seals;
    this.id = seals.id;
  }

  /** Opens a thread for every active coach, with a first message. */
  static async begins(office: Office, told: Partial<Opening> = {}): Promise<ModelPerson> {
    const [key, id] = [random(32), hex(random(16))];
    const said = { kind: 'opening', ...opening, ...told } as const;
    const he = new ModelPerson(office, said.alias, await ThreadSeals.of(id, key));
    const active = [...office.coaches].filter(([, { state }]) => state === 'active');
    const envelopes = await Promise.all(
      active.map(async ([coach, { public_key }]) => ({
        coach,
        sealed: base64(await sealThreadKey(fromBase64(public_key), id, key)),
      })),
    );
    await he.asks('PUT', '', { envelopes });
    await he.writes(said);
    return he;
  }

  /** Also what no app of today writes. */
  async writes(content: FromPerson | { kind: string }): Promise<void> {
    await this.sends(await this.seals.seal('u', this.n + 1, JSON.stringify(content)));
  }

  says(text: string): Promise<void> {
    return this.writes({ kind: 'text', text });
  }

  /** As the next message, whatever it is. */
  async sends(sealed: Bytes): Promise<void> {
    this.n += 1;
    await this.asks('POST', '/messages', { n: this.n, sealed: base64(sealed) });
  }

  /** What coaches have written, opened. */
  answers(): Promise<unknown[]> {
    const found = stored(this.office, this.id).messages.filter(({ from }) => from === 'c');
    return Promise.all(found.map(({ n, sealed }) => this.seals.open('c', n, fromBase64(sealed))));
  }

  /** What is there now has been on the person's screen. */
  async reads(): Promise<void> {
    await this.asks('POST', '/read', { seq: stored(this.office, this.id).seq });
  }

  /** Up to where the server says that a coach has read. */
  get seqRead(): number {
    return stored(this.office, this.id).read.c;
  }

  async deletes(): Promise<void> {
    await this.asks('DELETE', '');
  }

  private async asks(method: string, tail: string, body?: object): Promise<void> {
    const answer = await this.office.fetch(`http://server.invalid/api/threads/${this.id}${tail}`, {
      method,
      headers: { Authorization: `Bearer ${this.auth}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, await answer.text());
  }
}
