/** The environment of the app in a browser. */
import { version } from '../../package.json';
import { browserEnvironment } from '../core/vault/environment.ts';
import { TabChannel } from '../core/vault/tabs.ts';
import type { Environment } from '../platform/environment.ts';

/** From the very start: a tab that stands before the vault's code leaves with the others too, and shows the mask that they show. */
export function fromBrowser(): Environment {
  const around = browserEnvironment();
  return {
    vault: {
      ...around,
      app: version,
      stretch: async (pin, salt, cost) => (await import('../platform/pinKdf.ts')).derivePinKey(pin, salt, cost),
    },
    tabs: new TabChannel(around.database),
    // Looked at anew each time: a browser may lack any.
    get worker() {
      return navigator.serviceWorker as ServiceWorkerContainer | undefined;
    },
    get notifications() {
      return globalThis.Notification as typeof Notification | undefined;
    },
    get permissions() {
      return navigator.permissions as Permissions | undefined;
    },
  };
}
