/** The whole app on a DOM without a browser: the screens, the vault, a disk in memory and a model server. One phone at a time. */
import type { Signal } from '@preact/signals';
import { screen } from '@testing-library/dom';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Bundle } from '../core/model/content.ts';
import type { Office } from '../core/thread/modelOffice.ts';
import type { VaultEnvironment } from '../core/vault/environment.ts';
import { ModelServer, phone } from '../core/vault/modelServer.ts';
import type { Vault } from '../core/vault/types.ts';
import type { Environment } from '../platform/environment.ts';
import { origin, type Senses } from './dom.ts';
import { emptyPage, handOut, hands, NOON, named, setClock, shipped, shut } from './page.ts';
import type { ModelPush } from './push.ts';

export { NOON, shipped, shut };

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
  /** Push, on this phone and on its server; without it the browser has none. */
  push?: ModelPush;
  /** What the app is given in place of the browser's own, with the server behind it. */
  environment?: (server: Pick<VaultEnvironment, 'fetch'>) => Promise<Environment>;
}

function answerFrom(server: Pick<ModelServer, 'fetch'>): Answers {
  return async (asked, init) => {
    const { pathname, search } = new URL(asked, origin);
    return server.fetch(`${origin}${pathname}${search}`, init);
  };
}

export async function open(options: Options = {}) {
  const { locale = 'nb', office, push, diary, at = NOON, disk = new IDBFactory() } = options;
  const { server = office?.server ?? push?.server ?? new ModelServer() } = options;
  const honest = answerFrom(office ?? server);
  const { texts = (it: Bundle) => it } = options;
  const change = office ? (it: Bundle) => texts(named(it, office.organisation)) : options.texts;
  const texted = handOut(office !== undefined, change);
  const nobody: Between = () => Promise.reject(new TypeError('no connection'));
  let between: Between | null = null;
  setClock(at);
  const answer: Answers = async (asked, init) =>
    texted(asked) ?? (between ? between(asked, init, honest) : honest(asked, init));
  await emptyPage({
    ...options,
    locale,
    disk,
    ...(push && { beside: push }),
    fetch: (asked, init = {}) => answer(String(asked), init),
  });
  if (diary) {
    const { vaultsIn } = await import('../core/vault/vaults.ts');
    await diary(await vaultsIn(phone(office ?? server, { database: 'fotfeste' })).create());
  }
  const [gate, router, state, { loadAllWords, t }] = await Promise.all([
    import('../shared/session.ts'),
    import('../platform/router.ts'),
    import('../shared/state.ts'),
    import('../platform/i18n.ts'),
  ]);
  if (options.offline) between = nobody;
  if (!options.asks) (gate.answered as Signal<'none' | 'lock' | null>).value = 'none';
  const [{ createApp }, { fromBrowser }] = await Promise.all([
    import('../app/create.tsx'),
    import('../app/browser.ts'),
  ]);
  await createApp((await options.environment?.({ fetch: answer })) ?? fromBrowser()).start();
  // Else a test that asks for words gets their keys.
  await loadAllWords();
  const app = {
    ...hands,
    server,
    disk,
    router,
    state,
    t,
    locale,
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
  };
  return app;
}

export type Opened = Awaited<ReturnType<typeof open>>;
