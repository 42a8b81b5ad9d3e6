/**
 * People and coaches under Node: the thread code that is shipped, on databases in memory, over real HTTP. Driven by JSON lines as
 * `device.ts` is; one process holds them all, by name (`who`).
 */
import '../../pwa/node_modules/fake-indexeddb/auto/index.mjs';
import { createInterface } from 'node:readline';
import { utf8 } from '../../pwa/src/core/bytes.ts';
import { CoachConsole } from '../../pwa/src/core/thread/coach.ts';
import { PersonThreads } from '../../pwa/src/core/thread/thread.ts';
import type { Desk, FromCoach, Letter, Note, OrganisationKeys } from '../../pwa/src/core/thread/types.ts';
import type { VaultEnvironment } from '../../pwa/src/core/vault/environment.ts';
import type { Vault, Vaults } from '../../pwa/src/core/vault/types.ts';
import { vaultsIn } from '../../pwa/src/core/vault/vaults.ts';

interface Command {
  do: string;
  who: string;
  server: string;
  organisation: OrganisationKeys;
  invitation: string;
  thread: string;
  text: string;
  n: number;
  carry: boolean;
  coaches: string[];
  channel: { id: string; auth: string };
  note: Note;
  /** Answers to so many requests are lost. */
  lose: number;
}

let made = 0;
let losing = 0;

async function losingFetch(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, init);
  if (losing > 0 && init.method === 'POST') {
    losing -= 1;
    await answer.arrayBuffer();
    throw new TypeError('connection reset');
  }
  return answer;
}

function phone(server: string): VaultEnvironment {
  made += 1;
  return {
    database: `threads-${made}`,
    server,
    fetch: losingFetch,
    now: () => Date.now(),
    // Nobody steals these devices: a digest in place of Argon2id, which costs half a second of processor.
    stretch: async (pin, salt) => new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(pin + salt))),
  };
}

interface Person {
  vaults: Vaults;
  vault: Vault;
  threads: PersonThreads;
}

const people = new Map<string, Person>();
const desks = new Map<string, Desk>();

function person({ who }: Command): Person {
  const found = people.get(who);
  if (!found) throw new Error(`nobody is called ${who}`);
  return found;
}

function desk({ who }: Command): Desk {
  const found = desks.get(who);
  if (!found) throw new Error(`no desk of ${who}`);
  return found;
}

const words = (letters: Letter[]): string[] =>
  letters.map(({ from, content, proven, earlier, sent }) => {
    const said = content && 'text' in content ? content.text : (content?.kind ?? 'withdrawn');
    return `${earlier ? 'earlier ' : ''}${proven ? from : '?'} ${said}${sent === 'sent' ? '' : ` (${sent})`}`;
  });

const commands: Record<string, (command: Command) => Promise<unknown>> = {
  async person({ who, server, organisation }) {
    const on = phone(server);
    const vaults = vaultsIn(on);
    const vault = await vaults.create();
    people.set(who, { vaults, vault, threads: await PersonThreads.over(vault, on, organisation) });
  },
  begin: (command) =>
    person(command).threads.begin({
      alias: 'Stille bjørk 47',
      programme: 'stop',
      locale: 'nb',
      about: ['again'],
      text: command.text,
      consent: { version: '2026-11-27', date: '2026-11-27' },
    }),
  async write(command) {
    losing = command.lose ?? 0;
    const { threads } = person(command);
    await threads.write({ kind: 'text', text: command.text });
    const done = await threads.refresh();
    losing = 0;
    return done;
  },
  refresh: (command) => person(command).threads.refresh(),
  recheck: (command) => person(command).threads.recheck(),
  async show(command) {
    const { current } = person(command).threads;
    if (!current) return null;
    const { id, state, readers, renewal, told, unread, findings, newcomers } = current;
    const read = current.letters.filter((it) => it.from === 'u' && it.read).length;
    return { id, state, readers, renewal, told, unread, findings, read, newcomers, letters: words(current.letters) };
  },
  async withdraw(command) {
    const { threads } = person(command);
    const letter = threads.current?.letters.find(
      ({ content }) => content && 'text' in content && content.text === command.text,
    );
    await threads.withdraw(letter?.key ?? '');
    return threads.refresh();
  },
  read: (command) => person(command).threads.read(),
  async tell(command) {
    const { vault, threads } = person(command);
    const { channel } = command;
    if (channel) await vault.writeDevice('channel', { ...channel, on: true });
    return threads.tell(channel !== null);
  },
  admit: (command) => person(command).threads.admit(command.coaches),
  renew: (command) => person(command).threads.renew(command.carry),
  async moveHouse(command) {
    const { vault } = person(command);
    await vault.makeCode();
    await vault.confirmCode();
    await vault.sync();
    await vault.makeCode();
    await vault.rotateMasterKey();
    await vault.sync();
    return vault.state;
  },
  close: (command) => person(command).threads.close(),
  async deleteEverything(command) {
    const { vaults, vault } = person(command);
    await vault.deleteEverything();
    return vaults.finishDeletions();
  },

  async enrol({ who, server, organisation, invitation }) {
    const enrolled = await new CoachConsole(phone(server), organisation).enrol(invitation, 'blå hest på taket');
    if (!enrolled.ok) return enrolled;
    desks.set(who, enrolled.desk);
    return { ok: true, id: enrolled.desk.id, code: enrolled.code };
  },
  standing: (command) => desk(command).standing(),
  async inbox(command) {
    const done = await desk(command).refresh();
    return done.ok ? desk(command).inbox : done;
  },
  async open(command) {
    const opened = await desk(command).open(command.thread);
    if (!opened.ok) return opened;
    const { letters, notes, findings, waiting, handed } = opened.case;
    return { letters: words(letters), notes, findings, waiting, handed };
  },
  async answer(command) {
    losing = command.lose ?? 0;
    const content: FromCoach = { kind: 'text', name: command.who, text: command.text };
    const done = await desk(command).answer(command.thread, content);
    losing = 0;
    return done;
  },
  note: (command) => desk(command).note(command.thread, command.note),
  takeBack: (command) => desk(command).withdraw(command.thread, command.n),
  readByCoach: (command) => desk(command).read(command.thread, command.n),
  resign: (command) => desk(command).resign(),
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
