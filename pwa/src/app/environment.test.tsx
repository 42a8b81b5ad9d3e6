/** The app touches nothing beyond its memory, its page and its disk but what it is given. */
import { expect, test, vi } from 'vitest';
import type { VaultEnvironment } from '../core/vault/environment.ts';
import { phone } from '../core/vault/modelServer.ts';
import type { Environment } from '../platform/environment.ts';
import { open } from '../testing/app.ts';
import { strength } from '../testing/doing.ts';
import { head, ModelPush } from '../testing/push.ts';

/** What the app has asked the browser for behind the back of its environment. */
const bypassed: string[] = [];

function refuse(what: string): never {
  bypassed.push(what);
  throw new Error(`${what} is the browser's own`);
}

/** Whether what called the caller of this is a file of the app, and not a library or a test. */
const byTheApp = (): boolean =>
  /\/src\/(?:app|core|features|platform|shared|ui)\/(?!.*(?:\.test\.|\/model))/.test(
    new Error().stack?.split('\n')[3] ?? '',
  );

/** Gives what the test has to the app alone, and leaves the browser none of it. */
async function apart({ fetch }: Pick<VaultEnvironment, 'fetch'>): Promise<Environment> {
  const { TabChannel } = await import('../core/vault/tabs.ts');
  const Channel = globalThis.BroadcastChannel;
  const { serviceWorker: worker, permissions } = navigator;
  const notifications = globalThis.Notification;
  const Clock = globalThis.Date;
  class Own extends Clock {
    constructor(...of: [] | [number | string]) {
      if (of.length === 0 && byTheApp()) refuse('new Date()');
      super(...(of as [number]));
    }
    static override now(): number {
      return byTheApp() ? refuse('Date.now()') : Clock.now();
    }
  }
  vi.stubGlobal('Date', Own);
  vi.stubGlobal('fetch', () => refuse('fetch'));
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        refuse('BroadcastChannel');
      }
    },
  );
  for (const [of, name] of [
    [navigator, 'serviceWorker'],
    [navigator, 'permissions'],
    [globalThis, 'Notification'],
  ] as const)
    Object.defineProperty(of, name, { get: () => refuse(name), configurable: true });
  const channel = (name: string) => new Channel(name);
  const vault = phone({ fetch }, { database: 'fotfeste', now: () => Clock.now(), channel });
  return { vault, tabs: new TabChannel(vault.database, channel), worker, notifications, permissions };
}

test.each(['nb', 'en'] as const)('an app that was given its environment lives by it alone (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await open({ locale, push, environment: apart });
  await app.go('log');
  await strength(app, 6);
  await app.press(app.t('done'));
  await app.go('reminders');
  await app.press(app.t('reminders_turn_on'));
  await app.see(head(app.t('reminders_next')));
  expect(push.puts).toHaveLength(1);
  await app.go('code');
  await app.later(3000);
  expect(bypassed).toEqual([]);
});
