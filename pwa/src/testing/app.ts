/**
 * The whole app on a DOM without a browser: the screens, the vault, a disk in memory and a model server. One phone at a time,
 * with a clock of its own that goes on with the real one and can be moved (`later`). Every `open` is a page loaded anew.
 */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from '@testing-library/dom';
import { IDBFactory } from 'fake-indexeddb';
import { options as preact, render } from 'preact';
import { afterEach, vi } from 'vitest';
import type { Bundle, Locale } from '../domain/content.ts';
import { ModelServer, phone } from '../vault/modelServer.ts';
import type { Vault } from '../vault/types.ts';
import { furnish, reset, type Senses } from './dom.ts';

const texts = join(import.meta.dirname, '../../../.make/texts');
const origin = 'http://localhost:3000';

/** A Monday at noon. */
const NOON = '2026-11-23T12:00:00+01:00';

export interface Options extends Partial<Senses> {
  server?: ModelServer;
  /** What the phone holds when the app is opened; without it nothing was ever kept. */
  diary?: (vault: Vault) => Promise<unknown>;
  at?: string;
  /** The disk of an earlier `open`, which is then opened again. */
  disk?: IDBFactory;
  /** Whether the question if others can open the phone is asked; else it was answered with no. */
  asks?: boolean;
}

/** The texts as they are shipped (`make .make/texts`). */
export function shipped(locale: Locale): Bundle {
  const { bundle } = JSON.parse(readFileSync(join(texts, `${locale}.json`), 'utf8')) as { bundle: string };
  return JSON.parse(readFileSync(join(texts, bundle.replace('/content/', '')), 'utf8')) as Bundle;
}

function answerFrom(server: ModelServer): typeof fetch {
  return async (asked, init) => {
    const { pathname, search } = new URL(String(asked), origin);
    const content = /^\/(?:api\/content\/(nb|en)|content\/([0-9a-f]{64}\.json))$/.exec(pathname);
    if (content) return new Response(readFileSync(join(texts, content[2] ?? `${content[1]}.json`)));
    return server.fetch(`${origin}${pathname}${search}`, init ?? {});
  };
}

let close: (() => Promise<void>) | null = null;

/** Puts the phone away. */
export async function shut(): Promise<void> {
  await close?.();
  close = null;
}

afterEach(shut);

export async function open(options: Options = {}) {
  await shut();
  const { locale = 'nb', server = new ModelServer(), diary, at = NOON, disk = new IDBFactory() } = options;
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
  furnish({ ...options, locale });
  // One of its own for every page: Preact, which is loaded once, waits for the frame of a page that has gone.
  preact.requestAnimationFrame = (draw) => void setTimeout(draw);
  vi.stubGlobal('indexedDB', disk);
  vi.stubGlobal('fetch', vi.fn(answerFrom(server)));
  if (diary) {
    const { vaultsIn } = await import('../vault/vaults.ts');
    await diary(await vaultsIn(phone(server, { database: 'fotfeste' })).create());
  }
  const [gate, router, state, { learnAll, t }] = await Promise.all([
    import('../gate.ts'),
    import('../router.ts'),
    import('../state.ts'),
    import('../i18n.ts'),
  ]);
  if (!options.asks) gate.answered.value = 'none';
  await import('../main.tsx');
  // Else a test that asks for words gets their keys.
  await learnAll();
  close = async () => {
    render(null, document.body);
    reset();
    vi.clearAllTimers();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  };
  const app = {
    server,
    disk,
    router,
    state,
    t,
    locale,
    /** Waits until `holds` does not throw. */
    until: <T>(holds: () => T): Promise<Awaited<T>> =>
      vi.waitFor(holds, { interval: 5, timeout: 3000 }) as Promise<Awaited<T>>,
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
