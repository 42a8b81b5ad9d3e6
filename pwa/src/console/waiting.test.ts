/**
 * Nobody who waits is lost: whatever a person, the coaches and their laptops do in whatever order, a message that nobody has answered
 * stands in a list of every laptop of a coach who can read it, and the server counts it. Where nobody can read it any more, that is told:
 * to the last coach before leaving, and on the person's phone.
 */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CoachConsole } from '../core/thread/coach.ts';
import { begun, type Person, stored } from '../core/thread/modelCoach.ts';
import { Office } from '../core/thread/modelOffice.ts';
import type { Case, Desk, FromCoach, Note } from '../core/thread/types.ts';
import { phone } from '../core/vault/modelServer.ts';
import { inView, readUpTo, toLookAt, views } from './lines.ts';
import { learnt, type Own, readOwn, writeOwn } from './own.ts';

const password = 'blå hest på taket';

const who = fc.nat({ max: 2 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('writes' as const) }) },
  fc.record({ does: fc.constantFrom('agrees', 'regrets', 'tomorrow') }),
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('fetches', 'opens'), who }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('reads' as const), who, some: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('answers' as const), who, meanwhile: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('sets aside', 'takes back'), who }) },
  fc.record({ does: fc.constantFrom('takes up', 'is away', 'hands back'), who }),
  fc.record({ does: fc.constant('hands over' as const), who, to: who }),
  fc.record({ does: fc.constant('begins anew' as const), who }),
  fc.record({ does: fc.constantFrom('resigns', 'is revoked'), who }),
  fc.record({ does: fc.constantFrom('a coach comes', 'lets in', 'renews') }),
  // A colleague hands it over; the laptop reads that, and is locked before the page has taken it in.
  fc.record({ does: fc.constantFrom('locks between open and learns', 'locks after a failed answer'), who }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A console: its desk, what it keeps for itself, and the thread as it stands on the screen, which may be old. */
interface Laptop {
  console: CoachConsole;
  desk: Desk;
  own: Own;
  screen: Case | null;
}

/** A coach who has taken an invitation up and was certified. */
async function seated(office: Office, made: () => CoachConsole) {
  const console = made();
  const enrolled = await console.enrol(office.invite(), password);
  assert.ok(enrolled.ok);
  await office.certify(enrolled.desk.id);
  return { console, desk: enrolled.desk, code: enrolled.code };
}

class Practice {
  readonly office: Office;
  readonly he: Person & { id: string };
  /** Every laptop that was ever opened. */
  readonly all: Laptop[] = [];
  /** What the person has written that wants an answer: its place, and whether it was taken back. */
  readonly asked: { seq: number; key: string; gone: boolean }[] = [];
  /** The answers: up to where each answered. */
  readonly answers: { n: number; by: string; upTo: number; gone: boolean }[] = [];
  /** The notes that set aside (up to a place) or take up (0), and the coaches they are sealed to: who is let in later has none of them. */
  readonly aside: { upTo: number; to: string[] }[] = [];
  handed: string | null = null;
  private days = 0;
  /** The person has written what nobody could read: it waits on the phone. */
  private unsent = false;
  /** No answer reaches the server. */
  private offline = false;
  private meanwhile: (() => Promise<void>) | null = null;

  private readonly console: () => CoachConsole;

  private constructor(office: Office, he: Person & { id: string }, console: () => CoachConsole) {
    this.office = office;
    this.he = he;
    this.console = console;
  }

  /** Those of the coaches who can read. */
  get laptops(): Laptop[] {
    return this.all.filter(({ desk }) => stored(this.office, this.he.id).envelopes.has(desk.id));
  }

  static async make(): Promise<Practice> {
    const office = await Office.make();
    let practice: Practice | null = null;
    const made = () =>
      new CoachConsole(
        phone(office, {
          now: () => office.now(),
          fetch: async (url, init) => {
            if (init.method === 'POST' && url.endsWith('/messages')) {
              if (practice?.offline) throw new TypeError('offline');
              await practice?.interrupt();
            }
            return office.fetch(url, init);
          },
        }),
        office.organisation,
      );
    const coaches = [await seated(office, made), await seated(office, made)];
    const second = made();
    const restored = await second.restore(coaches[0]?.code ?? '', password);
    assert.ok(restored.ok);
    practice = new Practice(office, await begun(office), made);
    practice.asked.push({ seq: 1, key: `${practice.he.id}/u/1`, gone: false });
    for (const { console, desk } of [...coaches, { console: second, desk: restored.desk }])
      practice.all.push({ console, desk, own: readOwn(''), screen: null });
    return practice;
  }

  /** The person writes between a laptop's look and its answer. */
  private async interrupt(): Promise<void> {
    const work = this.meanwhile;
    this.meanwhile = null;
    await work?.();
  }

  async takes(step: Step): Promise<void> {
    const { office, he, laptops } = this;
    if (step.does === 'writes') return this.writes();
    if (step.does === 'agrees') return void (await he.threads.setRhythm('week'));
    if (step.does === 'regrets') {
      const last = this.asked.findLast(({ gone }) => !gone);
      if (!last) return;
      last.gone = true;
      await he.threads.withdraw(last.key);
      return void (await he.threads.refresh());
    }
    if (step.does === 'tomorrow') {
      this.days += 1;
      const { days } = this;
      office.now = () => Date.now() + days * 86_400_000;
      return;
    }
    if (step.does === 'a coach comes') {
      const { console, desk } = await seated(office, this.console);
      this.all.push({ console, desk, own: readOwn(''), screen: null });
      return;
    }
    if (step.does === 'lets in') return this.letsIn();
    if (step.does === 'renews') return this.renews();
    const laptop = 'who' in step ? laptops[step.who % laptops.length] : undefined;
    // Nobody is left to do it.
    if (!laptop) return;
    const { desk } = laptop;
    if (step.does === 'resigns' || step.does === 'is revoked') return this.leaves(desk, step.does);
    if (step.does === 'fetches') return this.fetches(laptop);
    if (step.does === 'begins anew') {
      // What is kept is all that is left.
      laptop.own = readOwn(writeOwn(laptop.own));
      laptop.screen = null;
      return;
    }
    if (!desk.inbox.some(({ thread }) => thread === he.id)) await desk.refresh();
    if (step.does === 'locks between open and learns' || step.does === 'locks after a failed answer') {
      const colleague = laptops.find((it) => it.desk.id !== desk.id);
      if (!colleague) return;
      await this.takes({ does: 'hands over', who: laptops.indexOf(colleague), to: laptops.indexOf(laptop) });
      if (step.does === 'locks between open and learns') assert.ok((await desk.open(he.id)).ok);
      else {
        this.offline = true;
        assert.equal((await desk.answer(he.id, { kind: 'text', name: 'Kari', text: 'Hei' })).ok, false);
        this.offline = false;
      }
      return this.locks(laptop);
    }
    if (step.does === 'opens' || !laptop.screen) {
      await this.shows(laptop);
    }
    const { screen } = laptop;
    assert.ok(screen);
    switch (step.does) {
      case 'reads': {
        const seen = screen.letters.filter(({ from, read }) => from === 'u' && !read).slice(0, step.some);
        const upTo = readUpTo(screen, new Set(seen.map(({ key }) => key)));
        assert.ok((await desk.read(he.id, upTo)).ok);
        return;
      }
      case 'answers': {
        if (step.meanwhile) this.meanwhile = () => this.writes();
        return this.says(laptop, { kind: 'text', name: 'Kari', text: `${stored(office, he.id).seq}` });
      }
      case 'is away':
        return this.says(laptop, { kind: 'absence', name: 'Kari', until: '2099-01-01', text: '' });
      case 'takes back': {
        const mine = this.answers.findLast(({ by, gone }) => by === desk.id && !gone);
        if (!mine) return;
        await this.shows(laptop);
        assert.ok((await desk.withdraw(he.id, mine.n)).ok);
        mine.gone = true;
        return this.shows(laptop);
      }
      case 'sets aside':
        this.aside.push({ upTo: screen.seq, to: laptops.map((it) => it.desk.id) });
        return this.notes(laptop, { kind: 'waiting', on: true, seq: screen.seq });
      case 'takes up':
        this.aside.push({ upTo: 0, to: laptops.map((it) => it.desk.id) });
        return this.notes(laptop, { kind: 'waiting', on: false });
      case 'hands over':
        this.handed = laptops[step.to % laptops.length]?.desk.id ?? null;
        return this.notes(laptop, { kind: 'handed', to: this.handed });
      case 'hands back':
        this.handed = null;
        return this.notes(laptop, { kind: 'handed', to: null });
    }
  }

  /** Locks and unlocks it. What is kept is all that is left. */
  private async locks(laptop: Laptop): Promise<void> {
    laptop.desk.lock();
    const unlocked = await laptop.console.unlock(password);
    assert.ok(unlocked.ok);
    Object.assign(laptop, { desk: unlocked.desk, own: readOwn(writeOwn(laptop.own)), screen: null });
  }

  private async writes(): Promise<void> {
    const before = stored(this.office, this.he.id).last.u;
    await this.he.threads.write({ kind: 'text', text: 'Er noen der?' });
    await this.he.threads.refresh();
    const { seq, last } = stored(this.office, this.he.id);
    if (last.u > before) this.asked.push({ seq, key: `${this.he.id}/u/${last.u}`, gone: false });
    else this.unsent = true;
  }

  /** Before it the console says how many wait whom nobody else can read. */
  private async leaves(desk: Desk, how: 'resigns' | 'is revoked'): Promise<void> {
    const found = await desk.standing();
    assert.ok(found.ok);
    const { envelopes, waitsSince } = stored(this.office, this.he.id);
    assert.equal(found.standing.alone, Number(waitsSince !== null && envelopes.size === 1));
    if (how === 'is revoked') this.office.revoke(desk.id);
    else assert.ok((await desk.resign()).ok);
  }

  private async letsIn(): Promise<void> {
    const { threads } = this.he;
    await threads.refresh();
    await threads.coaches();
    const found = await threads.admit((threads.current?.newcomers ?? []).map(({ id }) => id));
    // Somebody has left: then the thread is made anew instead.
    assert.ok(found.ok || found.why === 'gone');
  }

  /** A new thread takes the place of one that somebody has left. */
  private async renews(): Promise<void> {
    const { threads } = this.he;
    await threads.refresh();
    if (threads.current?.renewal !== 'coach-gone') return;
    const found = await threads.renew(
      true,
      this.all.map(({ desk }) => desk.id),
    );
    if (!found.ok) return;
    await threads.refresh();
    const id = threads.current?.id ?? '';
    const { seq, last } = stored(this.office, id);
    this.he.id = id;
    for (const laptop of this.all) laptop.screen = null;
    this.answers.length = 0;
    this.aside.length = 0;
    this.handed = null;
    this.asked.splice(0, this.asked.length, { seq: 1, key: `${id}/u/1`, gone: false });
    if (this.unsent) this.asked.push({ seq, key: `${id}/u/${last.u}`, gone: false });
    this.unsent = false;
  }

  /** From what stands on the screen, which may be old: nothing is sent then. */
  private async says(laptop: Laptop, content: FromCoach): Promise<void> {
    const { desk, screen } = laptop;
    const thread = stored(this.office, this.he.id);
    const upTo = content.kind === 'absence' ? 0 : thread.seq;
    const done = await desk.answer(this.he.id, content, screen?.seq);
    this.meanwhile = null;
    if (done.ok) this.answers.push({ n: thread.last.c, by: desk.id, upTo, gone: false });
    else assert.ok(done.why === 'written' || done.why === 'answered', done.why);
    await this.shows(laptop);
  }

  private async notes(laptop: Laptop, note: Note): Promise<void> {
    assert.ok((await laptop.desk.note(this.he.id, note)).ok);
    await this.shows(laptop);
  }

  private async shows(laptop: Laptop): Promise<void> {
    const opened = await laptop.desk.open(this.he.id);
    assert.ok(opened.ok);
    laptop.screen = opened.case;
    await this.learns(laptop, opened.case);
  }

  private async learns(laptop: Laptop, found: Case): Promise<void> {
    const { thread, waiting: aside, handed, seq } = found;
    laptop.own = learnt(laptop.own, thread, { aside, handed, seq }, true);
    await laptop.desk.notesSeen(thread, found.lastNote);
  }

  /** As the inbox does it, by hand or by itself. */
  private async fetches(laptop: Laptop): Promise<void> {
    assert.ok((await laptop.desk.refresh()).ok);
    for (const { thread } of toLookAt(laptop.desk.inbox, (it) => laptop.own.marks[it])) {
      const opened = await laptop.desk.open(thread);
      assert.ok(opened.ok);
      await this.learns(laptop, opened.case);
    }
  }

  async isRight(): Promise<void> {
    const { office, he, laptops } = this;
    const owed = this.asked.filter(({ seq, gone }) => !gone && !this.answers.some((it) => !it.gone && it.upTo >= seq));
    const { waitsSince } = stored(office, he.id);
    const last = owed.at(-1);
    if (last) assert.ok(waitsSince, 'the server counts nobody');
    const listsOf = ({ desk, own }: Laptop) => {
      const [line, ...more] = desk.inbox;
      assert.ok(line && more.length === 0);
      assert.equal(line.waitsSince, waitsSince);
      return views.filter((it) => inView(line, it, (thread) => own.marks[thread], desk.id));
    };
    // Before anything but the list has been fetched: what was written after every note is set aside by none.
    await Promise.all(laptops.map(({ desk }) => desk.refresh()));
    if (laptops.length === 0) {
      await he.threads.refresh();
      assert.equal(he.threads.current?.renewal, 'coach-gone', 'nobody tells the person that nobody reads');
    }
    if (last && last.seq > Math.max(0, ...this.aside.map(({ upTo }) => upTo)))
      for (const laptop of laptops) assert.ok(listsOf(laptop).includes('waiting'), 'an old note hides a new message');
    await Promise.all(laptops.map((laptop) => this.fetches(laptop)));
    for (const laptop of laptops) {
      const lists = listsOf(laptop);
      const isIn = (it: 'waiting' | 'aside' | 'mine') => lists.includes(it);
      if (waitsSince) assert.equal(Number(isIn('waiting')) + Number(isIn('aside')), 1, 'in one list, and in one alone');
      const note = this.aside.findLast(({ to }) => to.includes(laptop.desk.id));
      const isAside = (note?.upTo ?? 0) >= (last?.seq ?? 0);
      if (last && !isAside) assert.ok(isIn('waiting'), 'nobody has set it aside after this');
      // What was taken back may leave a thread that is set aside among those who wait: never the other way round.
      if (last && isAside && !this.asked.some(({ gone }) => gone)) assert.ok(isIn('aside'));
      assert.equal(isIn('mine'), this.handed === laptop.desk.id);
    }
  }
}

/** What came between a look and the answer is answered by the next answer alone, until that is taken back. */
const takenBack: Step[] = [
  { does: 'answers', who: 0, meanwhile: true },
  { does: 'answers', who: 0, meanwhile: false },
  { does: 'takes back', who: 0 },
];

/** Whoever can read leaves, and what is written meanwhile goes with the new thread to those who came. */
const onlyReader: Step[] = [
  { does: 'resigns', who: 0 },
  { does: 'a coach comes' },
  { does: 'is revoked', who: 0 },
  { does: 'writes' },
  { does: 'lets in' },
  { does: 'renews' },
  { does: 'answers', who: 0, meanwhile: false },
];

test('whatever is done in whatever order, who waits for an answer is in a list of every laptop that can read it, or it is told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 24 }), async (steps) => {
      const practice = await Practice.make();
      for (const step of steps) {
        await practice.takes(step);
        await practice.isRight();
      }
    }),
    {
      // Each begins with three passwords, which are stretched.
      numRuns: process.env.LONG ? 100 : 6,
      examples: [
        [takenBack],
        [[{ does: 'locks between open and learns', who: 0 }]],
        [[{ does: 'locks after a failed answer', who: 0 }]],
        [onlyReader],
        [[{ does: 'a coach comes' }, { does: 'sets aside', who: 0 }, { does: 'lets in' }]],
      ],
    },
  );
});
