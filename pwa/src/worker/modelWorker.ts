/** The worker of a phone under test: its real handlers, the texts as they are shipped, and what it shows. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NudgeKind } from '../core/model/reminders.ts';

const texts = join(import.meta.dirname, '../../../.make/texts');

/** What the worker's cache holds: the Norwegian texts, by address. */
const kept = new Map<string, string>();
const manifest = readFileSync(join(texts, 'nb.json'), 'utf8');
const { bundle } = JSON.parse(manifest) as { bundle: string };
kept.set('/api/content/nb', manifest);
kept.set(bundle, readFileSync(join(texts, bundle.replace('/content/', '')), 'utf8'));
const match = async (address: string) => (kept.has(address) ? new Response(kept.get(address)) : undefined);

export interface Shown extends NotificationOptions {
  title: string;
}

/** How often the disk was asked between the push and its notification. */
export interface Asked {
  opened: number;
  transactions: number;
}

const counted: Asked = { opened: 0, transactions: 0 };
let onShown: (shown: Shown) => void = () => undefined;
const handlers = new Map<string, (event: object) => void>();

Object.assign(globalThis, {
  caches: { match, open: async () => ({ match }) },
  self: {
    registration: {
      getNotifications: async () => [],
      showNotification: async (title: string, options: NotificationOptions) => {
        onShown({ title, ...options });
      },
    },
    addEventListener: (name: string, handler: (event: object) => void) => handlers.set(name, handler),
  },
});

for (const [of, name, count] of [
  [IDBFactory.prototype, 'open', 'opened'],
  [IDBDatabase.prototype, 'transaction', 'transactions'],
] as const) {
  const real = (of as never)[name] as (...given: unknown[]) => unknown;
  Object.assign(of, {
    [name](this: unknown, ...given: unknown[]) {
      counted[count] += 1;
      return real.apply(this, given);
    },
  });
}

await import('./sw.ts');

/** Brings a push of this kind to the worker; what was shown, and how often the disk was asked until then. `atOnce` is called when it is. */
export async function push(kind: NudgeKind, tag = 'a', atOnce = () => {}): Promise<{ asked: Asked; shown: Shown }> {
  Object.assign(counted, { opened: 0, transactions: 0 });
  const notification = { body: 'Nøytralt', lang: 'nb', tag, data: { kind } };
  return new Promise((done, fail) => {
    let last: { asked: Asked; shown: Shown } | null = null;
    onShown = (shown) => {
      atOnce();
      last = { asked: { ...counted }, shown };
    };
    const waitUntil = (work: Promise<void>) =>
      void work.then(() => (last ? done(last) : fail(new Error('nothing was shown'))), fail);
    handlers.get('push')?.({ notification, data: null, waitUntil });
  });
}
