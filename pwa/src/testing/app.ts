/**
 * The whole app on a DOM without a browser: the screens, the vault, a disk in memory and a model server. One phone at a time,
 * with a clock of its own that goes on with the real one and can be moved (`later`). Every `open` is a page loaded anew.
 */
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from '@testing-library/dom';
import { IDBFactory } from 'fake-indexeddb';
import { options as preact, render } from 'preact';
import { afterEach, vi } from 'vitest';
import type { Bundle, Locale } from '../domain/content.ts';
import { ModelServer, phone } from '../vault/modelServer.ts';
import type { Office } from '../vault/thread/modelOffice.ts';
import type { Vault } from '../vault/types.ts';
import { furnish, reset, type Senses } from './dom.ts';

const texts = join(import.meta.dirname, '../../../.make/texts');
const origin = 'http://localhost:3000';

/** A Monday at noon. */
export const NOON = '2026-11-23T12:00:00+01:00';

/** How a server answers, or what stands between it and the phone. */
export type Answers = (asked: string, init: RequestInit) => Promise<Response>;

type Between = (asked: string, init: RequestInit, honest: Answers) => Promise<Response>;

export interface Options extends Partial<Senses> {
  server?: ModelServer;
  /** Where coaches answer: threads go there, and all the rest to the server beside it. Its organisation is the one of the texts. */
  office?: Office;
  /** What the server makes of the texts that are shipped, whenever they are asked for. */
  texts?: (shipped: Bundle) => Bundle;
  /** What the phone holds when the app is opened; without it nothing was ever kept. */
  diary?: (vault: Vault) => Promise<unknown>;
  at?: string;
  /** The disk of an earlier `open`, which is then opened again. */
  disk?: IDBFactory;
  /** There is no connection when the app is opened (`online` brings it). */
  offline?: boolean;
  /** Whether the question if others can open the phone is asked; else it was answered with no. */
  asks?: boolean;
}

/** The texts as they are shipped (`make .make/texts`); `coached`: as those of an operator who has coaches. */
export function shipped(locale: Locale, coached = false): Bundle {
  const folder = coached ? join(texts, 'coached') : texts;
  const { bundle } = JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as { bundle: string };
  return JSON.parse(readFileSync(join(folder, bundle.replace('/content/', '')), 'utf8')) as Bundle;
}

function answerFrom(server: Pick<ModelServer, 'fetch'>): Answers {
  return async (asked, init) => {
    const { pathname, search } = new URL(asked, origin);
    return server.fetch(`${origin}${pathname}${search}`, init);
  };
}

/** Whatever the server is told or says: the worker of a real phone has the texts. */
function handOut(change: Options['texts'], office?: Office): (asked: string) => Response | null {
  const made = new Map<string, string>();
  const of = (locale: Locale): Bundle => {
    const found = shipped(locale, office !== undefined);
    const named = found.organisation && office && { organisation: { ...found.organisation, ...office.organisation } };
    return { ...found, ...named };
  };
  return (asked) => {
    const { pathname } = new URL(asked, origin);
    const [, locale, file] = /^\/(?:api\/content\/(nb|en)|content\/([0-9a-f]{64}\.json))$/.exec(pathname) ?? [];
    if (file) return new Response(made.get(file) ?? readFileSync(join(texts, file)));
    if (!locale) return null;
    if (!change && !office) return new Response(readFileSync(join(texts, `${locale}.json`)));
    const bundle = of(locale as Locale);
    const body = JSON.stringify(change ? change(bundle) : bundle);
    const name = `${createHash('sha256').update(body).digest('hex')}.json`;
    made.set(name, body);
    return Response.json({ version: bundle.version, locale, bundle: `/content/${name}`, bytes: body.length });
  };
}

// Whoever still asks when the phone has been put away asks nobody.
globalThis.fetch = () => Promise.reject(new TypeError('put away'));

let close: (() => Promise<void>) | null = null;

/** Puts the phone away. */
export async function shut(): Promise<void> {
  await close?.();
  close = null;
}

afterEach(shut);

export async function open(options: Options = {}) {
  await shut();
  const { locale = 'nb', office, diary, at = NOON, disk = new IDBFactory() } = options;
  const { server = office?.server ?? new ModelServer() } = options;
  vi.resetModules();
  vi.useFakeTimers({
    now: new Date(at),
    shouldAdvanceTime: true,
    toFake: [
      'Date',
      'performance',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'requestAnimationFrame',
      'cancelAnimationFrame',
    ],
  });
  close = async () => {
    render(null, document.body);
    reset();
    vi.clearAllTimers();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  };
  furnish({ ...options, locale });
  // One of its own for every page: Preact, which is loaded once, waits for the frame of a page that has gone.
  preact.requestAnimationFrame = (draw) => void setTimeout(draw);
  vi.stubGlobal('indexedDB', disk);
  const honest = answerFrom(office ?? server);
  const texted = handOut(options.texts, office);
  const nobody: Between = () => Promise.reject(new TypeError('no connection'));
  let between: Between | null = null;
  vi.stubGlobal(
    'fetch',
    vi.fn(async (asked: string, init: RequestInit = {}) => {
      const given = texted(String(asked));
      return given ?? (between ? between(String(asked), init, honest) : honest(String(asked), init));
    }),
  );
  if (diary) {
    const { vaultsIn } = await import('../vault/vaults.ts');
    await diary(await vaultsIn(phone(office ?? server, { database: 'fotfeste' })).create());
  }
  const [gate, router, state, { learnAll, t }] = await Promise.all([
    import('../gate.ts'),
    import('../router.ts'),
    import('../state.ts'),
    import('../i18n.ts'),
  ]);
  if (options.offline) between = nobody;
  if (!options.asks) gate.answered.value = 'none';
  await import('../main.tsx');
  // Else a test that asks for words gets their keys.
  await learnAll();
  const app = {
    server,
    disk,
    router,
    state,
    t,
    locale,
    /** Waits until `holds` does not throw. */
    until: <T>(holds: () => T): Promise<Awaited<T>> =>
      vi.waitFor(holds, { interval: 5, timeout: 15_000 }) as Promise<Awaited<T>>,
    /** What stands between the phone and its server from now on: something that lies, or null. */
    between(how: Between | null): void {
      between = how;
    },
    /** No connection; the texts are there all the same, as the worker of a real phone has them. */
    offline(): void {
      between = nobody;
    },
    /** Nothing stands between any more, and the phone is told that it is online: it looks at the server. */
    online(): void {
      between = null;
      dispatchEvent(new Event('online'));
    },
    /** The clock of the phone, so many milliseconds on. */
    later: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    /** To a screen, as a link in the app leads there. */
    async go(path: string): Promise<void> {
      const [name, ...args] = path.split('/');
      router.go(name as Parameters<typeof router.go>[0], ...args);
      await app.until(() => {
        if (document.documentElement.dataset.screen !== name) throw new Error(`no ${name}`);
      });
      await vi.dynamicImportSettled();
      await app.until(() => screen.getAllByRole('heading', { level: 1 }));
    },
    /** Presses the button or link with this name as soon as it is there. */
    async press(name: string | RegExp, role?: 'button' | 'link'): Promise<void> {
      const found = await app.until(() => {
        const all = (role ? [role] : (['button', 'link'] as const)).flatMap((it) =>
          screen.queryAllByRole(it, { name }),
        );
        if (!all[0]) throw new Error(`nothing to press that is called ${name}; there is: ${document.body.textContent}`);
        return all[0];
      });
      found.focus();
      found.click();
    },
    /** The element with this label, as soon as it is there. */
    labelled: (label: string | RegExp): Promise<HTMLInputElement> =>
      app.until(() => screen.getAllByLabelText(label)[0] as HTMLInputElement),
    async choose(label: string | RegExp): Promise<void> {
      (await app.labelled(label)).click();
    },
    async write(label: string | RegExp, words: string): Promise<void> {
      const field = await app.labelled(label);
      field.focus();
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    /** Waits until these words stand somewhere on the screen. */
    see: (words: string | RegExp) =>
      app.until(() => {
        const all = app.text();
        if (typeof words === 'string' ? !all.includes(words) : !words.test(all))
          throw new Error(`${words} is not in: ${all}`);
      }),
    /** All that is written on the screen, with single spaces. */
    text: (): string => (document.body.textContent ?? '').replace(/\s+/g, ' '),
  };
  return app;
}

export type Opened = Awaited<ReturnType<typeof open>>;
