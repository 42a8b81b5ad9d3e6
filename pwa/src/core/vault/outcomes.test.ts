import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromHex } from '../bytes.ts';
import { consentFields } from '../model/consents.ts';
import { questions, type Wave } from '../model/outcomes.ts';
import { reportDelays, reportQueueRecord, waitingIn } from '../model/outcomes-queue.ts';
import { exported, imported, nowhere } from './modelFiles.ts';
import { signedIn, synced } from './modelPhones.ts';
import { ModelServer, phone } from './modelServer.ts';
import { blurred } from './outcomes.ts';
import { rootKey } from './seal.ts';
import type { Vault } from './types.ts';
import { vaultsIn } from './vaults.ts';

interface Vectors {
  blurred: { master: string; wave: Wave; question: string; answer: number; id: string; report: string }[];
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/outcomes.json', import.meta.url), 'utf8'),
) as Vectors;

const DAY = 86_400_000;
const START = 1_800_000_000_000;
const given = { wave: '04', face: 'stop', answers: { p: 0, c: 2, w: 'none', m: 1, k: 1 }, date: '2027-01-15' } as const;

const agree = (vault: Vault, yes = true) =>
  vault.write('consents', 'consents', consentFields('figures', yes, '2027-01-15'));
const queue = (vault: Vault) => waitingIn(vault.device.get(reportQueueRecord));

test('the known answers: the same master key throws the same dice under the same id', async () => {
  for (const { master, wave, question: code, answer, id, report } of vectors.blurred) {
    const question = questions.find((it) => it.code === code);
    assert.ok(question);
    assert.deepEqual(await blurred(await rootKey(fromHex(master)), wave, question, answer), { id, report });
  }
});

test('two phones that answer apart send the very same, which the server counts once', async () => {
  const server = new ModelServer();
  let now = START;
  const clock = { now: () => now };
  const { vault: one, code } = await synced(phone(server, clock));
  await agree(one);
  await one.sync();
  const two = await signedIn(phone(server, clock), code);
  for (const vault of [one, two]) await vault.giveFigures(given);
  const said = (vault: Vault) =>
    queue(vault)
      .map(({ id, report }) => `${id} ${report}`)
      .sort();
  assert.equal(said(one).length, 5);
  assert.deepEqual(said(one), said(two));
  for (let day = 0; day < 20; day += 1) {
    now += DAY;
    for (const vault of [one, two]) await vault.sendFigure();
  }
  assert.deepEqual([queue(one), queue(two)], [[], []]);
  const bodies = new Map(server.outcomes.map(({ id, body }) => [id, body]));
  assert.equal(server.outcomes.length, 10);
  assert.equal(bodies.size, 5);
  for (const { id, body } of server.outcomes) assert.equal(bodies.get(id), body);
});

test('each answer goes by itself, days later, one a day, and all of the same size with nothing beside', async () => {
  const server = new ModelServer();
  let now = START;
  const sent: RequestInit[] = [];
  const { vault } = await synced(
    phone(server, {
      now: () => now,
      fetch: (url, init) => {
        if (url.includes('/outcomes/')) sent.push(init);
        return server.fetch(url, init);
      },
    }),
  );
  await agree(vault);
  await vault.giveFigures(given);
  for (const { after } of queue(vault)) {
    assert.ok(after >= START + reportDelays.from && after < START + reportDelays.from + reportDelays.spread);
  }
  assert.equal(new Set(queue(vault).map((it) => it.after)).size, 5);
  await vault.sendFigure();
  assert.equal(sent.length, 0);
  now = START + 30 * DAY;
  await vault.sendFigure();
  await vault.sendFigure();
  assert.equal(sent.length, 1);
  for (let day = 0; day < 5; day += 1) {
    now += DAY;
    await vault.sendFigure();
  }
  assert.equal(sent.length, 5);
  for (const init of sent) {
    assert.match(String(init.body), /^\{"report":"04[pcwmk][0-6]"\}$/);
    assert.deepEqual(Object.keys(init.headers ?? {}).sort(), ['Accept', 'Content-Type']);
    assert.equal(init.credentials, 'omit');
    assert.equal(init.referrerPolicy, 'no-referrer');
  }
  assert.equal(vault.device.has(reportQueueRecord), false);
});

test('that an answer was given rests in the diary and what was sent does not: nothing is written to the server with it', async () => {
  const server = new ModelServer();
  let now = START;
  const { vault } = await synced(phone(server, { now: () => now }));
  await agree(vault);
  await vault.giveFigures(given);
  await vault.sync();
  const entry = vault.entries.get(await vault.named('outcomes'));
  assert.deepEqual(entry?.fields, { at_04: '2027-01-15' });
  now += 20 * DAY;
  // The day on which this phone was last seen is written first.
  await vault.sync();
  const puts = server.syncs.length;
  await vault.sendFigure();
  assert.equal(server.outcomes.length, 1);
  await vault.sync();
  assert.deepEqual(
    server.syncs.slice(puts).flatMap((it) => it.puts),
    [],
  );
});

test('a lost answer is sent again byte for byte', async () => {
  const server = new ModelServer();
  let now = START;
  let lose = true;
  const { vault } = await synced(
    phone(server, {
      now: () => now,
      fetch: async (url, init) => {
        const answer = await server.fetch(url, init);
        if (lose && url.includes('/outcomes/')) throw new TypeError('connection reset');
        return answer;
      },
    }),
  );
  await agree(vault);
  await vault.giveFigures(given);
  now += 20 * DAY;
  assert.equal(await vault.sendFigure(), true);
  assert.equal(queue(vault).length, 5);
  lose = false;
  await vault.sendFigure();
  assert.equal(queue(vault).length, 4);
  const [first, second] = server.outcomes;
  assert.deepEqual(first, second);
});

test('withdrawn on one phone, nothing more goes from the other either', async () => {
  const server = new ModelServer();
  let now = START;
  const clock = { now: () => now };
  const { vault: one, code } = await synced(phone(server, clock));
  await agree(one);
  await one.giveFigures(given);
  await one.sync();
  const two = await signedIn(phone(server, clock), code);
  await agree(two, false);
  await two.sync();
  await one.sync();
  now += 20 * DAY;
  assert.equal(await one.sendFigure(), false);
  assert.equal(one.device.has(reportQueueRecord), false);
  assert.deepEqual(server.outcomes, []);
});

test('two windows of one phone lose no answer of each other, send one a day between them, and hear of a withdrawal at once', async () => {
  const server = new ModelServer();
  let now = START;
  let meanwhile = async (): Promise<void> => undefined;
  const around = phone(server, {
    now: () => now,
    fetch: async (url, init) => {
      if (url.includes('/outcomes/')) await meanwhile();
      return server.fetch(url, init);
    },
  });
  const one = await vaultsIn(around).create();
  await agree(one);
  const other = await vaultsIn(around).open();
  assert.ok(other);
  const rest = async () => queue((await vaultsIn(around).open()) as Vault).length;
  await Promise.all([one.giveFigures(given), other.giveFigures({ ...given, wave: '12' })]);
  assert.equal(await rest(), 10);
  now += 20 * DAY;
  await Promise.all([one.sendFigure(), other.sendFigure()]);
  assert.deepEqual([server.outcomes.length, await rest()], [1, 9]);
  now += DAY;
  meanwhile = () => other.giveFigures({ ...given, wave: '26' });
  await one.sendFigure();
  meanwhile = async () => undefined;
  assert.deepEqual([server.outcomes.length, await rest()], [2, 13]);
  now += DAY;
  await agree(one, false);
  assert.equal(await other.sendFigure(), false);
  assert.deepEqual([server.outcomes.length, await rest()], [2, 0]);
});

test('what waits goes neither into a file nor into another vault', async () => {
  const server = new ModelServer();
  const { vault } = await synced(phone(server, { now: () => START }));
  await agree(vault);
  await vault.giveFigures(given);
  const other = await imported(nowhere(), await exported(vault));
  assert.equal(other.device.has(reportQueueRecord), false);
  assert.ok(other.entries.has(await other.named('outcomes')));
  await vault.makeCode();
  await vault.rotateMasterKey();
  assert.equal(vault.device.has(reportQueueRecord), false);
  assert.ok(vault.entries.has(await vault.named('outcomes')));
});

test('what the server will not take is dropped and not tried for ever', async () => {
  const server = new ModelServer();
  let now = START;
  const { vault } = await synced(
    phone(server, {
      now: () => now,
      fetch: (url, init) =>
        url.includes('/outcomes/')
          ? Promise.resolve(Response.json({ type: '/problems/invalid' }, { status: 422 }))
          : server.fetch(url, init),
    }),
  );
  await agree(vault);
  await vault.giveFigures(given);
  for (let day = 0; day < 20; day += 1) {
    now += DAY;
    await vault.sendFigure();
  }
  assert.equal(vault.device.has(reportQueueRecord), false);
});
