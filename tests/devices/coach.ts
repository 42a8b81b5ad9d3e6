/**
 * A coach's laptop under Node: the console's code that is shipped, on a database in memory, over real HTTP. Driven as the phones
 * of `device.ts` are, by JSON lines.
 */
import '../../pwa/node_modules/fake-indexeddb/auto/index.mjs';
import { createInterface } from 'node:readline';
import { utf8 } from '../../pwa/src/core/bytes.ts';
import { CoachConsole } from '../../pwa/src/core/thread/coach.ts';
import type { Desk, FromCoach } from '../../pwa/src/core/thread/types.ts';

interface Command {
  do: string;
  server?: string;
  key?: string;
  invitation?: string;
  thread?: string;
  content?: FromCoach;
  n?: number;
  seq?: number;
}

const PASSWORD = 'a password of the tests';

let desk: Desk | null = null;

function opened(): Desk {
  if (!desk) throw new Error('nobody has enrolled');
  return desk;
}

const commands: Record<string, (command: Command) => Promise<unknown>> = {
  /** The coach's id. */
  async enrol({ server = '', key = '', invitation = '' }) {
    const console = new CoachConsole(
      {
        database: `coach ${invitation}`,
        server,
        fetch: (url, init) => fetch(url, init),
        now: () => Date.now(),
        // Nobody steals this laptop: a digest in place of Argon2id, which costs half a second of processor.
        stretch: async (pin, salt) => new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(pin + salt))),
      },
      { key },
    );
    const done = await console.enrol(invitation, PASSWORD);
    if (!done.ok) throw new Error(done.why);
    desk = done.desk;
    return desk.id;
  },
  async inbox() {
    await opened().refresh();
    return opened().inbox;
  },
  async open({ thread = '' }) {
    const found = await opened().open(thread);
    if (!found.ok) throw new Error(found.why);
    return found.case;
  },
  async answer({ thread = '', content }) {
    if (!content) throw new Error('an answer says something');
    // Whatever has been written since: whoever drives this knows.
    const done = await opened().answer(thread, content, Number.POSITIVE_INFINITY);
    if (!done.ok) throw new Error(done.why);
  },
  async withdraw({ thread = '', n = 0 }) {
    const done = await opened().withdraw(thread, n);
    if (!done.ok) throw new Error(done.why);
  },
  async read({ thread = '', seq = 0 }) {
    const done = await opened().read(thread, seq);
    if (!done.ok) throw new Error(done.why);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  let answer: object;
  try {
    answer = { ok: (await commands[command.do]?.(command)) ?? null };
  } catch (fault) {
    answer = { fault: String(fault) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
