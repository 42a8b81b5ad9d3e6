/** The coach's side: the way in, the inbox, a thread, answers and notes, and a server that lies to a coach. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { base64, fromBase64, hex, random } from '../bytes.ts';
import type { VaultEnvironment } from '../vault/environment.ts';
import { stretchedKey } from '../vault/lockkey.ts';
import { until } from '../vault/modelPhones.ts';
import { json, phone } from '../vault/modelServer.ts';
import { secretOf } from '../vault/recovery.ts';
import { place, seal } from '../vault/seal.ts';
import { CoachConsole } from './coach.ts';
import { readContent } from './contents.ts';
import { DeskStore } from './desk-store.ts';
import { pairOf } from './hpke.ts';
import { betweenCoaches } from './keys.ts';
import { sealThreadKey, ThreadSeals } from './message.ts';
import { beginning, begun, person, shown, stored } from './modelCoach.ts';
import { Office, Signer } from './modelOffice.ts';
import { ASIDE_DAYS, type Case, type Desk, type FromCoach, type Letter, type OrganisationKeys } from './types.ts';

const password = 'blå hest på taket';
const ok = { ok: true };
const says = (text: string, name = 'Kari'): FromCoach => ({ kind: 'text', name, text });

interface Laptop {
  on: VaultEnvironment;
  console: CoachConsole;
  desk: Desk;
  code: string;
}

/** A certified coach at an open desk. */
async function atWork(office: Office, change: Partial<VaultEnvironment> = {}): Promise<Laptop> {
  const on = phone(office, change);
  const console = new CoachConsole(on, office.organisation);
  const enrolled = await console.enrol(office.invite(), password);
  assert.ok(enrolled.ok, JSON.stringify(enrolled));
  await office.certify(enrolled.desk.id);
  return { on, console, desk: enrolled.desk, code: enrolled.code };
}

async function reads(desk: Desk, thread: string): Promise<Case> {
  const opened = await desk.open(thread);
  assert.ok(opened.ok, JSON.stringify(opened));
  return opened.case;
}

const words = ({ letters }: { letters: Letter[] }): string[] =>
  letters.map(({ from, content, proven }) => {
    const said = content && 'text' in content ? content.text : (content?.kind ?? 'withdrawn');
    return `${proven ? from : '?'} ${said}`;
  });

test('an invitation is taken up once, and opens a desk that waits for its certificate', async () => {
  const office = await Office.make();
  const on = phone(office);
  const console = new CoachConsole(on, office.organisation);
  assert.equal(await console.standing(), 'none');
  assert.deepEqual(await console.enrol('ikke en invitasjon', password), { ok: false, why: 'invitation' });
  assert.deepEqual(await console.enrol(hex(random(32)), password), { ok: false, why: 'invitation' });
  assert.deepEqual(await console.enrol(office.invite(), 'kort'), { ok: false, why: 'weak' });
  assert.equal(await console.standing(), 'none');
  const invitation = office.invite();
  assert.equal(await console.isSpent(invitation), false);
  const enrolled = await console.enrol(invitation, password);
  assert.ok(enrolled.ok);
  assert.match(enrolled.code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  assert.equal(await console.standing(), 'shut');
  const first = await enrolled.desk.standing();
  assert.ok(first.ok);
  assert.equal(first.standing.state, 'waiting');
  assert.equal(first.standing.certified, false);
  assert.match(first.standing.fingerprint, /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  assert.deepEqual(await enrolled.desk.refresh(), { ok: false, why: 'not-active' });
  await office.certify(enrolled.desk.id);
  const second = await enrolled.desk.standing();
  assert.ok(second.ok && second.standing.state === 'active' && second.standing.certified);
  assert.deepEqual(await enrolled.desk.refresh(), ok);
  const other = new CoachConsole(phone(office), office.organisation);
  assert.deepEqual(await other.enrol(invitation, password), { ok: false, why: 'invitation' });
});

test('an invitation whose answer is lost is taken up when the desk is unlocked', async () => {
  const office = await Office.make();
  let lose = true;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (lose) throw new TypeError('lost');
    return answer;
  };
  const console = new CoachConsole(phone(office, { fetch }), office.organisation);
  assert.deepEqual(await console.enrol(office.invite(), password), { ok: false, why: 'offline' });
  assert.equal(await console.standing(), 'enrolling');
  assert.equal(office.coaches.size, 1);
  assert.deepEqual(await console.unlock(password), { ok: false, why: 'offline' });
  lose = false;
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.deepEqual([...office.coaches.keys()], [unlocked.desk.id]);
  assert.equal(await console.standing(), 'shut');
});

test('the password opens the desk, another one does not; it can be changed', async () => {
  const office = await Office.make();
  const { console, desk, code } = await atWork(office);
  desk.lock();
  assert.deepEqual(await console.unlock('en helt annen setning'), { ok: false, why: 'password' });
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.equal(unlocked.desk.id, desk.id);
  assert.equal(await unlocked.desk.code('en helt annen setning'), null);
  assert.equal(await unlocked.desk.code(password), code);
  assert.equal(await unlocked.desk.changePassword('en helt annen setning', 'grønn ku på låven'), false);
  assert.equal(await unlocked.desk.changePassword(password, 'kort'), false);
  assert.equal(await unlocked.desk.changePassword(password, 'grønn ku på låven'), true);
  assert.deepEqual(await console.unlock(password), { ok: false, why: 'password' });
  assert.ok((await console.unlock('grønn ku på låven')).ok);
});

test('the printed code opens everything on another laptop', async () => {
  const office = await Office.make();
  const { code, desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  await desk.answer(he.id, says('hei'));
  const other = new CoachConsole(phone(office), office.organisation);
  assert.deepEqual(await other.restore('000G-40R4', password), { ok: false, why: 'code' });
  const restored = await other.restore(code.toLowerCase(), password);
  assert.ok(restored.ok);
  assert.equal(restored.desk.id, desk.id);
  await restored.desk.refresh();
  assert.deepEqual(words(await reads(restored.desk, he.id)), ['u Jeg vil slutte.', 'c hei']);
  const stranger = new CoachConsole(phone(await Office.make()), office.organisation);
  assert.deepEqual(await stranger.restore(code, password), { ok: false, why: 'unknown' });
});

test('what the person would rather not say of the app stays untold, in the line, in the thread and in one made anew', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await person(office);
  const told = { ...beginning, programme: null, locale: null };
  assert.ok((await he.threads.begin(told)).ok);
  await he.threads.refresh();
  await desk.refresh();
  const untold = { alias: beginning.alias, programme: null, locale: null, about: ['again'] };
  assert.deepEqual(desk.inbox[0]?.opening, untold);
  assert.equal(he.threads.current?.programme, null);
  // An app that leaves them out says no more than one that sends null.
  const left = { kind: 'opening', alias: 'a', about: [], text: 'b' };
  assert.deepEqual(readContent('u', left), { ...left, programme: null, locale: null });
  assert.equal(readContent('u', { ...left, programme: 'other' }).kind, 'unknown');
});

test('a thread is read, answered and marked as read, and the person sees it as this coach’s', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  const [line] = desk.inbox;
  assert.deepEqual(line?.opening, { alias: 'Stille bjørk 47', programme: 'stop', locale: 'nb', about: ['again'] });
  assert.equal(line?.waitsSince, office.day);
  assert.equal(line?.unread, true);
  assert.deepEqual(words(await reads(desk, he.id)), ['u Jeg vil slutte.']);
  assert.deepEqual(await desk.read(he.id, 1), ok);
  assert.equal(desk.inbox[0]?.unread, false);
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.')), ok);
  const agreement: FromCoach = { kind: 'agreement', name: 'Kari', text: 'Snakkes', date: '2026-12-04', time: '18:30' };
  assert.deepEqual(await desk.answer(he.id, agreement), ok);
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c Fint at du skriver.', 'c Snakkes']);
  assert.deepEqual(he.threads.current?.letters[2]?.content, { ...agreement, answers: 2 });
  assert.equal(he.threads.current?.letters[0]?.read, true);
  await he.threads.write({ kind: 'accepted', agreement: 2 });
  await he.threads.setRhythm('fortnight');
  await he.threads.refresh();
  const now = await reads(desk, he.id);
  assert.deepEqual(now.letters.at(-2)?.content, { kind: 'accepted', agreement: 2 });
  assert.equal(now.rhythm, 'fortnight');
  assert.deepEqual(now.findings, []);
  await desk.refresh();
  assert.equal(desk.inbox[0]?.answeredBy, desk.id);
});

test('an answer whose own answer was lost is sent again and is there once', async () => {
  const office = await Office.make();
  let lose = false;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (lose && url.endsWith('/messages')) throw new TypeError('lost');
    return answer;
  };
  const { console, desk } = await atWork(office, { fetch });
  const he = await begun(office);
  await desk.refresh();
  lose = true;
  assert.deepEqual(await desk.answer(he.id, says('én gang')), { ok: false, why: 'offline' });
  lose = false;
  desk.lock();
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  await unlocked.desk.refresh();
  assert.deepEqual(await unlocked.desk.answer(he.id, says('én gang')), ok);
  assert.deepEqual(words(await reads(unlocked.desk, he.id)), ['u Jeg vil slutte.', 'c én gang']);
  assert.equal(stored(office, he.id).messages.length, 2);
});

test('two coaches answer at once: the second is told, and nothing of it is sent', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  for (const { desk } of [kari, ola]) {
    await desk.refresh();
    await reads(desk, he.id);
  }
  assert.deepEqual(await kari.desk.answer(he.id, says('først')), ok);
  assert.deepEqual(await ola.desk.answer(he.id, says('også', 'Ola')), { ok: false, why: 'answered' });
  assert.deepEqual(words(await reads(ola.desk, he.id)), ['u Jeg vil slutte.', 'c først']);
  assert.deepEqual(await ola.desk.answer(he.id, says('likevel', 'Ola')), ok);
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.', 'c først', 'c likevel']);
});

test('a coach takes back an own answer, and no other', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  for (const { desk } of [kari, ola]) await desk.refresh();
  await kari.desk.answer(he.id, says('feil'));
  await reads(ola.desk, he.id);
  assert.deepEqual(await ola.desk.withdraw(he.id, 1), ok);
  assert.equal(stored(office, he.id).messages.length, 2);
  assert.deepEqual(await kari.desk.withdraw(he.id, 1), ok);
  for (const { desk } of [kari, ola]) {
    assert.deepEqual(words(await reads(desk, he.id)), ['u Jeg vil slutte.', 'c withdrawn']);
  }
});

test('notes are for coaches: put aside, handed over, and nothing of it reaches the person', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  for (const { desk } of [kari, ola]) await desk.refresh();
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'note', text: 'Sov dårlig' }), ok);
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true, seq: 1 }), ok);
  await ola.desk.refresh();
  assert.equal(ola.desk.inbox[0]?.newNotes, true);
  const first = await reads(ola.desk, he.id);
  assert.deepEqual(first.notes[0], {
    n: 1,
    author: kari.desk.id,
    day: office.day,
    content: { kind: 'note', text: 'Sov dårlig' },
    proven: true,
  });
  assert.equal(first.waiting, true);
  assert.deepEqual(await ola.desk.note(he.id, { kind: 'handed', to: kari.desk.id }), ok);
  const second = await reads(kari.desk, he.id);
  assert.equal(second.handed, kari.desk.id);
  assert.equal(second.notes.length, 3);
  const { lastNote } = await reads(ola.desk, he.id);
  await ola.desk.refresh();
  assert.equal(ola.desk.inbox[0]?.newNotes, true);
  await ola.desk.notesSeen(he.id, lastNote);
  await ola.desk.refresh();
  assert.equal(ola.desk.inbox[0]?.newNotes, false);
  await he.threads.refresh();
  assert.deepEqual(shown(he), ['u Jeg vil slutte.']);
});

test('a thread that changes its place while the inbox comes page by page is not lost', async () => {
  const office = await Office.make();
  const ola = await atWork(office);
  let between: (() => Promise<unknown>) | null = null;
  const kari = await atWork(office, {
    fetch: async (url, init) => {
      if (url.includes('after=')) {
        await between?.();
        between = null;
      }
      return office.fetch(url, init);
    },
  });
  const ids = [(await begun(office)).id, (await begun(office)).id];
  for (const { desk } of [ola, kari]) await desk.refresh();
  office.inboxPage = 1;
  // The first of them moves behind the second, which nobody lists then.
  between = () => ola.desk.answer(ola.desk.inbox[0]?.thread ?? '', says('Hei', 'Ola'), 1);
  assert.deepEqual(await kari.desk.refresh(), ok);
  assert.equal(between, null);
  assert.deepEqual(kari.desk.inbox.map(({ thread }) => thread).sort(), ids.sort());
  assert.equal(kari.desk.inbox.filter(({ waitsSince }) => waitsSince !== null).length, 1);
});

test('a message that came between an answer and the look before it waits again when the next answer is taken back', async () => {
  const office = await Office.make();
  let between: (() => Promise<unknown>) | null = null;
  const ola = await atWork(office, {
    fetch: async (url, init) => {
      const work = init.method === 'POST' && url.endsWith('/messages') ? between : null;
      if (work) between = null;
      await work?.();
      return office.fetch(url, init);
    },
  });
  const kari = await atWork(office);
  const he = await begun(office);
  for (const { desk } of [ola, kari]) {
    await desk.refresh();
    await reads(desk, he.id);
  }
  between = async () => {
    await he.threads.write({ kind: 'text', text: 'Jeg vil ikke leve mer.' });
    await he.threads.refresh();
  };
  assert.deepEqual(await ola.desk.answer(he.id, says('Hei', 'Ola')), ok);
  const thread = stored(office, he.id);
  assert.ok(thread.waitsSince);
  await reads(kari.desk, he.id);
  assert.deepEqual(await kari.desk.answer(he.id, says('Er du trygg nå?')), ok);
  assert.equal(thread.waitsSince, null);
  assert.deepEqual(await kari.desk.withdraw(he.id, 2), ok);
  assert.ok(thread.waitsSince, 'nobody has answered it');
});

test('a note that sets a thread aside is good for what its author had seen, an old one for what was written before its day', async () => {
  const office = await Office.make();
  const kari = await atWork(office);
  const he = await begun(office);
  await kari.desk.refresh();
  const isAside = async () => (await reads(kari.desk, he.id)).waiting;
  const writes = async (text: string) => {
    await he.threads.write({ kind: 'text', text });
    await he.threads.refresh();
  };
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true, seq: 1 }), ok);
  assert.equal(await isAside(), true);
  await he.threads.setRhythm('week');
  await he.threads.refresh();
  assert.equal(await isAside(), true);
  await writes('Jeg vil ikke leve mer.');
  assert.equal(await isAside(), false);
  // Whoever had not seen it sets it not aside.
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true, seq: 2 }), ok);
  assert.equal(await isAside(), false);
  // As an earlier console writes it.
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true }), ok);
  assert.equal(await isAside(), false);
  const tomorrow = Date.now() + 86_400_000;
  office.now = () => tomorrow;
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true }), ok);
  assert.equal(await isAside(), true);
  await writes('Er noen der?');
  assert.equal(await isAside(), false);
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: false }), ok);
  assert.equal(await isAside(), false);
});

test('what does not open may be the person’s: it is not set aside by what was said before it', async () => {
  const office = await Office.make();
  const kari = await atWork(office);
  const he = await begun(office);
  await kari.desk.refresh();
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'waiting', on: true, seq: 1 }), ok);
  await he.threads.write({ kind: 'text', text: 'Hei' });
  await he.threads.refresh();
  const damaged = stored(office, he.id).messages.at(-1);
  assert.ok(damaged);
  damaged.sealed = base64(new Uint8Array(fromBase64(damaged.sealed).length).fill(1));
  assert.equal((await reads(kari.desk, he.id)).waiting, false);
});

test('notes come in pages, and their numbers go on from those that were for others', async () => {
  const office = await Office.make();
  office.page = 2;
  const kari = await atWork(office);
  const he = await begun(office);
  await kari.desk.refresh();
  for (let n = 1; n <= 5; n += 1) assert.deepEqual(await kari.desk.note(he.id, { kind: 'note', text: `${n}` }), ok);
  // One who came later was given none of them.
  const ola = await atWork(office);
  await he.threads.admit([ola.desk.id]);
  await ola.desk.refresh();
  assert.deepEqual((await reads(ola.desk, he.id)).notes, []);
  assert.deepEqual(await ola.desk.note(he.id, { kind: 'note', text: '6' }), ok);
  kari.desk.lock();
  const unlocked = await kari.console.unlock(password);
  assert.ok(unlocked.ok);
  const { notes } = await reads(unlocked.desk, he.id);
  assert.deepEqual(
    notes.map(({ n, proven }) => [n, proven]),
    [1, 2, 3, 4, 5, 6].map((n) => [n, true]),
  );
});

test('a note that a server has made itself is no colleague’s', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  const stranger = await ThreadSeals.of(he.id, random(32));
  const key = fromBase64(office.coach(desk.id).public_key);
  const between = await betweenCoaches((await pairOf(random(32))).privateKey, key);
  const note = { kind: 'handed', to: 'f'.repeat(32) };
  const sealed = base64(await stranger.sealNote(key, 1, note, desk.id, between));
  stored(office, he.id).notes.push({ n: 1, to: desk.id, author: desk.id, day: office.day, sealed });
  const opened = await reads(desk, he.id);
  assert.deepEqual(
    opened.notes.map(({ proven }) => proven),
    [false],
  );
  assert.equal(opened.handed, null);
});

test('a note is shown as nobody’s when the server names another coach than wrote it', async () => {
  const office = await Office.make();
  const [kari, ola, ida] = [await atWork(office), await atWork(office), await atWork(office)];
  const he = await begun(office);
  for (const { desk } of [kari, ola, ida]) await desk.refresh();
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'handed', to: ida.desk.id }), ok);
  assert.deepEqual(await kari.desk.note(he.id, { kind: 'note', text: 'Hilsen Kari' }), ok);
  const { notes } = stored(office, he.id);
  for (const note of notes) if (note.to === ola.desk.id && note.n === 1) note.author = ida.desk.id;
  const read = await reads(ola.desk, he.id);
  assert.deepEqual(
    read.notes.map(({ author, proven }) => [author, proven]),
    [
      [ida.desk.id, false],
      [kari.desk.id, true],
    ],
  );
  assert.equal(read.handed, null);
  // Nor as the reader's own.
  for (const note of notes) if (note.to === ida.desk.id) note.author = ida.desk.id;
  assert.deepEqual(
    (await reads(ida.desk, he.id)).notes.map(({ proven }) => proven),
    [false, false],
  );
});

test('a note that the server holds back is missed, at once or after it was seen', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  for (const { desk } of [kari, ola]) await desk.refresh();
  for (const text of ['1', '2', '3', '4']) await kari.desk.note(he.id, { kind: 'note', text });
  const thread = stored(office, he.id);
  const all = thread.notes;
  const without = (...dropped: number[]) => all.filter(({ to, n }) => to !== ola.desk.id || !dropped.includes(n));
  const lost = async (desk: Desk) => (await reads(desk, he.id)).lostNotes;
  const again = async () => {
    const unlocked = await ola.console.unlock(password);
    assert.ok(unlocked.ok);
    return unlocked.desk;
  };
  thread.notes = without(2);
  assert.deepEqual(await lost(ola.desk), [2]);
  thread.notes = without(4);
  await kari.desk.refresh();
  assert.deepEqual(await lost(kari.desk), []);
  const fresh = await again();
  await fresh.refresh();
  // Its number is told by the inbox, though nothing came.
  assert.deepEqual(await lost(fresh), [4]);
  thread.notes = all;
  assert.deepEqual(await lost(await again()), []);
  thread.notes = without(1, 2);
  assert.deepEqual(await lost(await again()), [1, 2]);
});

test('two tabs of one laptop lose nothing of each other’s', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  const [he, she] = [await begun(office), await begun(office)];
  const second = await console.unlock(password);
  assert.ok(second.ok);
  const other = second.desk;
  const draft = (fields: object): string => JSON.stringify({ kind: 'text', text: '', note: '', ...fields });
  const own = (fields: object): string => JSON.stringify({ name: '', marks: {}, news: [], ...fields });
  await desk.keepDraft(he.id, draft({ text: 'til ham' }));
  await other.keepDraft(she.id, draft({ text: 'til henne' }));
  await other.keepDraft('own', own({ name: 'Kari', marks: { [she.id]: { aside: true, handed: null } }, news: ['a'] }));
  await desk.keepDraft('own', own({ marks: { [he.id]: { aside: true, handed: null } }, news: ['b'] }));
  // Whom the second has met is not taken back by the first.
  const ola = await atWork(office);
  assert.ok((await other.standing()).ok);
  await he.threads.admit([ola.desk.id]);
  await ola.desk.refresh();
  assert.deepEqual(await ola.desk.answer(he.id, says('fra Ola', 'Ola')), ok);
  await desk.keepDraft(he.id, draft({ text: 'til ham igjen' }));
  await Promise.all([desk.keepDraft('x', 'én'), other.keepDraft('y', 'to'), desk.keepDraft('z', 'tre')]);
  const third = await console.unlock(password);
  assert.ok(third.ok);
  await third.desk.refresh();
  assert.equal(third.desk.draft(he.id), draft({ text: 'til ham igjen' }));
  assert.equal(third.desk.draft(she.id), draft({ text: 'til henne' }));
  assert.deepEqual(
    ['x', 'y', 'z'].map((name) => third.desk.draft(name)),
    ['én', 'to', 'tre'],
  );
  const marks = { [he.id]: { aside: true, handed: null }, [she.id]: { aside: true, handed: null } };
  const kept = JSON.parse(third.desk.draft('own')) as { news: string[] };
  assert.deepEqual({ ...kept, news: kept.news.toSorted() }, { name: 'Kari', marks, news: ['a', 'b'] });
  office.revoke(ola.desk.id);
  assert.deepEqual(words(await reads(third.desk, he.id)), ['u Jeg vil slutte.', 'c fra Ola']);
});

test('a draft that another tab went on with is taken in, and where both wrote both texts stay', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  const second = await console.unlock(password);
  assert.ok(second.ok);
  const other = second.desk;
  const draft = (text: string, note = ''): string => JSON.stringify({ kind: 'text', text, note });
  await desk.keepDraft('a', draft('Hei'));
  await desk.keepDraft('a', draft('Hei du'));
  for (let turn = 0; turn < 12_000 && other.draft('a') !== draft('Hei du'); turn += 1) await setTimeout(5);
  assert.equal(other.draft('a'), draft('Hei du'));
  await Promise.all([desk.keepDraft('a', draft('Hei du', 'husk')), other.keepDraft('a', draft('Hei du og dere'))]);
  const merged = await console.unlock(password);
  assert.ok(merged.ok);
  assert.equal(merged.desk.draft('a'), draft('Hei du og dere', 'husk'));
});

test('what finds no room on the disk is said, stays in memory and is kept as soon as it can be', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  const put = IDBObjectStore.prototype.put;
  const told: boolean[] = [];
  desk.subscribe(() => told.push(desk.unkept));
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  try {
    await assert.rejects(desk.keepDraft(he.id, 'Jeg tenker at'), /full/);
    assert.equal(desk.unkept, true);
    assert.deepEqual(told, [true]);
    assert.equal(desk.draft(he.id), 'Jeg tenker at');
    // Nobody has to wait for an answer because a disk is full.
    assert.deepEqual(await desk.answer(he.id, says('hei')), ok);
    assert.deepEqual(words(await reads(desk, he.id)), ['u Jeg vil slutte.', 'c hei']);
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  await desk.flush();
  assert.equal(desk.unkept, false);
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.equal(unlocked.desk.draft(he.id), 'Jeg tenker at');
});

for (const [how, end] of [
  ['deleted', (office: Office, id: string) => office.server.tombstones.add(id) && office.threads.delete(id)],
  ['closed to this coach', (office: Office, id: string) => stored(office, id).envelopes.clear()],
] as const)
  for (const [by, find] of [
    ['the inbox', (desk: Desk) => desk.refresh()],
    ['opening it', (desk: Desk, id: string) => desk.open(id)],
    ['answering it', (desk: Desk, id: string) => desk.answer(id, says('hei'))],
  ] as const)
    test(`of a thread that is ${how} nothing stays on the laptop: found by ${by}`, async () => {
      const office = await Office.make();
      const { console, desk } = await atWork(office);
      const [he, she] = [await begun(office), await begun(office)];
      await desk.refresh();
      await desk.keepDraft(he.id, 'Jeg tenker at');
      await desk.keepDraft(she.id, 'Og du?');
      await reads(desk, he.id);
      end(office, he.id);
      await find(desk, he.id);
      // The room in which it was being written is left after that.
      await desk.keepDraft(he.id, 'Jeg tenker at');
      for (const it of [desk, await console.unlock(password)]) {
        const at = 'ok' in it ? it.ok && it.desk : it;
        assert.ok(at);
        await at.standing();
        assert.equal(at.draft(he.id), '');
        assert.equal(at.draft(she.id), 'Og du?');
        assert.deepEqual(
          at.inbox.map(({ thread }) => thread),
          [she.id],
        );
      }
    });

test('a draft stays when a thread has only slipped between two pages of the inbox', async () => {
  const office = await Office.make();
  let hide = '';
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (!url.endsWith('/threads')) return answer;
    const page = (await answer.json()) as { threads: { thread: string }[] };
    return json(200, { ...page, threads: page.threads.filter(({ thread }) => thread !== hide) });
  };
  const { desk } = await atWork(office, { fetch });
  const he = await begun(office);
  await desk.refresh();
  await desk.keepDraft(he.id, 'Jeg tenker at');
  hide = he.id;
  assert.deepEqual(await desk.refresh(), ok);
  assert.equal(desk.draft(he.id), 'Jeg tenker at');
});

test('a draft rests sealed on the laptop', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  const he = await begun(office);
  await desk.keepDraft(he.id, 'Jeg tenker at');
  desk.lock();
  assert.equal(desk.draft(he.id), '');
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.equal(unlocked.desk.draft(he.id), 'Jeg tenker at');
  await unlocked.desk.keepDraft(he.id, '');
  assert.equal(unlocked.desk.draft(he.id), '');
});

test('an inbox is there from the cache once the server has answered, and opens each envelope once', async () => {
  const office = await Office.make();
  office.inboxPage = 2;
  const { console, desk } = await atWork(office);
  for (let person = 0; person < 5; person += 1) await begun(office);
  await desk.standing();
  const sizes: number[] = [];
  desk.subscribe(() => sizes.push(desk.inbox.length));
  assert.deepEqual(await desk.refresh(), ok);
  assert.deepEqual(sizes, [2, 4, 5]);
  assert.ok(desk.inbox.every(({ opening, findings }) => opening && findings.length === 0));
  const before = [...desk.inbox];
  desk.lock();
  assert.deepEqual(desk.inbox, []);
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.deepEqual([unlocked.desk.inbox, unlocked.desk.reached], [[], false]);
  await unlocked.desk.standing();
  assert.deepEqual([unlocked.desk.inbox, unlocked.desk.reached], [before, true]);
  let opened = 0;
  const decrypt = crypto.subtle.deriveBits.bind(crypto.subtle);
  crypto.subtle.deriveBits = (algorithm, ...rest) => {
    if ((algorithm as { name?: string }).name === 'ECDH') opened += 1;
    return decrypt(algorithm, ...rest);
  };
  try {
    await unlocked.desk.refresh();
    assert.equal(opened, 0);
    await begun(office);
    opened = 0;
    await unlocked.desk.refresh();
    assert.ok(opened > 0 && opened <= 2, String(opened));
  } finally {
    crypto.subtle.deriveBits = decrypt;
  }
});

test('the inbox stands before colleagues are verified, and its next page is on the way meanwhile', async () => {
  const office = await Office.make();
  office.inboxPage = 2;
  const done: string[] = [];
  const fetch: Office['fetch'] = (url, init) => {
    if (/\/threads(\?|$)/.test(url)) done.push('a page');
    return office.fetch(url, init);
  };
  const { desk } = await atWork(office, { fetch });
  for (let person = 0; person < 5; person += 1) await begun(office);
  desk.subscribe(() => done.push(`${desk.inbox.length} lines`));
  const weighed = desk.standing().then(({ ok: well }) => well && done.push('verified'));
  assert.deepEqual(await desk.refresh(), ok);
  await weighed;
  const order = done.filter((it, at) => done.indexOf(it) === at || it === 'a page');
  assert.deepEqual(order.slice(0, 3), ['a page', 'a page', '2 lines']);
  assert.ok(order.indexOf('verified') > 2, String(order));
});

test('a revoked or expired coach is told so and gets nothing', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  office.revoke(desk.id);
  const standing = await desk.standing();
  assert.ok(standing.ok && standing.standing.state === 'revoked');
  assert.deepEqual(await desk.refresh(), { ok: false, why: 'not-active' });
  assert.deepEqual(await desk.open(he.id), { ok: false, why: 'not-active' });
  assert.deepEqual(await desk.answer(he.id, says('hei')), { ok: false, why: 'not-active' });
  const late = await atWork(office);
  await office.certify(late.desk.id, -1);
  const over = await late.desk.standing();
  assert.ok(over.ok && over.standing.state === 'expired' && !over.standing.certified);
  assert.deepEqual(await late.desk.refresh(), { ok: false, why: 'not-active' });
});

test('a coach who was revoked and unlocks without a connection is shown nobody', async () => {
  const office = await Office.make();
  let shut = false;
  const fetch: Office['fetch'] = (url, init) =>
    shut ? Promise.reject(new TypeError('no connection')) : office.fetch(url, init);
  const { console, desk } = await atWork(office, { fetch });
  await begun(office);
  await desk.refresh();
  assert.equal(desk.inbox.length, 1);
  desk.lock();
  office.revoke(desk.id);
  shut = true;
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.deepEqual(await unlocked.desk.refresh(), { ok: false, why: 'offline' });
  assert.deepEqual(await unlocked.desk.standing(), { ok: false, why: 'offline' });
  assert.deepEqual([unlocked.desk.inbox, unlocked.desk.reached], [[], false]);
  shut = false;
  assert.deepEqual(await unlocked.desk.refresh(), { ok: false, why: 'not-active' });
  await unlocked.desk.standing();
  assert.deepEqual([unlocked.desk.inbox, unlocked.desk.reached], [[], false]);
});

for (const days of [ASIDE_DAYS - 1, ASIDE_DAYS])
  test(`a server that lies of a revocation takes no draft for good: after ${days} days`, async () => {
    const office = await Office.make();
    let [lies, later] = [false, 0];
    const fetch: Office['fetch'] = async (url, init) => {
      const answer = await office.fetch(url, init);
      if (!lies || !/\/coaches\/[0-9a-f]+$/.test(url) || init.method !== 'GET') return answer;
      return json(200, { ...((await answer.json()) as object), state: 'revoked' });
    };
    const { console, desk } = await atWork(office, { fetch, now: () => Date.now() + later });
    const he = await begun(office);
    await desk.refresh();
    await desk.keepDraft(he.id, 'Jeg tenker at');
    await desk.keepDraft('own', '{"name":"Kari"}');
    lies = true;
    const weighed = desk.standing();
    // Written until the room is another.
    while (desk.known?.state !== 'revoked') await setTimeout(1);
    await desk.keepDraft(he.id, 'Jeg tenker at du');
    await weighed;
    assert.deepEqual([desk.draft(he.id), desk.draft('own'), desk.inbox], ['', '', []]);
    desk.lock();
    later = days * 86_400_000;
    const unlocked = await console.unlock(password);
    assert.ok(unlocked.ok);
    await unlocked.desk.standing();
    assert.deepEqual([unlocked.desk.draft(he.id), unlocked.desk.draft('own')], ['', '']);
    lies = false;
    await unlocked.desk.standing();
    assert.deepEqual(
      [unlocked.desk.draft(he.id), unlocked.desk.draft('own')],
      days < ASIDE_DAYS ? ['Jeg tenker at du', '{"name":"Kari"}'] : ['', ''],
    );
    assert.deepEqual(await unlocked.desk.refresh(), ok);
    assert.equal(unlocked.desk.inbox.length, 1);
  });

test('once the server says revoked, threads are gone from the laptop and drafts are out of sight', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  await desk.keepDraft(he.id, 'Jeg tenker at');
  office.revoke(desk.id);
  assert.deepEqual(await desk.refresh(), { ok: false, why: 'not-active' });
  assert.equal((await desk.standing()).ok, true);
  assert.equal(desk.known?.state, 'revoked');
  assert.deepEqual(desk.inbox, []);
  assert.equal(desk.draft(he.id), '');
  await desk.keepDraft(he.id, 'Jeg tenker at');
  desk.lock();
  const unlocked = await console.unlock(password);
  assert.ok(unlocked.ok);
  assert.deepEqual(unlocked.desk.inbox, []);
  assert.equal(unlocked.desk.draft(he.id), '');
});

test('a colleague who is certified while the desk is open is known when a thread is opened, and a stranger is asked about once', async () => {
  const office = await Office.make();
  let later = 0;
  const { desk } = await atWork(office, { now: () => Date.now() + later });
  await desk.standing();
  const he = await begun(office);
  await desk.refresh();
  await reads(desk, he.id);
  assert.deepEqual(desk.known?.others, []);
  const per = await atWork(office);
  await he.threads.refresh();
  await he.threads.coaches();
  await he.threads.admit([per.desk.id]);
  assert.equal((await reads(desk, he.id)).readers.length, 2);
  assert.deepEqual(
    desk.known?.others.map(({ id }) => id),
    [per.desk.id],
  );

  const asked = () => office.calls.filter((call) => call === 'GET /api/coaches/{id}').length;
  stored(office, he.id).envelopes.set('0'.repeat(32), '');
  const before = asked();
  await reads(desk, he.id);
  await reads(desk, he.id);
  assert.equal(asked(), before + 1);

  const eva = await atWork(office);
  await desk.refresh();
  assert.equal(desk.known?.others.length, 1, 'asked a moment ago');
  later = 600_000;
  await desk.refresh();
  assert.ok(desk.known?.others.some(({ id }) => id === eva.desk.id));
});

test('a coach who stops being one leaves nothing on the laptop', async () => {
  const office = await Office.make();
  const { console, desk } = await atWork(office);
  await begun(office);
  await desk.refresh();
  assert.deepEqual(await desk.resign(), ok);
  assert.equal(office.coach(desk.id).state, 'revoked');
  assert.equal(await console.standing(), 'none');
  assert.deepEqual(await console.unlock(password), { ok: false, why: 'unknown' });
});

test('a certificate of another organisation, or for another key, is none for a coach either', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  await office.certify(desk.id, 90, await Signer.make());
  const forged = await desk.standing();
  assert.ok(forged.ok);
  assert.equal(forged.standing.certified, false);
  assert.deepEqual(forged.standing.findings, [{ code: 'forged-certificate', coach: desk.id }]);
});

test('a page that stands open while the organisation’s key is changed asks for the pack before anybody is called forged', async () => {
  const office = await Office.make();
  let named: OrganisationKeys | null = null;
  let asked = 0;
  const console = new CoachConsole(phone(office), office.organisation, async () => {
    asked += 1;
    return named;
  });
  const enrolled = await console.enrol(office.invite(), password);
  assert.ok(enrolled.ok);
  const { desk } = enrolled;
  const ola = await atWork(office);
  await office.certify(desk.id);
  assert.ok((await desk.standing()).ok);
  assert.equal(asked, 0);
  const next = await Signer.make();
  for (const { id } of [desk, ola.desk]) await office.certify(id, 90, next);
  // Without a pack, or from one whose key the old one has not signed, it is what it looks like.
  const alone = await desk.standing();
  assert.ok(alone.ok && !alone.standing.certified);
  named = { key: next.key };
  const evil = await desk.standing();
  assert.ok(evil.ok && !evil.standing.certified);
  assert.deepEqual(evil.standing.findings, [{ code: 'organisation-changed' }]);
  named = { key: next.key, succession: [await office.signer.succession(next)] };
  const { standing } = { standing: null, ...(await desk.standing()) };
  assert.ok(standing?.certified);
  assert.deepEqual(standing.findings, []);
  assert.deepEqual(
    standing.others.map(({ id }) => id),
    [ola.desk.id],
  );
});

test('another organisation in the pack: no colleague is one, and the desk says so', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  await kari.desk.refresh();
  await ola.desk.refresh();
  await ola.desk.answer(he.id, says('fra Ola', 'Ola'));
  assert.deepEqual(words(await reads(kari.desk, he.id)), ['u Jeg vil slutte.', 'c fra Ola']);
  const strangers: OrganisationKeys = { key: (await Signer.make()).key };
  const turned = await new CoachConsole(kari.on, strangers).unlock(password);
  assert.ok(turned.ok);
  const standing = await turned.desk.standing();
  assert.ok(standing.ok);
  assert.deepEqual(standing.standing.others, []);
  assert.deepEqual(standing.standing.findings, [{ code: 'organisation-changed' }]);
  assert.deepEqual(words(await reads(turned.desk, he.id)), ['u Jeg vil slutte.', '? fra Ola']);
});

test('a lying server: what is dropped, moved, repeated or older is said to the coach too', async () => {
  const office = await Office.make();
  let lie: ((page: Record<string, unknown>) => object) | null = null;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    const about = /\/api\/coaches\/[0-9a-f]{32}\/threads\/[0-9a-f]{32}\?/.test(url);
    return lie && about && answer.ok ? json(200, lie((await answer.json()) as Record<string, unknown>)) : answer;
  };
  const { console, desk } = await atWork(office, { fetch });
  const [he, she] = [await begun(office), await begun(office)];
  for (const text of ['to', 'tre']) {
    await he.threads.write({ kind: 'text', text });
    await he.threads.refresh();
  }
  await desk.refresh();
  const codes = async () => {
    desk.lock();
    const fresh = await console.unlock(password);
    assert.ok(fresh.ok);
    const opened = await reads(fresh.desk, he.id);
    return { codes: [...new Set(opened.findings.map(({ code }) => code))], words: words(opened) };
  };
  const messages = (page: Record<string, unknown>) => page.messages as { seq: number; n: number; sealed: string }[];
  assert.deepEqual(await codes(), { codes: [], words: ['u Jeg vil slutte.', 'u to', 'u tre'] });
  lie = (page) => ({ ...page, messages: messages(page).filter(({ n }) => n !== 2) });
  assert.deepEqual(await codes(), { codes: ['missing'], words: ['u Jeg vil slutte.', 'u tre'] });
  const foreign = stored(office, she.id).messages[0]?.sealed;
  lie = (page) => ({ ...page, messages: messages(page).map((it) => (it.n === 1 ? { ...it, sealed: foreign } : it)) });
  assert.deepEqual(await codes(), { codes: ['unreadable'], words: ['u to', 'u tre'] });
  lie = (page) => ({ ...page, seq: 4, messages: [...messages(page), { ...messages(page)[0], seq: 4 }] });
  assert.deepEqual(await codes(), { codes: ['repeated'], words: ['u Jeg vil slutte.', 'u to', 'u tre'] });
  lie = (page) => ({ ...page, seq: 2, messages: messages(page).slice(0, 2) });
  assert.ok((await codes()).codes.includes('older-thread'));
});

test('envelopes and first messages that were moved between threads open nothing, and the inbox says so', async () => {
  const office = await Office.make();
  let lie: ((lines: Record<string, unknown>[]) => object[]) | null = null;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (!lie || !url.endsWith('/threads')) return answer;
    const page = (await answer.json()) as { threads: Record<string, unknown>[] };
    return json(200, { ...page, threads: lie(page.threads) });
  };
  const { desk } = await atWork(office, { fetch });
  await begun(office);
  await begun(office);
  lie = ([a, b]) => [
    { ...a, envelope: b?.envelope },
    { ...b, opening: a?.opening },
  ];
  assert.deepEqual(await desk.refresh(), ok);
  assert.deepEqual(
    desk.inbox.map(({ opening }) => opening),
    [null, null],
  );
  assert.deepEqual(
    desk.inbox.map(({ findings }) => findings),
    [[{ code: 'unreadable' }], [{ code: 'unreadable', from: 'u', n: 1 }]],
  );
  lie = null;
  await desk.refresh();
  assert.ok(desk.inbox.every(({ opening, findings }) => opening && findings.length === 0));
});

test('an envelope with another key is somebody else’s: what is known stays, and it is said', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  const before = words(await reads(desk, he.id));
  const thread = stored(office, he.id);
  const foreign = random(32);
  const seals = await ThreadSeals.of(he.id, foreign);
  const key = fromBase64(office.coach(desk.id).public_key);
  thread.envelopes.set(desk.id, base64(await sealThreadKey(key, he.id, foreign)));
  const opening = {
    kind: 'opening',
    alias: 'Stille bjørk 47',
    programme: 'stop',
    locale: 'nb',
    about: [],
    text: 'Falsk.',
  };
  const [first] = thread.messages;
  assert.ok(first);
  first.sealed = base64(await seals.seal('u', 1, JSON.stringify(opening)));
  assert.deepEqual(await desk.refresh(), ok);
  const said = () => desk.inbox.flatMap(({ findings }) => findings.map(({ code }) => code));
  assert.ok(said().includes('changed'), String(said()));
  assert.deepEqual(await desk.refresh(), ok);
  assert.ok(said().includes('changed'), String(said()));
  assert.deepEqual(words(await reads(desk, he.id)), before);
});

test('a word that was taken back is read too: the thread rests from then on', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await he.threads.write({ kind: 'text', text: 'Angrer.' });
  await he.threads.refresh();
  await he.threads.withdraw(he.threads.current?.letters.at(-1)?.key ?? '');
  await he.threads.refresh();
  await desk.refresh();
  const { seq } = await reads(desk, he.id);
  assert.equal(seq, stored(office, he.id).seq);
  await desk.read(he.id, seq);
  assert.equal(desk.inbox[0]?.unread, false);
});

test('an answer is not sent past a message that came while it was written; the draft stays, and the thread waits', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  await desk.refresh();
  const { seq } = await reads(desk, he.id);
  await desk.keepDraft(he.id, 'Fint at du skriver.');
  await he.threads.write({ kind: 'text', text: 'Jeg orker ikke mer.' });
  await he.threads.refresh();
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.')), { ok: false, why: 'written' });
  // Also when this desk has fetched it meanwhile, for its notes or in another room.
  await reads(desk, he.id);
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.'), seq), { ok: false, why: 'written' });
  const shown = await reads(desk, he.id);
  assert.deepEqual(words(shown), ['u Jeg vil slutte.', 'u Jeg orker ikke mer.']);
  assert.equal(stored(office, he.id).waitsSince, office.day);
  assert.equal(desk.draft(he.id), 'Fint at du skriver.');
  assert.deepEqual(await desk.answer(he.id, says('Er du trygg nå?'), shown.seq), ok);
  assert.equal(stored(office, he.id).waitsSince, null);
  // A word that was taken back meanwhile is nothing to be read first.
  await he.threads.write({ kind: 'text', text: 'Glem det.' });
  await he.threads.refresh();
  await he.threads.withdraw(he.threads.current?.letters.at(-1)?.key ?? '');
  await he.threads.refresh();
  assert.deepEqual(await desk.answer(he.id, says('Skriv når du vil.')), ok);
});

test('what comes while an answer is on its way still waits for one', async () => {
  const office = await Office.make();
  let meanwhile: (() => Promise<unknown>) | null = null;
  const fetch: Office['fetch'] = async (url, init) => {
    const [work, isAnswer] = [meanwhile, init.method === 'POST' && url.endsWith('/messages')];
    if (work && isAnswer) {
      meanwhile = null;
      await work();
    }
    return office.fetch(url, init);
  };
  const { desk } = await atWork(office, { fetch });
  const he = await begun(office);
  await desk.refresh();
  await reads(desk, he.id);
  meanwhile = async () => {
    await he.threads.write({ kind: 'text', text: 'Jeg orker ikke mer.' });
    await he.threads.refresh();
  };
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.')), ok);
  assert.equal(stored(office, he.id).waitsSince, office.day);
});

test('an answer whose answer was lost is known to be there, whatever was written to it since', async () => {
  const office = await Office.make();
  let lose = true;
  const fetch: Office['fetch'] = async (url, init) => {
    const answer = await office.fetch(url, init);
    if (lose && init.method === 'POST' && url.endsWith('/messages')) throw new TypeError('lost');
    return answer;
  };
  const { desk } = await atWork(office, { fetch });
  const he = await begun(office);
  await desk.refresh();
  const { seq } = await reads(desk, he.id);
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.'), seq), { ok: false, why: 'offline' });
  lose = false;
  await he.threads.write({ kind: 'text', text: 'Takk.' });
  await he.threads.refresh();
  assert.deepEqual(await desk.answer(he.id, says('Fint at du skriver.'), seq), ok);
  assert.equal(stored(office, he.id).messages.length, 3);
  assert.equal(stored(office, he.id).waitsSince, office.day);
});

test('an absence and what is taken back answer nobody, and what needs no answer makes nobody wait', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  const waits = () => stored(office, he.id).waitsSince !== null;
  await desk.refresh();
  const absence: FromCoach = { kind: 'absence', name: 'Kari', until: '2026-12-24', text: 'Borte.' };
  assert.deepEqual(await desk.answer(he.id, absence), ok);
  assert.deepEqual(await desk.withdraw(he.id, 1), ok);
  assert.equal(waits(), true);
  const agreement: FromCoach = { kind: 'agreement', name: 'Kari', text: 'Vi snakkes', date: '2027-01-01', time: null };
  assert.deepEqual(await desk.answer(he.id, agreement), ok);
  assert.equal(waits(), false);
  await he.threads.refresh();
  await he.threads.write({ kind: 'accepted', agreement: 3 });
  await he.threads.setRhythm('week');
  await he.threads.refresh();
  assert.deepEqual([waits(), stored(office, he.id).last.u], [false, 3]);
  await he.threads.write({ kind: 'text', text: 'Angrer.' });
  await he.threads.refresh();
  assert.equal(waits(), true);
  await reads(desk, he.id);
  assert.deepEqual(await desk.answer(he.id, says('Så fint.')), ok);
  const last = he.threads.current?.letters.findLast(({ from }) => from === 'u')?.key ?? '';
  await he.threads.withdraw(last);
  await he.threads.refresh();
  assert.deepEqual([waits(), stored(office, he.id).last.u], [false, 5]);
});

test('a coach who takes back what had answered somebody begins the wait again, and only then', async () => {
  const office = await Office.make();
  const [kari, ola] = [await atWork(office), await atWork(office)];
  const he = await begun(office);
  const began = office.day;
  const line = () => [stored(office, he.id).waitsSince, stored(office, he.id).answeredBy];
  for (const { desk } of [kari, ola]) await desk.refresh();
  office.now = () => Date.now() + 3 * 86_400_000;
  assert.deepEqual(await kari.desk.answer(he.id, says('feil')), ok);
  assert.deepEqual(line(), [null, kari.desk.id]);
  assert.deepEqual(await kari.desk.withdraw(he.id, 1), ok);
  assert.deepEqual(line(), [began, null]);

  assert.deepEqual(await kari.desk.answer(he.id, says('to ganger')), ok);
  assert.deepEqual(await kari.desk.answer(he.id, says('riktig')), ok);
  assert.deepEqual(await kari.desk.withdraw(he.id, 3), ok); // another answer comes after
  assert.deepEqual(line(), [null, kari.desk.id]);
  await he.threads.refresh();
  await he.threads.setRhythm('week');
  await he.threads.refresh();
  await reads(ola.desk, he.id);
  assert.deepEqual(await ola.desk.answer(he.id, says('hei', 'Ola')), ok);
  assert.deepEqual(await ola.desk.withdraw(he.id, 6), ok); // a rhythm wants no answer
  assert.deepEqual(line(), [null, ola.desk.id]);
  const absence: FromCoach = { kind: 'absence', name: 'Kari', until: '2027-12-24', text: 'Borte.' };
  assert.deepEqual(await kari.desk.withdraw(he.id, 4), ok);
  assert.deepEqual(line(), [began, null]);
  await reads(kari.desk, he.id);
  assert.deepEqual(await kari.desk.answer(he.id, says('igjen')), ok);
  assert.deepEqual(await kari.desk.answer(he.id, absence), ok);
  assert.deepEqual(await kari.desk.withdraw(he.id, 10), ok); // an absence answered nobody
  assert.deepEqual(line(), [null, kari.desk.id]);
});

test('a thread whose envelope does not open is not called deleted, and stays in the inbox', async () => {
  const office = await Office.make();
  const { desk } = await atWork(office);
  const he = await begun(office);
  stored(office, he.id).envelopes.set(desk.id, base64(random(113)));
  await desk.refresh();
  const unopened = { ok: false, why: 'unopened' };
  assert.deepEqual(await desk.open(he.id), unopened);
  assert.deepEqual(await desk.answer(he.id, says('hei')), unopened);
  assert.deepEqual(await desk.note(he.id, { kind: 'waiting', on: true }), unopened);
  assert.deepEqual(
    desk.inbox.map(({ thread, findings }) => [thread, findings]),
    [[he.id, [{ code: 'unreadable' }]]],
  );
});

test('what an older console wrapped opens, and is wrapped anew at what suits the laptop', async () => {
  const office = await Office.make();
  let running = 0;
  const plain = phone(office);
  const on: VaultEnvironment = {
    ...plain,
    running: () => running,
    stretch: (typed, salt, cost) => {
      running += (cost.memory * cost.passes) / 100;
      return plain.stretch(typed, salt, cost);
    },
  };
  const console = new CoachConsole(on, office.organisation);
  const enrolled = await console.enrol(office.invite(), password);
  assert.ok(enrolled.ok);
  const store = new DeskStore(on);
  const secret = await secretOf(enrolled.code);
  assert.ok(secret);
  const salt = random(16);
  const key = await stretchedKey(on, password, salt);
  const older = { salt, sealed: await seal(key, secret, place('coach lock')), enrolling: false };
  await store.keepWrapped(older);
  assert.deepEqual(await console.unlock('en annen frase'), { ok: false, why: 'password' });
  assert.equal((await store.wrapped())?.cost, undefined);
  assert.ok((await console.unlock(password)).ok);
  while (!(await store.wrapped())?.cost) await setTimeout(5);
  assert.deepEqual((await store.wrapped())?.cost, { memory: 46 * 1024, passes: 1 });
  assert.equal((await store.wrapped())?.raising, undefined);
  assert.ok((await console.unlock(password)).ok);
  // A password that another tab has changed meanwhile stays changed.
  const changed = await store.wrapped();
  await store.keepWrapped(older, older);
  assert.deepEqual(await store.wrapped(), changed);
});

test('a console that dies while its password is raised has opened the desk first, and opens it ever after', async () => {
  const office = await Office.make();
  const plain = phone(office);
  const asked: number[] = [];
  let running = 0;
  let dies = false;
  const on: VaultEnvironment = {
    ...plain,
    running: () => running,
    stretch: (typed, salt, cost) => {
      asked.push(cost.memory / 1024);
      running += (cost.memory * cost.passes) / 100;
      return dies && cost.memory > 19 * 1024 ? new Promise<never>(() => undefined) : plain.stretch(typed, salt, cost);
    },
  };
  const enrolled = await new CoachConsole(on, office.organisation).enrol(office.invite(), password);
  assert.ok(enrolled.ok);
  const store = new DeskStore(on);
  const secret = await secretOf(enrolled.code);
  assert.ok(secret);
  const salt = random(16);
  const key = await stretchedKey(on, password, salt);
  await store.keepWrapped({ salt, sealed: await seal(key, secret, place('coach lock')), enrolling: false });
  dies = true;
  asked.length = 0;
  for (const tries of [2, 4, 5, 6]) {
    const unlocked = await new CoachConsole(on, office.organisation).unlock(password);
    assert.ok(unlocked.ok);
    await until(() => asked.length >= tries);
  }
  assert.deepEqual(asked, [19, 46, 19, 32, 19, 19]);
});
