/**
 * Nobody who waits is lost: whatever a person, two coaches and three laptops do in whatever order, a message that nobody has answered
 * stands in a list of every laptop, and the server counts it.
 */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { phone } from '../vault/modelServer.ts';
import { CoachConsole } from '../vault/thread/coach.ts';
import { begun, type Person, stored } from '../vault/thread/modelCoach.ts';
import { Office } from '../vault/thread/modelOffice.ts';
import type { Case, Desk, FromCoach, Note } from '../vault/thread/types.ts';
import { inView, readUpTo, toLookAt, views } from './lines.ts';
import { learnt, type Own, readOwn, writeOwn } from './own.ts';

const passphrase = 'blå hest på taket';

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

class Practice {
  readonly office: Office;
  readonly he: Person & { id: string };
  readonly laptops: Laptop[] = [];
  /** What the person has written that wants an answer: its place, and whether it was taken back. */
  readonly asked: { seq: number; key: string; gone: boolean }[] = [];
  /** The answers: up to where each answered. */
  readonly answers: { n: number; by: string; upTo: number; gone: boolean }[] = [];
  /** The notes that set aside (up to a place) or take up (0). */
  readonly aside: number[] = [];
  handed: string | null = null;
  private days = 0;
  /** No answer reaches the server. */
  private offline = false;
  private meanwhile: (() => Promise<void>) | null = null;

  private constructor(office: Office, he: Person & { id: string }) {
    this.office = office;
    this.he = he;
  }

  static async make(): Promise<Practice> {
    const office = await Office.make();
    const entered: Pick<Laptop, 'console' | 'desk'>[] = [];
    let practice: Practice | null = null;
    const console = () =>
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
    for (let coach = 0; coach < 2; coach += 1) {
      const first = console();
      const enrolled = await first.enrol(office.invite(), passphrase);
      assert.ok(enrolled.ok);
      await office.certify(enrolled.desk.id);
      entered.push({ console: first, desk: enrolled.desk });
      if (coach > 0) continue;
      const second = console();
      const restored = await second.restore(enrolled.code, passphrase);
      assert.ok(restored.ok);
      entered.push({ console: second, desk: restored.desk });
    }
    practice = new Practice(office, await begun(office));
    practice.asked.push({ seq: 1, key: `${practice.he.id}/u/1`, gone: false });
    for (const it of entered) practice.laptops.push({ ...it, own: readOwn(''), screen: null });
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
    const laptop = 'who' in step ? laptops[step.who] : undefined;
    assert.ok(laptop);
    const { desk } = laptop;
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
      assert.ok(colleague);
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
        this.aside.push(screen.seq);
        return this.notes(laptop, { kind: 'waiting', on: true, seq: screen.seq });
      case 'takes up':
        this.aside.push(0);
        return this.notes(laptop, { kind: 'waiting', on: false });
      case 'hands over':
        this.handed = laptops[step.to]?.desk.id ?? null;
        return this.notes(laptop, { kind: 'handed', to: this.handed });
      case 'hands back':
        this.handed = null;
        return this.notes(laptop, { kind: 'handed', to: null });
    }
  }

  /** Locks and unlocks it. What is kept is all that is left. */
  private async locks(laptop: Laptop): Promise<void> {
    laptop.desk.lock();
    const unlocked = await laptop.console.unlock(passphrase);
    assert.ok(unlocked.ok);
    Object.assign(laptop, { desk: unlocked.desk, own: readOwn(writeOwn(laptop.own)), screen: null });
  }

  private async writes(): Promise<void> {
    await this.he.threads.write({ kind: 'text', text: 'Er noen der?' });
    await this.he.threads.refresh();
    const { seq, last } = stored(this.office, this.he.id);
    this.asked.push({ seq, key: `${this.he.id}/u/${last.u}`, gone: false });
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
    await laptop.desk.learnt(thread, found.lastNote);
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
    if (last && last.seq > Math.max(0, ...this.aside))
      for (const laptop of laptops) assert.ok(listsOf(laptop).includes('waiting'), 'an old note hides a new message');
    await Promise.all(laptops.map((laptop) => this.fetches(laptop)));
    for (const laptop of laptops) {
      const lists = listsOf(laptop);
      const isIn = (it: 'waiting' | 'aside' | 'mine') => lists.includes(it);
      if (waitsSince) assert.equal(Number(isIn('waiting')) + Number(isIn('aside')), 1, 'in one list, and in one alone');
      const isAside = (this.aside.at(-1) ?? 0) >= (last?.seq ?? 0);
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

test('whatever is done in whatever order, who waits for an answer is in a list of every laptop', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 24 }), async (steps) => {
      const practice = await Practice.make();
      for (const step of steps) {
        await practice.takes(step);
        await practice.isRight();
      }
    }),
    {
      numRuns: 25,
      examples: [
        [takenBack],
        [[{ does: 'locks between open and learns', who: 0 }]],
        [[{ does: 'locks after a failed answer', who: 0 }]],
      ],
    },
  );
});
