import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dying } from '../../testing/dying.ts';
import { fromBase64 } from '../bytes.ts';
import { coachConsentFields, consentOf } from '../model/consents.ts';
import { signedIn, synced, until } from '../vault/modelPhones.ts';
import { phone, problem } from '../vault/modelServer.ts';
import { TooLong } from '../vault/seal.ts';
import type { Vault } from '../vault/types.ts';
import { readContent } from './contents.ts';
import { again, beginning, begun, codes, ModelCoach, person, shown, stored } from './modelCoach.ts';
import { Office } from './modelOffice.ts';
import { PersonThreads } from './thread.ts';

const ok = { ok: true };

/** A server that takes no message while its door is shut. */
class Door {
  shut = false;
  readonly fetch: Office['fetch'];

  constructor(office: Office) {
    this.fetch = async (url, init) =>
      this.shut && url.endsWith('/messages') ? Promise.reject(new TypeError('no')) : office.fetch(url, init);
  }
}

test('a thread: begun, read by a coach, answered, read', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  assert.deepEqual(await kari.reads(he.id), [
    {
      kind: 'opening',
      alias: 'Stille bjørk 47',
      programme: 'stop',
      locale: 'nb',
      about: ['again'],
      text: 'Jeg vil slutte.',
    },
  ]);
  await kari.says(he.id, 'Fint at du skriver.');
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c Fint at du skriver.']);
  assert.equal(he.threads.current?.unread, 1);
  await he.threads.read();
  assert.equal(he.threads.current?.unread, 0);
  await he.threads.refresh();
  assert.equal(stored(office, he.id).read.u, 2);
  assert.deepEqual(codes(he), []);
  assert.deepEqual(he.threads.current?.readers, [kari.id]);
});

test('the server holds nothing of what is written, and nothing that names the vault', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await begun(office);
  await he.threads.write({ kind: 'text', text: 'Kanariblomst' });
  await he.threads.refresh();
  const all = JSON.stringify([...office.threads].map(([id, it]) => [id, it.messages, [...it.envelopes]]));
  assert.ok(!all.includes('Kanari') && !all.includes('bjørk'));
});

test('without a certified coach nothing is begun', async () => {
  const office = await Office.make();
  await ModelCoach.in(office, null);
  const he = await person(office);
  assert.deepEqual(await he.threads.begin(beginning), { ok: false, why: 'none', findings: [] });
  assert.equal(he.threads.current, null);
  const off = await person({ fetch: office.fetch, organisation: { key: '' } });
  assert.deepEqual(await off.threads.coaches(), { ok: false, why: 'none', findings: [] });
});

test('what is written without a connection waits, survives a kill, and is sent once and in order', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let offline = false;
  const fetch: Office['fetch'] = (url, init) =>
    offline ? Promise.reject(new TypeError('no network')) : office.fetch(url, init);
  const he = await begun(office, { fetch });
  offline = true;
  await he.threads.write({ kind: 'text', text: 'en' });
  await he.threads.write({ kind: 'checkin', how: 6, practice_text: 'gikk tur', question_text: '' });
  await he.threads.write({ kind: 'text', text: 'tre' });
  assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'offline' });
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u en (waiting)', 'u checkin (waiting)', 'u tre (waiting)']);
  he.threads.stop();
  he.vault.close();
  const woken = await again(he, office);
  assert.deepEqual(shown(woken), ['u Jeg vil slutte.', 'u en (waiting)', 'u checkin (waiting)', 'u tre (waiting)']);
  offline = false;
  assert.deepEqual(await woken.threads.refresh(), ok);
  assert.deepEqual(shown(woken), ['u Jeg vil slutte.', 'u en', 'u checkin', 'u tre']);
  assert.equal((await kari.reads(he.id)).length, 4);
});

test('a message stands once while it is being sent, at every moment', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await begun(office);
  const views: string[][] = [];
  he.threads.subscribe(() => views.push(shown(he)));
  await he.threads.write({ kind: 'text', text: 'en' });
  await he.threads.write({ kind: 'checkin', how: 6, practice_text: 'gikk tur', question_text: '' });
  await he.threads.refresh();
  for (const view of views) assert.equal(new Set(view.map((it) => it.replace(' (waiting)', ''))).size, view.length);
  assert.deepEqual(views.at(-1), ['u Jeg vil slutte.', 'u en', 'u checkin']);
});

test('a message whose answer is lost is found again, and is there once', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let lose = false;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (lose && init.method === 'POST' && url.endsWith('/messages')) throw new TypeError('lost');
    return answer;
  };
  const he = await begun(office, { fetch });
  lose = true;
  await he.threads.write({ kind: 'text', text: 'en gang' });
  await he.threads.refresh();
  assert.equal(stored(office, he.id).messages.length, 2);
  lose = false;
  // The server has gone on: a coach has answered.
  await kari.says(he.id, 'hei');
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u en gang', 'c hei']);
  assert.equal(stored(office, he.id).messages.length, 3);
  assert.deepEqual(codes(he), []);
});

test('a message that may have arrived is sent again with the very same bytes', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const sent: string[] = [];
  let offline = false;
  const fetch: Office['fetch'] = async (url, init) => {
    if (url.endsWith('/messages') && offline) sent.push(String(init.body));
    return offline && init.method === 'POST' ? Promise.reject(new TypeError('lost')) : office.fetch(url, init);
  };
  const he = await begun(office, { fetch });
  offline = true;
  await he.threads.write({ kind: 'text', text: 'en gang' });
  await he.threads.refresh();
  he.threads.stop();
  he.vault.close();
  const woken = await again(he, office);
  await woken.threads.refresh();
  assert.equal(new Set(sent).size, 1);
  offline = false;
  await woken.threads.refresh();
  const [first = '{}'] = sent;
  assert.equal(stored(office, he.id).messages[1]?.sealed, (JSON.parse(first) as { sealed: string }).sealed);
});

test('a phone that dies at any moment of beginning and writing sends everything once', async () => {
  for (let breath = 0; ; breath += 1) {
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    const he = await person(office);
    const life = dying(he.on);
    const lived = await life.does(breath, async () => {
      await he.threads.begin(beginning);
      await he.threads.write({ kind: 'text', text: 'to' });
      await he.threads.refresh();
    });
    he.threads.stop();
    he.vault.close();
    const woken = await again(he, office);
    assert.deepEqual(await woken.threads.refresh(), ok);
    if (woken.threads.current) {
      const kinds = (await kari.reads(woken.threads.current.id)).map((it) => (it as { kind: string }).kind);
      assert.equal(kinds[0], 'opening', `breath ${breath}`);
      assert.ok(kinds.length <= 2 && (kinds[1] ?? 'text') === 'text', `breath ${breath}: ${kinds}`);
      if (lived) assert.equal(kinds.length, 2);
      assert.deepEqual(codes(woken), []);
    }
    assert.ok(office.threads.size <= 1);
    woken.threads.stop();
    woken.vault.close();
    if (lived) break;
  }
});

test('a letter is withdrawn: its words go here, and the coach is told', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  await he.threads.write({ kind: 'text', text: 'angrer' });
  await he.threads.refresh();
  const key = he.threads.current?.letters.at(-1)?.key ?? '';
  await he.threads.withdraw(key);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u withdrawn']);
  await he.threads.refresh();
  assert.deepEqual((await kari.reads(he.id)).at(-1), { withdrew: 2 });
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u withdrawn']);
  assert.ok(!JSON.stringify([...he.vault.entries.values()]).includes('angrer'));
});

test('what waits is withdrawn out of the queue; what may have arrived is taken back', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let lose = false;
  let offline = false;
  const fetch: Office['fetch'] = async (url, init) => {
    if (offline) throw new TypeError('no network');
    const answer = await office.fetch(url, init);
    if (!lose || !url.endsWith('/messages')) return answer;
    offline = true;
    throw new TypeError('lost');
  };
  const he = await begun(office, { fetch });
  lose = true;
  await he.threads.write({ kind: 'text', text: 'ute' });
  await he.threads.refresh();
  await he.threads.write({ kind: 'text', text: 'inne' });
  const [, out, waits] = he.threads.current?.letters ?? [];
  assert.deepEqual([out?.sent, waits?.sent], ['waiting', 'waiting']);
  await he.threads.withdraw(out?.key ?? '');
  await he.threads.withdraw(waits?.key ?? '');
  assert.deepEqual(shown(he), ['u Jeg vil slutte.']);
  lose = false;
  offline = false;
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(await kari.reads(he.id).then((all) => all.slice(1)), [
    { kind: 'text', text: 'ute' },
    { withdrew: 2 },
  ]);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u withdrawn']);
});

test('a coach takes an own answer back', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  await kari.says(he.id, 'feil tråd');
  await he.threads.refresh();
  await kari.answers(he.id, { withdrew: 1 });
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c withdrawn']);
  assert.ok(!JSON.stringify([...he.vault.entries.values()]).includes('feil tråd'));
  assert.equal(he.threads.current?.unread, 0);
});

test('a channel is told of answers when he wants it, and not without reminders', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await begun(office);
  assert.deepEqual(await he.threads.tell(true), { ok: false, why: 'no-channel' });
  const channel = 'c'.repeat(32);
  await he.vault.writeDevice('channel', { id: channel, auth: 'd'.repeat(64), on: true });
  assert.deepEqual(await he.threads.tell(true), ok);
  assert.equal(stored(office, he.id).channel, channel);
  assert.equal(he.threads.current?.told, true);
  assert.deepEqual(await he.threads.tell(false), ok);
  assert.equal(stored(office, he.id).channel, null);
});

test('the thread that takes the place of one goes on telling this phone, and no other', async () => {
  const office = await Office.make();
  const [kari] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const channel = 'c'.repeat(32);
  await he.vault.writeDevice('channel', { id: channel, auth: 'd'.repeat(64), on: true });
  await he.threads.tell(true);
  office.revoke(kari.id);
  await he.threads.renew(false);
  await he.threads.refresh();
  assert.equal(stored(office, he.threads.current?.id ?? '').channel, channel);
  assert.equal(he.threads.current?.told, true);
  await he.threads.tell(false);
  await he.threads.renew(false);
  await he.threads.refresh();
  assert.equal(stored(office, he.threads.current?.id ?? '').channel, null);
});

test('a rhythm is agreed to, is due, and ends', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const day = Date.parse('2026-11-02T12:00:00Z');
  let now = day;
  office.now = () => now;
  await office.certify(kari.id);
  const he = await begun(office, { now: () => now });
  assert.equal(he.threads.due, null);
  await he.threads.setRhythm('week');
  await he.threads.refresh();
  assert.equal(he.threads.due, '2026-11-09');
  now = Date.parse('2026-11-10T12:00:00Z');
  await he.threads.write({ kind: 'checkin', how: 7, practice_text: '', question_text: '' });
  await he.threads.refresh();
  assert.equal(he.threads.due, '2026-11-17');
  await he.threads.setRhythm(null);
  await he.threads.refresh();
  assert.equal(he.threads.due, null);
  const rhythms = (await kari.reads(he.id)).filter((it) => (it as { kind?: string }).kind === 'rhythm');
  assert.deepEqual(rhythms, [
    { kind: 'rhythm', every: 'week' },
    { kind: 'rhythm', every: null },
  ]);
});

test('a coach who comes later is let in only when he says so', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  const ola = await ModelCoach.in(office);
  await he.threads.coaches();
  assert.deepEqual(
    he.threads.current?.newcomers.map(({ id }) => id),
    [ola.id],
  );
  assert.ok(!stored(office, he.id).envelopes.has(ola.id));
  assert.deepEqual(await he.threads.admit([ola.id]), ok);
  assert.deepEqual([...stored(office, he.id).envelopes.keys()].sort(), [kari.id, ola.id].sort());
  assert.deepEqual(he.threads.current?.newcomers, []);
  await ola.says(he.id, 'hei fra Ola');
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c hei fra Ola']);
  assert.deepEqual(codes(he), []);
});

/** An office whose day does not end. */
async function today(): Promise<Office> {
  const [office, now] = [await Office.make(), Date.now()];
  office.now = () => now;
  return office;
}

test('a revoked coach: a new thread for those who remain, with the history if he wishes, and the old one gone', async () => {
  for (const carry of [true, false]) {
    const office = await today();
    const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
    const he = await begun(office);
    await kari.says(he.id, 'fra Kari');
    await he.threads.write({ kind: 'text', text: 'svar' });
    await he.threads.refresh();
    office.revoke(kari.id);
    await he.threads.refresh();
    assert.equal(he.threads.current?.renewal, 'coach-gone');
    assert.deepEqual(codes(he), ['coach-gone']);
    assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c fra Kari', 'u svar']);
    assert.deepEqual(await he.threads.renew(carry), ok);
    await he.threads.refresh();
    const next = he.threads.current?.id ?? '';
    assert.notEqual(next, he.id);
    assert.deepEqual([...office.threads.keys()], [next]);
    assert.ok(office.server.tombstones.has(he.id));
    assert.deepEqual([...stored(office, next).envelopes.keys()], [ola.id]);
    assert.equal(he.threads.current?.renewal, null);
    const [opening, carried] = (await ola.reads(next)) as { text?: string; messages?: object[] }[];
    assert.equal(opening?.text, carry ? 'Jeg vil slutte.' : '');
    const { day } = office;
    assert.deepEqual(
      carried?.messages,
      carry
        ? [
            { from: 'c', name: 'Kari', day, text: 'fra Kari' },
            { from: 'u', day, text: 'svar' },
          ]
        : undefined,
    );
    // What was written stays with him, and Kari's words are still hers.
    assert.deepEqual(shown(he).slice(0, 3), ['earlier u Jeg vil slutte.', 'earlier c fra Kari', 'earlier u svar']);
  }
});

test('an agreement is carried with its day and hour, and with whether it was accepted', async () => {
  const office = await today();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  const when = { date: '2026-12-03', time: '22:00' };
  const agreed = { kind: 'agreement' as const, name: 'Kari', text: 'Legg bort mobilen', ...when };
  await kari.answers(he.id, agreed);
  await kari.answers(he.id, { ...agreed, text: 'Ring', time: null });
  await he.threads.refresh();
  await he.threads.write({ kind: 'accepted', agreement: 1 });
  await he.threads.refresh();
  office.revoke(kari.id);
  await he.threads.refresh();
  assert.deepEqual(await he.threads.renew(true), ok);
  await he.threads.refresh();
  const [, carried] = await ola.reads(he.threads.current?.id ?? '');
  const { day } = office;
  const of = { from: 'c', name: 'Kari', day };
  const sent = [
    { ...of, text: 'Legg bort mobilen', agreement: { ...when, accepted: true } },
    { ...of, text: 'Ring', agreement: { ...when, time: null, accepted: false } },
  ];
  assert.deepEqual(carried, { kind: 'carried', messages: sent });
  assert.deepEqual(readContent('u', carried), carried);
  const half = { kind: 'carried', messages: [{ ...of, text: 'Ring', agreement: { date: 'snart' } }] };
  assert.deepEqual(readContent('u', half), { kind: 'carried', messages: [{ ...of, text: 'Ring' }] });
});

test('an absence is carried with its last day', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  await kari.answers(he.id, { kind: 'absence', name: 'Kari', until: '2026-12-13', text: 'På kurs. '.repeat(2_985) });
  office.revoke(kari.id);
  await he.threads.refresh();
  assert.deepEqual(await he.threads.renew(true), ok);
  await he.threads.refresh();
  const [, ...carried] = await ola.reads(he.threads.current?.id ?? '');
  const lines = carried.flatMap((it) => (it as { messages: { until?: string }[] }).messages);
  assert.deepEqual(
    lines.map(({ until }) => until),
    // In two parts, for it fills a message: said once.
    ['2026-12-13', undefined],
  );
  for (const it of carried) assert.deepEqual(readContent('u', it), it);
  const line = { from: 'c', name: 'Kari', day: '2026-11-20', text: 'På kurs.' };
  const half = { kind: 'carried', messages: [{ ...line, until: 'snart' }] };
  assert.deepEqual(readContent('u', half), { kind: 'carried', messages: [line] });
});

test('what waited to be sent goes to the new thread', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const door = new Door(office);
  const he = await begun(office, { fetch: door.fetch });
  door.shut = true;
  await he.threads.write({ kind: 'text', text: 'venter' });
  await he.threads.keepDraft('halvt');
  await he.threads.refresh();
  office.revoke(kari.id);
  await he.threads.renew(false);
  door.shut = false;
  await he.threads.refresh();
  const next = he.threads.current?.id ?? '';
  assert.deepEqual(
    (await ola.reads(next)).map((it) => (it as { text?: string }).text),
    ['', 'venter'],
  );
  assert.equal(he.threads.draft, 'halvt');
});

test('a yes that waited to be sent stays behind: its number would be that of another agreement in the new thread', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const door = new Door(office);
  const he = await begun(office, { fetch: door.fetch });
  await kari.answers(he.id, { kind: 'agreement', name: 'Kari', text: 'Ring', date: '2026-12-03', time: null });
  await he.threads.refresh();
  door.shut = true;
  await he.threads.write({ kind: 'accepted', agreement: 1 });
  await he.threads.refresh();
  office.revoke(kari.id);
  await he.threads.renew(true);
  door.shut = false;
  await he.threads.refresh();
  const [, carried, ...rest] = (await ola.reads(he.threads.current?.id ?? '')) as { messages?: object[] }[];
  assert.deepEqual(rest, []);
  assert.deepEqual(
    carried?.messages?.map((it) => (it as { agreement?: { accepted: boolean } }).agreement?.accepted),
    [true],
  );
});

test('a thread is closed: nothing is left here, and a tombstone there', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  await kari.says(he.id, 'hei');
  await he.threads.keepDraft('utkast');
  await he.threads.refresh();
  await he.threads.close();
  assert.equal(he.threads.current, null);
  await until(() => office.server.tombstones.has(he.id));
  assert.deepEqual([...office.threads.keys()], []);
  const kinds = [...he.vault.entries.values()].map(({ kind }) => kind);
  assert.ok(!kinds.includes('thread') && !kinds.includes('letter'), kinds.join());
  assert.ok(![...he.vault.device.keys()].some((name) => name.startsWith('thread')));
});

test('a thread that is being closed and killed after any step is gone at the next start, and no other', async () => {
  for (let breath = 0; ; breath += 1) {
    assert.ok(breath < 60, 'never came to its end');
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    const he = await begun(office);
    await kari.says(he.id, 'hei');
    await he.threads.write({ kind: 'text', text: 'takk' });
    await he.threads.refresh();
    const lived = await dying(he.on).does(breath, () => he.threads.close());
    he.threads.stop();
    he.vault.close();
    const woken = await again(he, office);
    const kinds = [...woken.vault.entries.values()].map(({ kind }) => kind);
    // The first write says that it is wanted: before it nothing has happened.
    if (breath === 0) assert.deepEqual(shown(woken).slice(0, 2), ['u Jeg vil slutte.', 'c hei']);
    else {
      assert.equal(woken.threads.current, null, `breath ${breath}`);
      assert.ok(!kinds.includes('thread') && !kinds.includes('letter'), `breath ${breath}: ${kinds}`);
      await until(() => office.server.tombstones.has(he.id));
      assert.ok(![...woken.vault.device.keys()].some((name) => name.startsWith('thread')));
    }
    woken.threads.stop();
    woken.vault.close();
    if (lived) break;
  }
});

test('a thread that is closed without a connection is erased on the server at a later start', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  let offline = false;
  const fetch: Office['fetch'] = (url, init) =>
    offline ? Promise.reject(new TypeError('no network')) : office.fetch(url, init);
  const he = await begun(office, { fetch });
  offline = true;
  await he.threads.close();
  assert.equal(he.threads.current, null);
  he.vault.close();
  offline = false;
  const woken = await again(he, office);
  await until(() => office.server.tombstones.has(he.id));
  assert.equal(woken.threads.current, null);
});

test('a message that no seal can hold is refused before it rests anywhere', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await begun(office);
  await assert.rejects(he.threads.write({ kind: 'text', text: 'å'.repeat(16_000) }), TooLong);
  assert.equal(he.threads.current?.letters.length, 1);
});

test('too many in a day: they wait', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const he = await begun(office);
  office.mostToday = 1;
  await he.threads.write({ kind: 'text', text: 'i morgen' });
  assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'wait' });
  office.mostToday = 200;
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'u i morgen']);
});

test('a thread that is deleted while it is being made is gone for everybody', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const fetch = async (url: string, init: RequestInit) => {
    if (init.method === 'PUT' && url.includes('/api/threads/')) await held;
    return office.fetch(url, init);
  };
  const he = await person(office, { fetch });
  await he.threads.begin(beginning);
  const id = he.threads.current?.id ?? '';
  const closed = he.threads.close();
  release();
  await closed;
  await until(() => office.server.tombstones.has(id));
  assert.equal(office.threads.has(id), false);
  assert.equal(he.threads.current, null);
});

test('what was begun on another phone goes along into the thread that takes the place of the old one', async () => {
  const office = await Office.make();
  const [leaving] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const on = phone(office);
  const { vault, code } = await synced(on);
  const threads = await PersonThreads.over(vault, on, office.organisation);
  await threads.begin(beginning);
  await threads.refresh();
  await vault.sync();
  const elsewhere = phone(office);
  const other = await signedIn(elsewhere, code);
  const there = await PersonThreads.over(other, elsewhere, office.organisation);
  await there.keepDraft('halvt skrevet');
  office.revoke(leaving.id);
  await threads.refresh();
  await threads.renew(false);
  await threads.refresh();
  await vault.sync();
  await other.sync();
  await there.refresh();
  assert.equal(there.current?.id, threads.current?.id);
  assert.equal(there.draft, 'halvt skrevet');
});

test('the first message is withdrawn before it has left: its words are never sent', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let shut = true;
  const fetch: Office['fetch'] = async (url, init) =>
    shut && url.includes('/threads') ? Promise.reject(new TypeError('no')) : office.fetch(url, init);
  const he = await person(office, { fetch });
  assert.deepEqual(await he.threads.begin(beginning), ok);
  await he.threads.refresh();
  await he.threads.withdraw(he.threads.current?.letters[0]?.key ?? '');
  assert.deepEqual(shown(he), ['u withdrawn (waiting)']);
  assert.ok(!JSON.stringify([...he.vault.entries.values()]).includes('Jeg vil slutte.'));
  shut = false;
  assert.deepEqual(await he.threads.refresh(), ok);
  const id = he.threads.current?.id ?? '';
  const [opening, ...rest] = (await kari.reads(id)) as { text: string; about: string[] }[];
  assert.deepEqual([opening?.text, opening?.about, rest], ['', [], [{ withdrew: 1 }]]);
  assert.deepEqual(shown(he), ['u withdrawn']);
  assert.deepEqual(codes(he), []);
});

test('the first message is withdrawn while it is on its way, or after it may have arrived: it is taken back', async () => {
  for (const lost of [false, true]) {
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    let release: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = false;
    let offline = false;
    const fetch: Office['fetch'] = async (url, init) => {
      if (offline) throw new TypeError('no network');
      const answer = await office.fetch(url, init);
      if (arrived || !url.endsWith('/messages')) return answer;
      arrived = true;
      offline = lost;
      if (lost) throw new TypeError('lost');
      await answered;
      return answer;
    };
    const he = await person(office, { fetch });
    await he.threads.begin(beginning);
    await until(() => arrived);
    if (lost) await he.threads.refresh();
    await he.threads.withdraw(he.threads.current?.letters[0]?.key ?? '');
    assert.deepEqual(shown(he), ['u withdrawn (waiting)']);
    release();
    offline = false;
    assert.deepEqual(await he.threads.refresh(), ok);
    const id = he.threads.current?.id ?? '';
    const [opening, ...rest] = (await kari.reads(id)) as { text: string }[];
    assert.deepEqual([opening?.text, rest], ['Jeg vil slutte.', [{ withdrew: 1 }]]);
    assert.deepEqual(shown(he), ['u withdrawn']);
    assert.ok(!JSON.stringify([...he.vault.entries.values()]).includes('Jeg vil slutte.'));
    assert.deepEqual(codes(he), []);
  }
});

test('nobody of the old thread is left: the others are let in only when he has said yes to them', async () => {
  for (const carry of [true, false]) {
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    const he = await begun(office);
    office.revoke(kari.id);
    const ola = await ModelCoach.in(office);
    await he.threads.refresh();
    const asked = await he.threads.renew(carry);
    assert.ok(!asked.ok && asked.why === 'strangers');
    assert.deepEqual(
      asked.coaches.map(({ id }) => id),
      [ola.id],
    );
    assert.deepEqual([...office.threads.keys()], [he.id]);
    // Who has come after he was asked is nobody he has said yes to.
    const eva = await ModelCoach.in(office);
    assert.deepEqual(await he.threads.renew(carry, [ola.id]), ok);
    await he.threads.refresh();
    const next = he.threads.current?.id ?? '';
    assert.deepEqual([...stored(office, next).envelopes.keys()], [ola.id]);
    assert.ok(!stored(office, next).envelopes.has(eva.id));
    assert.equal(((await ola.reads(next))[0] as { text: string }).text, carry ? 'Jeg vil slutte.' : '');
  }
});

test('a thread that is made anew a second time carries each message once', async () => {
  const office = await Office.make();
  const [kari, ola, eva] = [await ModelCoach.in(office), await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  await kari.says(he.id, 'fra Kari');
  await he.threads.refresh();
  office.revoke(kari.id);
  await he.threads.renew(true);
  await he.threads.refresh();
  await he.threads.write({ kind: 'text', text: 'i den andre' });
  await he.threads.refresh();
  office.revoke(ola.id);
  await he.threads.renew(true);
  await he.threads.refresh();
  const all = (await eva.reads(he.threads.current?.id ?? '')) as { text?: string; messages?: { text: string }[] }[];
  assert.equal(all[0]?.text, 'Jeg vil slutte.');
  assert.deepEqual(
    all.flatMap(({ messages = [] }) => messages.map(({ text }) => text)),
    ['fra Kari', 'i den andre'],
  );
  const own = shown(he).filter((it) => it.startsWith('earlier') && !it.endsWith('carried'));
  assert.deepEqual(own, [
    'earlier u Jeg vil slutte.',
    'earlier c fra Kari',
    'earlier u Jeg vil slutte.',
    'earlier u i den andre',
  ]);
});

test('a thread that is made anew before the last one has sent what it carries carries it once', async () => {
  const office = await Office.make();
  const [kari, ola] = [await ModelCoach.in(office), await ModelCoach.in(office)];
  const door = new Door(office);
  const he = await begun(office, { fetch: door.fetch });
  await kari.says(he.id, 'fra Kari');
  await he.threads.refresh();
  door.shut = true;
  await he.threads.renew(true);
  await he.threads.refresh();
  await he.threads.renew(true);
  door.shut = false;
  await he.threads.refresh();
  const all = (await ola.reads(he.threads.current?.id ?? '')) as { messages?: { text: string }[] }[];
  assert.deepEqual(
    all.flatMap(({ messages = [] }) => messages.map(({ text }) => text)),
    ['fra Kari'],
  );
});

test('what was withdrawn in the thread that took its place is not carried into the next', async () => {
  const office = await Office.make();
  const [kari, ola, eva] = [await ModelCoach.in(office), await ModelCoach.in(office), await ModelCoach.in(office)];
  const he = await begun(office);
  office.revoke(kari.id);
  await he.threads.renew(true);
  await he.threads.refresh();
  const mine = he.threads.current?.letters.find(({ earlier }) => !earlier);
  await he.threads.withdraw(mine?.key ?? '');
  await he.threads.refresh();
  // Nor is it shown here, where it stood before.
  assert.deepEqual(shown(he), ['earlier u withdrawn', 'u withdrawn']);
  office.revoke(ola.id);
  await he.threads.renew(true);
  await he.threads.refresh();
  assert.ok(!JSON.stringify(await eva.reads(he.threads.current?.id ?? '')).includes('Jeg vil slutte.'));
});

test('a full thread is made anew: it says so, and what waited goes along', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let full = true;
  const fetch: Office['fetch'] = async (url, init) =>
    full && url.endsWith('/messages') && office.threads.size > 0 && init.method === 'POST' && begunOnce
      ? problem(422, 'thread-full')
      : office.fetch(url, init);
  let begunOnce = false;
  const he = await begun(office, { fetch });
  begunOnce = true;
  await he.threads.write({ kind: 'text', text: 'for mye' });
  assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'full' });
  assert.equal(he.threads.current?.renewal, 'full');
  full = false;
  assert.deepEqual(await he.threads.renew(false), ok);
  assert.deepEqual(await he.threads.refresh(), ok);
  assert.equal(he.threads.current?.renewal, null);
  const all = (await kari.reads(he.threads.current?.id ?? '')) as { text?: string }[];
  assert.equal(all.at(-1)?.text, 'for mye');
});

test('too many new threads from one address is another thing than too many messages in a day', async () => {
  const office = await Office.make();
  await ModelCoach.in(office);
  const fetch: Office['fetch'] = async (url, init) =>
    init.method === 'PUT' && url.includes('/threads/') ? problem(429, 'too-many-new') : office.fetch(url, init);
  const he = await person(office, { fetch });
  await he.threads.begin(beginning);
  assert.deepEqual(await he.threads.refresh(), { ok: false, why: 'many' });
});

test('the organisation has no coaches any more: all that is here can be read, and the thread erased', async () => {
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  const he = await begun(office);
  await kari.says(he.id, 'før');
  await he.threads.refresh();
  await kari.says(he.id, 'det siste');
  he.threads.stop();
  const after = await PersonThreads.over(he.vault, he.on, { key: '' });
  assert.deepEqual(shown({ threads: after }), ['u Jeg vil slutte.', 'c før']);
  // The server still gives what it has.
  assert.deepEqual(await after.refresh(), ok);
  assert.deepEqual(shown({ threads: after }), ['u Jeg vil slutte.', 'c før', 'c det siste']);
  assert.deepEqual(codes({ threads: after }), []);
  await after.close();
  await until(() => office.server.tombstones.has(he.id));
});

test('a consent that is withdrawn takes every thread along, also when the phone dies meanwhile', async () => {
  for (let breath = 0; ; breath += 1) {
    const office = await Office.make();
    await ModelCoach.in(office);
    const he = await begun(office);
    await he.threads.write({ kind: 'text', text: 'to' });
    await he.threads.refresh();
    await he.vault.write('consents', 'consents', coachConsentFields('v', true, '2026-11-27'));
    const given = (vault: Vault) =>
      consentOf([...vault.entries.values()].find(({ kind }) => kind === 'consents')?.fields, 'coach')?.given;
    const life = dying(he.on);
    const lived = await life.does(breath, () => he.threads.leave('v'));
    he.threads.stop();
    he.vault.close();
    const woken = await again(he, office);
    // The first write says that it is wanted: before it nothing has happened.
    if (breath > 0) {
      assert.equal(woken.threads.current, null, `breath ${breath}`);
      assert.equal(given(woken.vault), false, `breath ${breath}`);
      assert.ok(![...woken.vault.entries.values()].some(({ kind }) => kind === 'letter' || kind === 'thread'));
      await until(() => office.server.tombstones.has(he.id));
      assert.ok(![...woken.vault.device.keys()].some((name) => name.startsWith('thread')));
    }
    woken.threads.stop();
    woken.vault.close();
    if (lived) break;
  }
});

test('what a message was written in goes with it: a phone that dies meanwhile has one or the other', async () => {
  for (let breath = 0, lived = false; !lived; breath += 1) {
    const office = await Office.make();
    await ModelCoach.in(office);
    const he = await begun(office);
    await he.vault.writeDevice('coach-draft/checkin', { how: 4 });
    const checkin = { kind: 'checkin', how: 4, practice_text: '', question_text: '' } as const;
    lived = await dying(he.on).does(breath, () => he.threads.write(checkin, 'coach-draft/checkin'));
    he.threads.stop();
    he.vault.close();
    const woken = await again(he, office);
    const written = woken.threads.current?.letters.filter(({ content }) => content?.kind === 'checkin').length;
    assert.equal(written, woken.vault.device.has('coach-draft/checkin') ? 0 : 1, `breath ${breath}`);
    if (lived) assert.equal(written, 1);
    woken.threads.stop();
    woken.vault.close();
  }
});

test('a rhythm and the message that tells of it are kept together: a phone that dies meanwhile has both or neither', async () => {
  for (let breath = 0, lived = false; !lived; breath += 1) {
    const office = await Office.make();
    const kari = await ModelCoach.in(office);
    const he = await begun(office);
    await he.threads.refresh();
    lived = await dying(he.on).does(breath, () => he.threads.setRhythm('week'));
    he.threads.stop();
    he.vault.close();
    const woken = await again(he, office);
    await woken.threads.refresh();
    const told = (await kari.reads(he.id)).filter((it) => (it as { kind?: string }).kind === 'rhythm').length;
    assert.equal(told, woken.threads.current?.rhythm ? 1 : 0, `breath ${breath}`);
    if (lived) assert.equal(told, 1);
    woken.threads.stop();
    woken.vault.close();
  }
});

test('a message that another tab has sent meanwhile is not sent once more', async (context) => {
  // A tab that was frozen has not heard of anything.
  const { BroadcastChannel } = globalThis;
  class Deaf {
    postMessage(): void {}
    addEventListener(): void {}
    close(): void {}
  }
  Object.assign(globalThis, { BroadcastChannel: Deaf });
  context.after(() => Object.assign(globalThis, { BroadcastChannel }));
  const office = await Office.make();
  const kari = await ModelCoach.in(office);
  let offline = false;
  const fetch: Office['fetch'] = (url, init) =>
    offline ? Promise.reject(new TypeError('no network')) : office.fetch(url, init);
  const one = await begun(office, { fetch });
  offline = true;
  await one.threads.write({ kind: 'text', text: 'én gang' });
  await one.threads.refresh();
  const other = await again(one, office);
  offline = false;
  await one.threads.refresh();
  await other.threads.refresh();
  await other.threads.refresh();
  const texts = (await kari.reads(one.id)).map((it) => (it as { text?: string }).text);
  assert.deepEqual(texts, ['Jeg vil slutte.', 'én gang']);
  assert.deepEqual(shown(other), ['u Jeg vil slutte.', 'u én gang']);
});

/** The bodies with which a first message was sent, each without an answer until `lost` is over. */
async function sentOpenings(between: (vault: Vault, entry: string) => Promise<void>): Promise<Uint8Array[]> {
  const office = await Office.make();
  await ModelCoach.in(office);
  const sent: Uint8Array[] = [];
  const fetch: Office['fetch'] = async (url, init) => {
    if (!url.endsWith('/messages')) return office.fetch(url, init);
    sent.push(fromBase64((JSON.parse(String(init.body)) as { sealed: string }).sealed));
    throw new TypeError('no answer');
  };
  const he = await person(office, { fetch });
  he.threads.stop();
  const threads = await PersonThreads.over(he.vault, he.on, office.organisation);
  assert.deepEqual(await threads.begin(beginning), { ok: true });
  await threads.refresh();
  const [thread] = [...he.vault.entries.values()].filter(({ kind }) => kind === 'thread');
  sent.length = 0;
  await threads.refresh();
  await between(he.vault, thread?.id ?? '');
  await threads.refresh();
  assert.equal(sent.length, 2);
  return sent;
}

test('a first message without an answer is sent again with the same bytes', async () => {
  const [one, two] = await sentOpenings(async () => undefined);
  assert.deepEqual(one, two);
});

test('a first message that says something else, by a later version too, is not sealed under the nonce of the one before', async () => {
  const [one, two] = await sentOpenings((vault, entry) => vault.edit(entry, { alias: 'Rolig elv 12' }));
  assert.ok(one && two);
  assert.notDeepEqual(one.subarray(13), two.subarray(13));
  assert.notDeepEqual(one.subarray(1, 13), two.subarray(1, 13));
});
