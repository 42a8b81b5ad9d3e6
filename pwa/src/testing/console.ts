/**
 * The coaches' console on a DOM without a browser: its rooms, a disk in memory and a model office. One laptop has a page at a time;
 * other coaches, and another tab of the same laptop, are desks without one. Everybody goes by one clock (page.ts).
 */
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, vi } from 'vitest';
import type { Locale } from '../core/model/content.ts';
import { CoachConsole } from '../core/thread/coach.ts';
import { Office } from '../core/thread/modelOffice.ts';
import type { Desk } from '../core/thread/types.ts';
import { phone } from '../core/vault/modelServer.ts';
import type { Key } from '../platform/i18n.ts';
import { origin, type Senses, stretched } from './dom.ts';
import { emptyPage, handOut, hands, named, setClock } from './page.ts';

export const PASSWORD = 'fem ord fra en terning';

beforeEach(() => setClock());

/** Where a coach works: what the server calls the coach, the printed code, and the disk. */
export interface Laptop {
  id: string;
  code: string;
  disk: IDBFactory;
}

/** Opens databases of this disk, whichever is the page's. */
async function on<T>(disk: IDBFactory, work: () => Promise<T>): Promise<T> {
  const before = globalThis.indexedDB;
  globalThis.indexedDB = disk;
  return work().finally(() => {
    globalThis.indexedDB = before;
  });
}

const consoleIn = (office: Office, database: string): CoachConsole =>
  new CoachConsole(phone(office, { database, stretch: stretched }), office.organisation);

/** `days` of the certificate; null: it is not made yet. */
async function enrolled(office: Office, database: string, days: number | null): Promise<Laptop & { desk: Desk }> {
  const disk = new IDBFactory();
  const made = await on(disk, () => consoleIn(office, database).enrol(office.invite(), PASSWORD));
  if (!made.ok) throw new Error(made.why);
  if (days !== null) await office.certify(made.desk.id, days);
  return { id: made.desk.id, code: made.code, disk, desk: made.desk };
}

/** A coach's laptop, for a page. */
export async function hire(office: Office, days: number | null = 90): Promise<Laptop> {
  const { desk, ...laptop } = await enrolled(office, 'fotfeste', days);
  desk.lock();
  return laptop;
}

/** Another coach, at an open desk without a page. */
export const colleague = (office: Office): Promise<Laptop & { desk: Desk }> => enrolled(office, 'another', 90);

/** The same laptop in another tab, without a page. */
export async function tab(office: Office, { disk }: Laptop): Promise<Desk> {
  const found = await on(disk, () => consoleIn(office, 'fotfeste').unlock(PASSWORD));
  if (!found.ok) throw new Error(found.why);
  return found.desk;
}

/** The browser's way back through what one page has pushed: happy-dom knows none. */
function walkBack(): void {
  const states: unknown[] = [null];
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  vi.spyOn(history, 'pushState').mockImplementation((state, ...more) => {
    states.push(state);
    push(state, ...more);
  });
  vi.spyOn(history, 'replaceState').mockImplementation((state, ...more) => {
    states[states.length - 1] = state;
    replace(state, ...more);
  });
  // Whoever asked goes on meanwhile, as in a browser.
  vi.spyOn(history, 'back').mockImplementation(() => {
    setTimeout(() => {
      states.pop();
      if (states.length === 0) document.body.textContent = 'another page';
      else dispatchEvent(new PopStateEvent('popstate', { state: states.at(-1) }));
    });
  });
}

export interface Options extends Partial<Senses> {
  office?: Office;
  /** Without it nobody has worked here. */
  laptop?: Laptop;
  /** The secret of an invitation, in the address. */
  link?: string;
}

/** The page, loaded anew. */
export async function openConsole(options: Options = {}) {
  const { office = await Office.make(), locale = 'nb', laptop, link } = options;
  const disk = laptop?.disk ?? new IDBFactory();
  const net = {
    /** The calls to which nothing is answered, by their paths. */
    lost: (_path: string): boolean => false,
    /** Every body that has left the laptop, and the page's own address whenever something was asked for. */
    bodies: [] as string[],
    addresses: [] as string[],
    /** As the pack names it. */
    organisation: office.organisation,
  };
  const texts = handOut(true, (bundle) => named(bundle, net.organisation));
  await emptyPage({
    ...options,
    locale,
    disk,
    fetch: async (asked, init) => {
      const { pathname, search } = new URL(String(asked), origin);
      net.addresses.push(location.href);
      if (net.lost(pathname)) throw new TypeError('no connection');
      if (init?.body) net.bodies.push(String(init.body));
      return texts(pathname) ?? office.fetch(`${origin}${pathname}${search}`, init ?? {});
    },
  });
  // A browser tells nobody of an address that the page has changed itself; happy-dom does.
  addEventListener('hashchange', (event) => event.stopImmediatePropagation());
  history.replaceState(null, '', link ? `/coach#${link}` : '/coach');
  walkBack();
  const [{ t }, state] = await Promise.all([import('../platform/i18n.ts'), import('../console/state.ts')]);
  await import('../console/main.tsx');

  /** What this selects, as soon as it is there; of several the one that has these words in it. */
  const find = <T extends HTMLElement = HTMLElement>(selector: string, words = ''): Promise<T> =>
    app.until(() => {
      const found = [...document.querySelectorAll<T>(selector)].find((it) => it.textContent?.includes(words));
      if (!found) throw new Error(`no ${selector} with «${words}» in: ${app.text()}`);
      return found;
    });
  const app = {
    ...hands,
    office,
    disk,
    net,
    state,
    locale,
    t,
    find,
    /** The room with this title stands, and the keyboard begins at it. */
    titled: (words: Key | { said: string }) =>
      app.until(() => {
        const title = document.querySelector('h1');
        expect(title?.textContent).toBe(typeof words === 'string' ? t(words) : words.said);
        expect(document.activeElement).toBe(title);
      }),
    /** The line about what was done last. */
    told: (key: Key, values?: Record<string, string | number>) =>
      app.until(() => expect(document.querySelector('[role=status]')?.textContent).toBe(t(key, values))),
    /** Writes into the field, or chooses of it, what stands there then. */
    async fill(selector: string, value: string): Promise<void> {
      const field = await find<HTMLInputElement>(selector);
      field.focus();
      field.value = value;
      field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
    },
    async click(selector: string, words = ''): Promise<void> {
      const found = await find(selector, words);
      found.focus();
      found.click();
    },
    /** Presses keys, one after the other, where the focus is. */
    keys(...keys: string[]): void {
      for (const it of keys) {
        const [key = '', ctrl] = it.split('+').reverse();
        const pressed = { key, ctrlKey: ctrl === 'Control', bubbles: true, cancelable: true };
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', pressed));
      }
    },
    /** Sends the form in which the focus is, as Enter does in a line of it. */
    enter: () => document.activeElement?.closest('form')?.requestSubmit(),
    async unlock(password = PASSWORD): Promise<void> {
      await app.titled('unlock_title');
      await app.fill('#password', password);
      app.enter();
    },
    /** Fetches the inbox, and waits until it is here. */
    async fetch(): Promise<void> {
      await app.press(t('fetch'));
      await app.until(() => expect(state.fetching.value).toBe(false));
    },
    /** Opens the first line of the inbox, or the one with these words, and waits for the thread. */
    async read(words = ''): Promise<void> {
      await app.click('.line', words);
      await find('.case');
    },
    lines: (): string[] => [...document.querySelectorAll('.line')].map((it) => it.textContent ?? ''),
    field: (selector: string): string => document.querySelector<HTMLInputElement>(selector)?.value ?? '',
  };
  return app;
}

export type Opened = Awaited<ReturnType<typeof openConsole>>;

/** A certified coach with the inbox on the screen, as it was fetched on the way in. */
export async function atWork(options: Options = {}): Promise<Opened & { laptop: Laptop }> {
  const { office = await Office.make() } = options;
  const { laptop = await hire(office) } = options;
  const app = await openConsole({ ...options, office, laptop });
  await app.unlock();
  await app.titled('inbox_title');
  await app.until(() => expect(app.state.fetchedAt.value).not.toBeNull());
  return { ...app, laptop };
}

export const both: Locale[] = ['nb', 'en'];
