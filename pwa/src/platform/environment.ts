/** What the app is given from outside: everything it touches beyond its own memory and its page. */
import { reachThrough } from '../core/http/request.ts';
import type { VaultEnvironment } from '../core/vault/environment.ts';
import type { TabChannel } from '../core/vault/tabs.ts';

export interface Environment {
  /** The disk, the server and how it is asked, the clock, the stretching of a PIN. */
  vault: VaultEnvironment;
  /** Word between the tabs of this device. */
  tabs: TabChannel;
  /** The service worker, which takes pushes and shows notifications; undefined where the browser has none. */
  worker: ServiceWorkerContainer | undefined;
  /** Whether notifications may be shown; undefined where the browser has none. */
  notifications: Pick<typeof Notification, 'permission' | 'requestPermission'> | undefined;
  /** Tells when that is allowed or forbidden in the settings of the phone. */
  permissions: Pick<Permissions, 'query'> | undefined;
}

let given: Environment | null = null;

/** Gives the app its environment; before anything else of it runs. */
export function enterEnvironment(environment: Environment): void {
  given = environment;
  reachThrough(environment.vault);
}

/** The environment that the app was given. Throws when nothing was given yet. */
export function environment(): Environment {
  if (!given) throw new Error('The app was given no environment.');
  return given;
}

/** The clock of this phone. */
export const wallClock = {
  /** Milliseconds since 1970. */
  now: (): number => environment().vault.now(),
  date: (): Date => new Date(wallClock.now()),
};
