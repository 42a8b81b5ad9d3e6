import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldThreads } from './held.ts';
import { beginning, begun, codes, ModelCoach, person, shown } from './modelCoach.ts';
import { Office } from './modelOffice.ts';

const ok = { ok: true };

test('what a coach wrote in earlier threads stays theirs when they leave a later one, and is carried', async () => {
  for (const old of [false, true]) {
    const office = await Office.make();
    const [a, b, c] = [await ModelCoach.in(office), await ModelCoach.in(office), await ModelCoach.in(office)];
    const he = await begun(office);
    for (const n of [1, 2, 3]) {
      await b.says(he.id, `svar ${n}`);
      await he.threads.write({ kind: 'text', text: `ord ${n}` });
      await he.threads.refresh();
    }
    office.revoke(a.id);
    await he.threads.refresh();
    assert.deepEqual(await he.threads.renew(false), ok);
    await he.threads.refresh();
    office.revoke(b.id);
    await he.threads.refresh();
    // As it was written down before places had a thread beside them.
    const { key = '', expires = 0 } = he.threads.current?.coaches.find(({ id }) => id === b.id) ?? {};
    if (old)
      await he.vault.edit(heldThreads(he.vault.entries)[0]?.entry ?? '', {
        [`coach_${b.id}`]: { key, expires, until: 1 },
      });
    await he.threads.refresh();
    assert.equal(he.threads.current?.renewal, 'coach-gone');
    const answers = ['earlier c svar 1', 'earlier c svar 2', 'earlier c svar 3'];
    assert.deepEqual(
      shown(he).filter((it) => /svar/.test(it)),
      answers,
    );
    assert.deepEqual(await he.threads.renew(true), ok);
    await he.threads.refresh();
    assert.deepEqual(
      shown(he).filter((it) => /svar/.test(it)),
      answers,
    );
    const [, carried] = (await c.reads(he.threads.current?.id ?? '')) as { messages?: { text: string }[] }[];
    assert.deepEqual(
      carried?.messages?.filter(({ text }) => text.startsWith('svar')).map(({ text }) => text),
      ['svar 1', 'svar 2', 'svar 3'],
    );
    assert.deepEqual(codes(he), []);
  }
});

test('what is said to be of a coach who had left stays nobody’s in the thread that took the place of that one', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const seals = await kari.seals(he.id);
  await kari.says(he.id, 'ekte');
  office.revoke(kari.id);
  await he.threads.refresh();
  office.saysInTheNameOf(kari.id, he.id, await seals.seal('c', 2, said('falsk')));
  await he.threads.refresh();
  assert.deepEqual(await he.threads.renew(true), ok);
  await he.threads.refresh();
  const next = he.threads.current?.id ?? '';
  office.saysInTheNameOf(kari.id, next, await (await ola.seals(next)).seal('c', 1, said('ny')));
  await he.threads.refresh();
  assert.deepEqual(
    shown(he).filter((it) => /ekte|falsk|ny$/.test(it)),
    ['earlier c ekte', 'earlier ? falsk', '? ny'],
  );
});

const said = (text: string): string => JSON.stringify({ kind: 'text', name: 'Kari', text });

/** A server whose answers about envelopes are lost while it is told to, done or not. */
function losing(office: Office): { fetch: Office['fetch']; lose: 'answer' | 'call' | null } {
  const line: { fetch: Office['fetch']; lose: 'answer' | 'call' | null } = {
    lose: null,
    fetch: async (url, init) => {
      const envelopes = init.method === 'PUT' && /threads\/[0-9a-f]{32}$/.test(url);
      if (envelopes && line.lose === 'call') throw new TypeError('lost');
      const answer = await office.fetch(url, init);
      if (envelopes && line.lose === 'answer') throw new TypeError('lost');
      return answer;
    },
  };
  return line;
}

test('who was let in without an answer is one who can read once the server says so, and nothing odd is said', async () => {
  const office = await Office.make();
  const line = losing(office);
  const kari = await ModelCoach.in(office);
  const he = await begun(office, { fetch: line.fetch });
  const ola = await ModelCoach.in(office);
  await he.threads.coaches();
  line.lose = 'answer';
  assert.deepEqual(await he.threads.admit([ola.id]), { ok: false, why: 'offline' });
  line.lose = null;
  await ola.says(he.id, 'fra Ola');
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c fra Ola']);
  assert.deepEqual(codes(he), []);
  assert.deepEqual([...(he.threads.current?.readers ?? [])].sort(), [kari.id, ola.id].sort());
  assert.deepEqual([he.threads.current?.newcomers, he.threads.current?.renewal], [[], null]);
});

test('who was to be let in and is not is offered once more, and nobody is said to have left', async () => {
  const office = await Office.make();
  const line = losing(office);
  const kari = await ModelCoach.in(office);
  const he = await begun(office, { fetch: line.fetch });
  const ola = await ModelCoach.in(office);
  await he.threads.coaches();
  line.lose = 'call';
  assert.deepEqual(await he.threads.admit([ola.id]), { ok: false, why: 'offline' });
  line.lose = null;
  await he.threads.refresh();
  assert.deepEqual([he.threads.current?.renewal, codes(he)], [null, []]);
  assert.deepEqual(he.threads.current?.readers, [kari.id]);
  const offered = (): (string | undefined)[] => (he.threads.current?.newcomers ?? []).map(({ id }) => id);
  assert.deepEqual(offered(), [ola.id]);
  assert.deepEqual(await he.threads.admit(offered() as string[]), ok);
  await he.threads.refresh();
  assert.deepEqual([offered(), codes(he), he.threads.current?.renewal], [[], [], null]);
  assert.equal(he.threads.current?.readers.length, 2);
});

test('nobody is let in but those who stood on the screen', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  const ola = await ModelCoach.in(office);
  await he.threads.coaches();
  const offered = (he.threads.current?.newcomers ?? []).map(({ id }) => id);
  const late = await ModelCoach.in(office);
  assert.deepEqual(await he.threads.admit(offered), ok);
  assert.deepEqual([...(office.threads.get(he.id)?.envelopes.keys() ?? [])].sort(), [kari.id, ola.id].sort());
  assert.deepEqual(
    he.threads.current?.newcomers.map(({ id }) => id),
    [late.id],
  );
});

test('one whose certificate was over is left out when another is let in, also without an answer', async () => {
  for (const lose of ['answer', null] as const) {
    const office = await Office.make();
    const line = losing(office);
    let now = Date.now();
    office.now = () => now;
    const [kari, short] = [await ModelCoach.in(office), await ModelCoach.in(office, 5)];
    const he = await begun(office, { fetch: line.fetch, now: () => now });
    now += 10 * 86_400_000;
    const ola = await ModelCoach.in(office);
    line.lose = lose;
    await he.threads.admit([ola.id]);
    line.lose = null;
    await he.threads.refresh();
    assert.deepEqual([...(he.threads.current?.readers ?? [])].sort(), [kari.id, ola.id].sort());
    assert.ok(!office.threads.get(he.id)?.envelopes.has(short.id));
    assert.deepEqual([he.threads.current?.renewal, codes(he)], [null, []]);
  }
});

const written = async (coach: ModelCoach, thread = ''): Promise<unknown[]> =>
  (await coach.reads(thread)).map((it) => (it as { text?: string }).text ?? it);

test('where the only coach was revoked nothing is called sent: it waits, and is what the next coach is given first', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  await he.threads.write({ kind: 'text', text: 'før' });
  await he.threads.refresh();
  const ola = await ModelCoach.in(office);
  office.revoke(kari.id);
  await he.threads.refresh();
  assert.deepEqual([he.threads.current?.readers, he.threads.current?.renewal], [[], 'coach-gone']);
  await he.threads.write({ kind: 'text', text: 'hjelp meg nå' });
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u før', 'u hjelp meg nå (waiting)']);
  assert.equal(office.threads.get(he.id)?.messages.length, 2);
  // What is taken back is taken back all the same.
  await he.threads.withdraw(`${he.id}/u/2`);
  await he.threads.refresh();
  assert.equal(office.threads.get(he.id)?.messages.length, 3);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u withdrawn', 'u hjelp meg nå (waiting)']);
  assert.deepEqual(await he.threads.renew(false, [ola.id]), ok);
  await he.threads.refresh();
  assert.deepEqual(await written(ola, he.threads.current?.id), ['', 'hjelp meg nå']);
});

test('where every certificate is over what is written waits until one is renewed, also while the app stays open', async () => {
  const office = await Office.make();
  let now = Date.now();
  office.now = () => now;
  const kari = await ModelCoach.in(office, 5);
  const he = await begun(office, { now: () => now });
  now += 10 * 86_400_000;
  await he.threads.write({ kind: 'text', text: 'hjelp' });
  await he.threads.refresh();
  assert.deepEqual(he.threads.current?.readers, []);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u hjelp (waiting)']);
  now += 86_400_000;
  await office.certify(kari.id);
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u hjelp']);
  assert.deepEqual(he.threads.current?.readers, [kari.id]);
});

test('a thread that was begun long ago is sealed for none whose certificate is over, or whom the server no longer shows', async () => {
  for (const days of [3, 0.5]) {
    const office = await Office.make();
    let now = Date.now();
    office.now = () => now;
    const [kari, ola] = [await ModelCoach.in(office, 1), await ModelCoach.in(office)];
    let offline = true;
    const sealed: string[] = [];
    const fetch: Office['fetch'] = async (url, init) => {
      if (offline && /threads\//.test(url)) throw new TypeError('no network');
      if (init.method === 'PUT' && /threads\//.test(url)) {
        const { envelopes } = JSON.parse(String(init.body)) as { envelopes: { coach: string }[] };
        sealed.push(...envelopes.map(({ coach }) => coach));
        // A server that lies takes whoever comes.
        office.coach(kari.id).state = 'active';
        office.coach(kari.id).expires = 2 ** 31;
      }
      return office.fetch(url, init);
    };
    const he = await person({ fetch, organisation: office.organisation }, { now: () => now });
    assert.deepEqual(await he.threads.begin(beginning), ok);
    await he.threads.refresh();
    now += days * 86_400_000;
    if (days < 1) office.revoke(kari.id);
    offline = false;
    assert.deepEqual(await he.threads.refresh(), ok);
    assert.deepEqual(sealed, [ola.id]);
    assert.deepEqual(he.threads.current?.readers, [ola.id]);
  }
});

test('nobody of those whom a thread was begun for is there when it gets through: it can be begun anew, with the same words', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let offline = true;
  const fetch: Office['fetch'] = (url, init) =>
    offline && /threads\//.test(url) ? Promise.reject(new TypeError('no network')) : office.fetch(url, init);
  const he = await person({ fetch, organisation: office.organisation });
  assert.deepEqual(await he.threads.begin(beginning), ok);
  await he.threads.refresh();
  office.revoke(kari.id);
  offline = false;
  assert.equal((await he.threads.refresh()).ok, false);
  assert.deepEqual([he.threads.current?.readers, he.threads.current?.renewal], [[], 'coach-gone']);
  const ola = await ModelCoach.in(office);
  assert.equal((await he.threads.refresh()).ok, false);
  assert.deepEqual([he.threads.current?.readers, he.threads.current?.renewal], [[], 'coach-gone']);
  assert.deepEqual(await he.threads.renew(false, [ola.id]), ok);
  await he.threads.refresh();
  assert.deepEqual(await written(ola, he.threads.current?.id), ['Jeg vil slutte.']);
});

test('nobody is let into a thread whose key somebody has who is no coach any more: it is made anew', async () => {
  const office = await Office.make();
  const [kari, per] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const ola = await ModelCoach.in(office);
  await he.threads.coaches();
  office.revoke(kari.id);
  assert.deepEqual(await he.threads.admit([ola.id]), { ok: false, why: 'gone' });
  assert.equal(he.threads.current?.renewal, 'coach-gone');
  assert.deepEqual([...(office.threads.get(he.id)?.envelopes.keys() ?? [])], [per.id]);
});
