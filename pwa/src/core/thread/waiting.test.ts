import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begun, ModelCoach, type Person } from './modelCoach.ts';
import { Office } from './modelOffice.ts';
import { answerWaits } from './waiting.ts';

/** What the worker finds, with what it is given: the records as they rest. */
const looks = (office: Pick<Office, 'fetch'>, { vault }: Person): Promise<boolean> =>
  answerWaits(vault.entries, { server: 'http://server.invalid', fetch: office.fetch });

test('an answer that nobody has fetched is found with one question, until it has been read', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  assert.equal(await looks(office, he), false);
  await kari.says(he.id, 'hei');
  const before = office.calls.length;
  assert.equal(await looks(office, he), true);
  assert.deepEqual(office.calls.slice(before), ['GET /api/threads/{id}']);
  // Fetched, and not read: without a connection too.
  await he.threads.refresh();
  const offline = { fetch: () => Promise.reject(new TypeError('no network')) };
  assert.equal(await looks(offline, he), true);
  await he.threads.read();
  assert.equal(await looks(office, he), false);
  assert.equal(await looks(offline, he), false);
});

test('what is no coach’s, was taken back, or is told of by the server itself is no reason', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  const stranger = await ModelCoach.in(office);
  const thread = office.threads.get(he.id);
  thread?.envelopes.set(stranger.id, thread.envelopes.get(kari.id) ?? '');
  await kari.says(he.id, 'feil tråd');
  await kari.answers(he.id, { withdrew: 1 });
  const forged = await kari.says(he.id, 'fra en annen');
  forged.coach = stranger.id;
  assert.equal(await looks(office, he), false);
  const flipped = await kari.says(he.id, 'skadet');
  flipped.n = 9;
  assert.equal(await looks(office, he), false);
  await he.vault.writeDevice('channel', { id: 'c'.repeat(32), auth: 'd'.repeat(64), on: true });
  await he.threads.tell(true);
  await kari.says(he.id, 'hei');
  assert.equal(await looks(office, he), false);
  await he.threads.tell(false);
  assert.equal(await looks(office, he), true);
});
