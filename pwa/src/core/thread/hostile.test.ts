/** A server that lies about threads and coaches: noticed, named, and nothing is shown as a coach's that is not. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64, fromBase64, hex, random } from '../bytes.ts';
import { signedIn, synced } from '../vault/modelPhones.ts';
import { json, phone, problem } from '../vault/modelServer.ts';
import type { Vault } from '../vault/types.ts';
import { vaultsIn } from '../vault/vaults.ts';
import { pairOf } from './hpke.ts';
import { again, beginning, begun, codes, ModelCoach, type Person, person, shown, stored } from './modelCoach.ts';
import { Office, Signer, type StoredMessage } from './modelOffice.ts';
import { PersonThreads } from './thread.ts';
import type { Finding, OrganisationKeys } from './types.ts';

interface Page {
  seq: number;
  coaches: string[];
  messages: StoredMessage[];
  more: boolean;
}
interface Active {
  id: string;
  public_key: string;
  expires: number;
  certificate: string;
}

/** Stands between the phone and an honest server. */
class Liar {
  readonly office: Office;
  page: ((page: Page, after: number) => unknown) | null = null;
  coaches: ((coaches: Active[]) => unknown) | null = null;
  any: ((url: string, init: RequestInit) => Response | null) | null = null;

  constructor(office: Office) {
    this.office = office;
  }

  get organisation(): OrganisationKeys {
    return this.office.organisation;
  }

  readonly fetch: Office['fetch'] = async (url, init) => {
    const lied = this.any?.(url, init);
    if (lied) return lied;
    const answer = await this.office.fetch(url, init);
    if (init.method !== 'GET' || answer.status !== 200) return answer;
    const { pathname, searchParams } = new URL(url);
    if (pathname === '/api/coaches' && this.coaches) {
      const { coaches } = (await answer.json()) as { coaches: Active[] };
      return json(200, { coaches: this.coaches(coaches) });
    }
    if (!pathname.startsWith('/api/threads/') || !this.page) return answer;
    return json(200, this.page((await answer.json()) as Page, Number(searchParams.get('after'))) as object);
  };
}

/** An open thread with five messages that the phone has seen, and one that it has not. */
async function behindALiar() {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const liar = new Liar(office);
  const he = await begun(office, { fetch: liar.fetch });
  await kari.says(he.id, 'c1');
  await kari.says(he.id, 'c2');
  await he.threads.refresh();
  await he.threads.write({ kind: 'text', text: 'u2' });
  await he.threads.refresh();
  await kari.says(he.id, 'c3');
  await he.threads.refresh();
  const seen = ['u Jeg vil slutte.', 'c c1', 'c c2', 'u u2', 'c c3'];
  assert.deepEqual(shown(he), seen);
  assert.deepEqual(codes(he), []);
  return { office, kari, ola, liar, he, seen };
}

const findings = ({ threads }: Person): Finding[] => [...(threads.current?.findings ?? [])];

test('a coach’s key that was swapped is sealed to by nobody', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const liar = new Liar(office);
  const servers = base64((await pairOf(random(32))).publicKey);
  liar.coaches = (coaches) => coaches.map((it) => ({ ...it, public_key: servers }));
  const he = await person(liar);
  const [id] = office.coaches.keys();
  const refused = { ok: false, why: 'untrusted', findings: [{ code: 'forged-certificate', coach: id }] };
  assert.deepEqual(await he.threads.coaches(), refused);
  assert.deepEqual(await he.threads.begin(beginning), refused);
  assert.equal(office.threads.size, 0);
  assert.equal(he.threads.current, null);
});

test('a coach with a forged certificate, an expired one, or one for a later day is left out; the true ones are written to', async () => {
  const office = await Office.make();
  const good = await ModelCoach.in(office);
  const [forged, late, longer] = [
    await ModelCoach.in(office),
    await ModelCoach.in(office, -1),
    await ModelCoach.in(office),
  ];
  await office.certify(forged.id, 90, await Signer.make());
  const liar = new Liar(office);
  const old = office.coach(late.id);
  liar.coaches = (coaches) => [
    ...coaches.map((it) => (it.id === longer.id ? { ...it, expires: it.expires + 86_400 } : it)),
    { id: late.id, public_key: old.public_key, expires: old.expires ?? 0, certificate: old.certificate ?? '' },
  ];
  const he = await person(liar);
  const found = await he.threads.coaches();
  assert.ok(found.ok);
  assert.deepEqual(
    found.coaches.map(({ id }) => id),
    [good.id],
  );
  assert.deepEqual(Object.fromEntries(found.findings.map(({ coach, code }) => [coach, code])), {
    [forged.id]: 'forged-certificate',
    [late.id]: 'expired-certificate',
    [longer.id]: 'forged-certificate',
  });
  await he.threads.begin(beginning);
  await he.threads.refresh();
  assert.deepEqual([...stored(office, he.threads.current?.id ?? '').envelopes.keys()], [good.id]);
});

test('a known coach with another key, also one that is certified, is not the same coach', async () => {
  const { office, kari, ola, liar, he } = await behindALiar();
  const other = office.coach(ola.id);
  liar.coaches = (coaches) =>
    coaches
      .filter(({ id }) => id === kari.id)
      .map((it) => ({
        ...it,
        public_key: other.public_key,
        expires: other.expires ?? 0,
        certificate: other.certificate ?? '',
      }));
  const found = await he.threads.coaches();
  assert.deepEqual(found, { ok: false, why: 'untrusted', findings: [{ code: 'coach-key-changed', coach: kari.id }] });
  assert.deepEqual(await he.threads.renew(true), found);
  assert.deepEqual([...office.threads.keys()], [he.id]);
});

test('one key under two names, and one name twice, count once', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const liar = new Liar(office);
  liar.coaches = ([it]) => [it, it, { ...it, id: 'f'.repeat(32) }];
  const he = await person(liar);
  const found = await he.threads.coaches();
  assert.ok(found.ok);
  assert.deepEqual(
    found.coaches.map(({ id }) => id),
    [kari.id],
  );
  assert.deepEqual(
    found.findings.map(({ code }) => code),
    ['coach-repeated', 'coach-repeated'],
  );
});

test('an envelope that this device did not make is said', async () => {
  const { liar, he, seen } = await behindALiar();
  const stranger = hex(random(16));
  liar.page = (page) => ({ ...page, coaches: [...page.coaches, stranger] });
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'envelope-added', coach: stranger }]);
  assert.ok(!he.threads.current?.readers.includes(stranger));
  assert.deepEqual(shown(he), seen);
});

test('an answer in the name of somebody who was not verified is not a coach’s', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  const stranger = hex(random(16));
  await kari.says(he.id, 'hvem?');
  liar.page = (page) => ({ ...page, messages: page.messages.map((it) => ({ ...it, coach: stranger })) });
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'unknown-coach', coach: stranger, from: 'c', n: 4 }]);
  assert.deepEqual(shown(he), [...seen, '? hvem?']);
  // The three before it.
  assert.equal(he.threads.current?.unread, 3);
});

test('an answer in nobody’s name is not a coach’s', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  await kari.says(he.id, 'hvem?');
  liar.page = (page) => ({ ...page, messages: page.messages.map(({ coach: _, ...it }) => it) });
  await he.threads.refresh();
  assert.deepEqual(codes(he), ['unknown-coach']);
  assert.deepEqual(shown(he), [...seen, '? hvem?']);
});

test('a message that is dropped is missed, and found when it comes after all', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  await kari.says(he.id, 'c4');
  await kari.says(he.id, 'c5');
  liar.page = (page) => ({ ...page, messages: page.messages.slice(1) });
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'missing' }, { code: 'missing', from: 'c', n: 4 }]);
  assert.deepEqual(shown(he), [...seen, 'c c5']);
  liar.page = null;
  await he.threads.refresh();
  assert.deepEqual(shown(he), [...seen, 'c c4', 'c c5']);
  assert.deepEqual(findings(he).length, 2);
  await he.threads.seen();
  await he.threads.refresh();
  assert.deepEqual(findings(he), []);
});

test('the last one dropped is missed too, as the server says how many there are', async () => {
  const { kari, liar, he } = await behindALiar();
  await kari.says(he.id, 'c4');
  liar.page = (page) => ({ ...page, messages: [] });
  await he.threads.refresh();
  assert.deepEqual(codes(he), ['missing']);
});

test('what is only said to be there does not make the true thread an older one', async () => {
  const { liar, he, seen } = await behindALiar();
  liar.page = (page) => ({ ...page, seq: 1_000_000 });
  await he.threads.refresh();
  assert.deepEqual(codes(he), ['missing']);
  liar.page = null;
  await he.threads.write({ kind: 'text', text: 'u3' });
  assert.deepEqual(await he.threads.refresh(), { ok: true });
  assert.deepEqual(shown(he), [...seen, 'u u3']);
  assert.deepEqual(codes(he), ['missing']);
  assert.equal(he.threads.current?.renewal, null);
});

test('a server that thinks up messages and coaches without end fills nothing', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  const day = '2026-11-27';
  const sealed = base64(random(285).fill(1, 0, 1));
  liar.page = (page, after) => ({
    ...page,
    more: true,
    messages: Array.from({ length: 100 }, (_, at) => ({
      seq: after + at + 1,
      from: 'c',
      n: after + at,
      coach: kari.id,
      day,
      sealed,
    })),
  });
  assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'gone' });
  assert.deepEqual(shown(he), seen);
  liar.page = (page) => ({
    ...page,
    coaches: [...page.coaches, ...Array.from({ length: 3000 }, () => hex(random(16)))],
  });
  assert.deepEqual(await he.threads.refresh(), { ok: true });
  assert.equal(he.threads.current?.findings.length, 100);
  assert.deepEqual(shown(he), seen);
});

test('an older thread is noticed: less than was seen, whatever is asked for', async () => {
  const { liar, he, seen } = await behindALiar();
  liar.page = (page) => ({ ...page, seq: 3, messages: page.messages.filter(({ seq }) => seq <= 3) });
  await he.threads.refresh();
  assert.deepEqual(codes(he), ['older-thread']);
  assert.equal(he.threads.current?.renewal, 'older-thread');
  assert.deepEqual(shown(he), seen);
});

test('an older thread is noticed by the app started anew, and by another device of the person', async () => {
  const { office, liar, he, seen } = await behindALiar();
  he.threads.stop();
  he.vault.close();
  liar.page = (page) => ({ ...page, seq: 3, messages: page.messages.filter(({ seq }) => seq <= 3) });
  const woken = await again(he, office);
  const code = await woken.vault.makeCode();
  await woken.vault.confirmCode();
  await woken.vault.sync();
  const on = phone(liar);
  const vault = await signedIn(on, code);
  for (const threads of [woken.threads, await PersonThreads.over(vault, on, office.organisation)]) {
    await threads.refresh();
    assert.deepEqual(codes({ threads }), ['older-thread']);
    assert.deepEqual(shown({ threads }), seen);
  }
});

test('a thread that the server has restored from an older backup takes nothing on top: all waits, and goes to a new one', async () => {
  const { office, ola, he, seen } = await behindALiar();
  const thread = stored(office, he.id);
  thread.messages = thread.messages.slice(0, 2);
  Object.assign(thread, { seq: 2, last: { u: 1, c: 1 } });
  await he.threads.write({ kind: 'text', text: 'u3' });
  assert.equal((await he.threads.refresh()).ok, false);
  assert.deepEqual(shown(he), [...seen, 'u u3 (waiting)']);
  assert.deepEqual(await he.threads.renew(true), { ok: true });
  await he.threads.refresh();
  const next = he.threads.current?.id ?? '';
  const [opening, carried, text] = (await ola.reads(next)) as { text?: string; messages?: { text: string }[] }[];
  assert.equal(opening?.text, 'Jeg vil slutte.');
  assert.deepEqual(
    carried?.messages?.map((it) => it.text),
    ['c1', 'c2', 'u2', 'c3'],
  );
  assert.equal(text?.text, 'u3');
});

test('a message that is repeated, under its own number or another place, is shown once', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  await kari.says(he.id, 'c4');
  for (const place of [6, 7]) {
    liar.page = (page) => {
      const [first] = page.messages;
      return { ...page, seq: place, messages: first ? [...page.messages, { ...first, seq: place }] : [] };
    };
    await he.threads.refresh();
    assert.deepEqual(shown(he), [...seen, 'c c4']);
  }
  liar.page = (page) => page;
  await he.threads.recheck();
  assert.ok(codes(he).includes('repeated'));
  assert.deepEqual(shown(he), [...seen, 'c c4']);
});

test('an older message that is shown as a new one is a repeat', async () => {
  const { office, liar, he, seen } = await behindALiar();
  const old = stored(office, he.id).messages.find(({ from }) => from === 'c');
  liar.page = (page) => ({ ...page, seq: 6, messages: [{ ...old, seq: 6 }] });
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'repeated', from: 'c', n: 1 }]);
  assert.deepEqual(shown(he), seen);
});

test('an older message under a new number does not open there', async () => {
  const { office, liar, he, seen } = await behindALiar();
  const old = stored(office, he.id).messages.find(({ from }) => from === 'c');
  liar.page = (page) => ({ ...page, seq: 6, messages: [{ ...old, seq: 6, n: 4 }] });
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'unreadable', from: 'c', n: 4 }]);
  assert.deepEqual(shown(he), seen);
});

test('messages that change places are noticed, and stand in the order of their numbers', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  await kari.says(he.id, 'c4');
  await kari.says(he.id, 'c5');
  liar.page = (page) => {
    const [a, b] = page.messages;
    return a && b
      ? {
          ...page,
          messages: [
            { ...b, seq: a.seq },
            { ...a, seq: b.seq },
          ],
        }
      : page;
  };
  await he.threads.refresh();
  assert.ok(codes(he).includes('reordered'), codes(he).join());
  assert.deepEqual(shown(he), [...seen, 'c c4', 'c c5']);
});

test('numbers that are exchanged open nothing', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  await kari.says(he.id, 'c4');
  await kari.says(he.id, 'c5');
  liar.page = (page) => ({ ...page, messages: page.messages.map((it) => ({ ...it, n: 9 - it.n })) });
  await he.threads.refresh();
  assert.deepEqual(codes(he), ['unreadable', 'unreadable']);
  assert.deepEqual(shown(he), seen);
  liar.page = null;
  await he.threads.recheck();
  assert.deepEqual(shown(he), [...seen, 'c c4', 'c c5']);
});

test('a message of another thread, of the other direction, or with a flipped bit is not shown', async () => {
  const { office, kari, liar, he, seen } = await behindALiar();
  const she = await begun(office);
  await kari.says(she.id, 'til en annen');
  const foreign = stored(office, she.id).messages[1];
  const mine = stored(office, he.id).messages[3];
  const flipped = fromBase64(stored(office, he.id).messages[4]?.sealed ?? '');
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  const foreignSuite = fromBase64(stored(office, he.id).messages[4]?.sealed ?? '');
  foreignSuite[0] = 2;
  const day = '2026-11-27';
  let n = 3;
  for (const sealed of [foreign?.sealed, mine?.sealed, base64(flipped), base64(foreignSuite), 'AQ==', '']) {
    n += 1;
    liar.page = (page) => ({
      ...page,
      seq: 6,
      messages: [{ seq: 6, from: 'c', n, coach: kari.id, day, sealed }],
    });
    await he.threads.recheck();
    assert.ok(findings(he).some((it) => it.code === 'unreadable' && it.n === n));
    assert.deepEqual(shown(he), seen);
    await he.threads.seen();
  }
});

test('another message at a number that was seen is noticed, and the first one stays', async () => {
  const { office, kari, liar, he, seen } = await behindALiar();
  // Somebody with the key: a coach who works with the server.
  const sealed = base64(
    await (await kari.seals(he.id)).seal('c', 2, JSON.stringify({ kind: 'text', name: 'Kari', text: 'annerledes' })),
  );
  liar.page = (page) => ({
    ...page,
    messages: page.messages.map((it) => (it.from === 'c' && it.n === 2 ? { ...it, sealed } : it)),
  });
  await he.threads.recheck();
  assert.deepEqual(findings(he), [{ code: 'changed', from: 'c', n: 2 }]);
  assert.deepEqual(shown(he), seen);
  assert.ok(office);
});

test('a coach who is said to be gone: it is said, and what was written stays', async () => {
  const { kari, liar, he, seen } = await behindALiar();
  liar.page = (page) => ({ ...page, coaches: page.coaches.filter((id) => id !== kari.id) });
  liar.coaches = (coaches) => coaches.filter(({ id }) => id !== kari.id);
  await he.threads.refresh();
  assert.deepEqual(findings(he), [{ code: 'coach-gone', coach: kari.id }]);
  assert.equal(he.threads.current?.renewal, 'coach-gone');
  assert.ok(!he.threads.current?.readers.includes(kari.id));
  assert.deepEqual(shown(he), seen);
});

test('an expired coach’s older answers stay hers; a new one is none, also with an older day written on it', async () => {
  const { office, kari, he } = await behindALiar();
  const until = office.coach(kari.id).expires ?? 0;
  he.threads.stop();
  he.vault.close();
  let now = (until + 86_400) * 1000;
  const day = new Date(now).toISOString().slice(0, 10);
  const liar = new Liar(office);
  const later = await again({ on: { ...he.on, now: () => now, fetch: liar.fetch } }, office);
  await later.threads.refresh();
  assert.deepEqual(shown(later), ['u Jeg vil slutte.', 'c c1', 'c c2', 'u u2', 'c c3']);
  assert.ok(!later.threads.current?.readers.includes(kari.id));
  now += 86_400_000;
  // The server lets her write all the same.
  office.now = () => (until - 1) * 1000;
  await kari.says(he.id, 'for sent');
  await later.threads.refresh();
  assert.equal(shown(later).at(-1), '? for sent');
  assert.ok(findings(later).some(({ code, n }) => code === 'expired-coach' && n === 4));
  const written = stored(office, he.id).messages.at(-1)?.day;
  assert.ok(written && written < day, written);
});

test('a coach whose certificate was renewed is one again', async () => {
  const { office, kari, he } = await behindALiar();
  const until = office.coach(kari.id).expires ?? 0;
  he.threads.stop();
  he.vault.close();
  const now = (until + 10 * 86_400) * 1000;
  office.now = () => now;
  await office.certify(kari.id);
  const later = await again({ on: { ...he.on, now: () => now } }, office);
  await kari.says(he.id, 'fremdeles her');
  await later.threads.refresh();
  assert.equal(shown(later).at(-1), 'c fremdeles her');
  assert.ok(!findings(later).some(({ code }) => code === 'expired-coach'));
});

test('one coach cannot take back what another has written', async () => {
  const { ola, he, seen } = await behindALiar();
  await ola.answers(he.id, { withdrew: 1 });
  await he.threads.refresh();
  assert.deepEqual(shown(he), seen);
  assert.deepEqual(findings(he), [{ code: 'foreign-withdrawal', coach: ola.id, from: 'c', n: 1 }]);
});

test('a thread that is said to be gone keeps all that is here, and goes on when it is there after all', async () => {
  const { liar, he, seen } = await behindALiar();
  for (const [status, name] of [
    [404, 'no-such-box'],
    [410, 'box-deleted'],
  ] as const) {
    liar.any = (url, init) => (url.includes('/api/threads/') && init.method === 'GET' ? problem(status, name) : null);
    assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'deleted' });
    assert.deepEqual(codes(he), ['thread-gone']);
    assert.equal(he.threads.current?.renewal, 'ended');
    assert.deepEqual(shown(he), seen);
    liar.any = null;
    assert.deepEqual(await he.threads.refresh(), { ok: true });
    assert.equal(he.threads.current?.state, 'open');
  }
  // A proxy's own page says nothing about the thread.
  for (const status of [200, 404, 410]) {
    liar.any = (url) => (url.includes('/api/threads/') ? new Response('<h1>of a proxy</h1>', { status }) : null);
    assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'gone' });
    assert.deepEqual(await he.threads.tell(false), { ok: false, why: 'gone' });
    assert.equal(he.threads.current?.state, 'open');
  }
});

test('answers out of form, and answers in circles, change nothing', async () => {
  const { liar, he, seen } = await behindALiar();
  const lies: ((page: Page) => unknown)[] = [
    () => [],
    (page) => ({ ...page, seq: -1 }),
    (page) => ({ ...page, seq: '5' }),
    (page) => ({ ...page, more: 1 }),
    (page) => ({ ...page, coaches: ['x'] }),
    (page) => ({ ...page, messages: [{ seq: 6, from: 'x', n: 1, day: '2026-11-27', sealed: '' }] }),
    (page) => ({ ...page, messages: [{ seq: 6, from: 'c', n: 0, day: '2026-11-27', sealed: '' }] }),
    (page) => ({ ...page, messages: [{ seq: 6, from: 'c', n: 4, day: 'today', sealed: '' }] }),
    (page) => ({ ...page, messages: [{ seq: 6, from: 'c', n: 4, day: '2026-11-27', sealed: '!' }] }),
    (page) => ({ ...page, more: true }),
    (page) => ({ ...page, messages: null }),
  ];
  for (const lie of lies) {
    liar.page = lie;
    assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'gone' });
    assert.deepEqual(shown(he), seen);
    assert.deepEqual(codes(he), []);
  }
});

test('a pack that names another organisation shows nobody as a coach, until the old one has signed for it', async () => {
  const { office, he, seen } = await behindALiar();
  he.threads.stop();
  const other = await Signer.make();
  const stranger = await PersonThreads.over(he.vault, he.on, { key: other.key });
  assert.deepEqual(
    shown({ threads: stranger }),
    seen.map((line) => line.replace(/^c /, '? ')),
  );
  const changed = { ok: false, why: 'untrusted', findings: [{ code: 'organisation-changed' }] };
  assert.deepEqual(await stranger.coaches(), changed);
  assert.deepEqual(await stranger.renew(true), changed);
  stranger.stop();
  const forged = { key: other.key, succession: [await other.succession(other)] };
  assert.deepEqual(await (await PersonThreads.over(he.vault, he.on, forged)).coaches(), changed);
  const between = await Signer.make();
  const succession = [await office.signer.succession(between), await between.succession(other)];
  const successor = await PersonThreads.over(he.vault, he.on, { key: other.key, succession });
  assert.deepEqual(shown({ threads: successor }), seen);
  for (const id of office.coaches.keys()) await office.certify(id, 90, other);
  assert.ok((await successor.coaches()).ok);
  // From now on the first one is the old one.
  assert.deepEqual(await (await PersonThreads.over(he.vault, he.on, office.organisation)).coaches(), changed);
});

test('a pack that was kept here is older than a change of the key: it is fetched anew before anybody is called forged', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  const next = await Signer.make();
  const succession = [await office.signer.succession(next)];
  await office.certify(kari.id, 90, next);
  let asked = 0;
  const over = (pack: OrganisationKeys | null) =>
    PersonThreads.over(he.vault, he.on, office.organisation, async () => {
      asked += 1;
      return pack;
    });
  // Without a connection, or from a pack whose key the old one has not signed, it is what it looks like.
  const alone = await (await over(null)).coaches();
  assert.deepEqual(alone.findings, [{ code: 'forged-certificate', coach: kari.id }]);
  const evil = await (await over({ key: next.key })).coaches();
  assert.deepEqual(evil.findings, [{ code: 'organisation-changed' }]);
  assert.equal(asked, 2);
  const threads = await over({ key: next.key, succession });
  const found = await threads.coaches();
  assert.ok(found.ok);
  assert.deepEqual(found.findings, []);
  assert.deepEqual(await threads.refresh(), { ok: true });
  assert.deepEqual(codes({ ...he, threads }), []);
  // The new one is pinned now: a phone of the same person with the old pack asks too, instead of showing nobody.
  const old = await over({ key: next.key, succession });
  assert.ok((await old.coaches()).ok);
  await kari.says(he.id, 'hei');
  await old.refresh();
  assert.deepEqual(shown({ threads: old }), ['u Jeg vil slutte.', 'c hei']);
});

test('an honest server’s coaches do not make the phone ask for the pack', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await person(office);
  let asked = 0;
  const threads = await PersonThreads.over(he.vault, he.on, office.organisation, async () => {
    asked += 1;
    return null;
  });
  assert.ok((await threads.coaches()).ok);
  assert.equal(asked, 0);
});

test('two devices that were shown different organisations find out when they meet', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const on = phone(office);
  const { vault: mine, code } = await synced(on);
  const other = phone(office);
  const theirs = await signedIn(other, code);
  const evil = await Signer.make();
  const threads = await PersonThreads.over(mine, on, office.organisation);
  assert.ok((await threads.coaches()).ok);
  const [id = ''] = office.coaches.keys();
  await office.certify(id, 90, evil);
  const fooled = await PersonThreads.over(theirs, other, { key: evil.key });
  assert.ok((await fooled.coaches()).ok);
  for (const vault of [mine, theirs, mine]) await vault.sync();
  for (const it of [threads, fooled]) {
    const found = await it.coaches();
    assert.deepEqual(found, { ok: false, why: 'untrusted', findings: [{ code: 'organisation-changed' }] });
  }
});

/** What the server withholds of a vault: the records under these names. */
function withholding(office: Office, vault: Vault, ...names: string[]): Office['fetch'] {
  return async (url, init) => {
    const answer = await office.fetch(url, init);
    if (!url.endsWith('/sync') || answer.status !== 200) return answer;
    const hidden = await Promise.all(names.map((name) => vault.named(name)));
    const told = (await answer.json()) as { changes: { id: string }[]; conflicts: { id: string }[] };
    const kept = (lines: { id: string }[]) => lines.filter(({ id }) => !hidden.includes(id));
    return json(200, { ...told, changes: kept(told.changes), conflicts: kept(told.conflicts) });
  };
}

/** A phone with a code that has seen the organisation's coaches and written to them, and a key of the server's own. */
async function pinnedPhone() {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const on = phone(office);
  const { vault, code } = await synced(on);
  const threads = await PersonThreads.over(vault, on, office.organisation);
  assert.deepEqual(await threads.begin(beginning), { ok: true });
  await threads.refresh();
  await vault.sync();
  return { office, kari, vault, code, threads, evil: await Signer.make() };
}

test('the next phone knows the organisation, whatever record of it the server withholds', async () => {
  const { office, kari, vault, code, threads, evil } = await pinnedPhone();
  const thread = `thread/${threads.current?.id}`;
  const next = phone(office, { fetch: withholding(office, vault, 'organisation', thread) });
  const theirs = await signedIn(next, code);
  assert.equal(theirs.coming, null);
  await office.certify(kari.id, 90, evil);
  const fooled = await PersonThreads.over(theirs, next, { key: evil.key });
  const changed = { ok: false, why: 'untrusted', findings: [{ code: 'organisation-changed' }] };
  assert.deepEqual(await fooled.coaches(), changed);
  assert.deepEqual(await fooled.begin(beginning), changed);
});

test('the next phone knows the coaches, though the server withholds the thread', async () => {
  const { office, kari, vault, code, threads } = await pinnedPhone();
  const next = phone(office, { fetch: withholding(office, vault, `thread/${threads.current?.id}`) });
  const theirs = await signedIn(next, code);
  const other = await PersonThreads.over(theirs, next, office.organisation);
  assert.equal(other.current, null);
  office.coach(kari.id).public_key = base64((await pairOf(random(32))).publicKey);
  await office.certify(kari.id);
  const found = { ok: false, why: 'untrusted', findings: [{ code: 'coach-key-changed', coach: kari.id }] };
  assert.deepEqual(await other.coaches(), found);
});

test('signing in does not finish without the record of keys, and nobody is a coach before', async () => {
  const { office, vault, code, evil } = await pinnedPhone();
  let lying = true;
  const withheld = withholding(office, vault, 'keys');
  const next = phone(office, { fetch: (url, init) => (lying ? withheld : office.fetch)(url, init) });
  const theirs = await signedIn(next, code);
  for (let round = 0; round < 2; round += 1) {
    assert.equal(theirs.coming, 'fetching');
    assert.equal(theirs.state, 'gone');
    const fooled = await PersonThreads.over(theirs, next, { key: evil.key });
    assert.deepEqual(await fooled.coaches(), { ok: false, why: 'gone', findings: [] });
    assert.deepEqual(await fooled.begin(beginning), { ok: false, why: 'gone', findings: [] });
    await theirs.sync();
  }
  lying = false;
  await theirs.sync();
  assert.equal(theirs.coming, null);
  assert.equal(theirs.state, 'idle');
  assert.ok((await (await PersonThreads.over(theirs, next, office.organisation)).coaches()).ok);
});

test('what another diary on the phone has pinned does not stand for the record of keys', async () => {
  const { office, vault, code } = await pinnedPhone();
  const next = phone(office, { fetch: withholding(office, vault, 'keys') });
  const mine = await vaultsIn(next).create();
  assert.ok((await (await PersonThreads.over(mine, next, office.organisation)).coaches()).ok);
  const answer = await vaultsIn(next).signIn(code, 'add');
  assert.ok(answer.ok);
  assert.equal(answer.vault.coming, 'fetching');
});

test('what is said to be of a coach who has left is no coach’s, and the new ones are let in where the key is new', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const seals = await kari.seals(he.id);
  await kari.says(he.id, 'Hei.');
  office.revoke(kari.id);
  const newcomer = await ModelCoach.in(office);
  await he.threads.refresh();
  await he.threads.coaches();
  const letters = () => he.threads.current?.letters.filter(({ from }) => from === 'c').map(({ proven }) => proven);
  assert.deepEqual(letters(), [true]);
  const thread = stored(office, he.id);
  thread.seq += 1;
  thread.last.c += 1;
  const asked = { kind: 'agreement', name: 'Kari', text: 'Ring meg.', date: '2027-01-01', time: null };
  const sealed = base64(await seals.seal('c', thread.last.c, JSON.stringify(asked)));
  thread.messages.push({ seq: thread.seq, from: 'c', n: thread.last.c, coach: kari.id, day: office.day, sealed });
  await he.threads.refresh();
  assert.deepEqual(letters(), [true, false]);
  assert.ok(codes(he).includes('expired-coach'));
  // Whoever left has the key of this thread: nothing silences that it must be made anew.
  assert.equal(he.threads.current?.renewal, 'coach-gone');
  assert.deepEqual(he.threads.current?.newcomers, []);
  assert.deepEqual(await he.threads.admit([newcomer.id]), { ok: false, why: 'gone' });
  assert.equal(he.threads.current?.renewal, 'coach-gone');
  await he.threads.renew(false);
  await he.threads.refresh();
  assert.deepEqual(he.threads.current?.readers, [ola.id]);
  assert.deepEqual(
    he.threads.current?.newcomers.map(({ id }) => id),
    [newcomer.id],
  );
});

test('a certificate for longer than 90 days is no certificate', async () => {
  const office = await Office.make();
  await ModelCoach.in(office, 3650);
  const he = await person(office);
  const found = await he.threads.coaches();
  assert.deepEqual(
    found.findings.map(({ code }) => code),
    ['forged-certificate'],
  );
});

test('a place that is taken holds no answer: who has left cannot be said to have written there', async () => {
  for (const beside of [true, false]) {
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    await ModelCoach.in(office);
    const liar = new Liar(office);
    const he = await begun(office, { fetch: liar.fetch });
    const seals = await kari.seals(he.id);
    await kari.says(he.id, 'Hei.');
    await he.threads.refresh();
    office.revoke(kari.id);
    await he.threads.refresh();
    const seen = shown(he);
    const sealed = base64(await seals.seal('c', 2, JSON.stringify({ kind: 'text', name: 'Kari', text: 'Ring meg.' })));
    const late = { seq: 2, from: 'c' as const, n: 2, coach: kari.id, day: office.day, sealed };
    // Said after what is there, and in its place.
    liar.page = ({ messages, ...page }) => ({
      ...page,
      messages: beside ? [...messages, late] : messages.map((it) => (it.seq === late.seq ? late : it)),
    });
    await (beside ? he.threads.refresh() : he.threads.recheck());
    assert.deepEqual(shown(he), [...seen, '? Ring meg.']);
    for (const code of ['reordered', 'unknown-coach'] as const) assert.ok(codes(he).includes(code), codes(he).join());
  }
});
