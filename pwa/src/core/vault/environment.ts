/** What the vault needs from around it, so that the same code runs in a browser and under Node. */

import type { Bytes } from '../bytes.ts';
import { browserServer, type Server } from '../http/request.ts';
import { type BrowserName, type DeviceType, deviceOf } from '../model/devices.ts';
import type { Cost } from './cost.ts';

export interface VaultEnvironment extends Server {
  /** Name of the IndexedDB database; also of the locks and channels that its tabs share. */
  database: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that this page has run: no clock that can be set. Without it `performance.now()`. */
  running?: () => number;
  /** What the tabs of this device hear each other by, under a name; without it the browser's own. */
  channel?: (name: string) => BroadcastChannel;
  /** A PIN and a salt, stretched into 32 bytes at this cost (core/vault/argon.ts). */
  stretch(pin: string, salt: Bytes, cost: Cost): Promise<Bytes>;
  /** What kind of device this is, for the list of devices. */
  device?: () => { what: DeviceType; browser: BrowserName };
  /** The version of this app: another one may read what this one leaves untouched. */
  app?: string;
}

/** Name of the database, on every phone. */
export const databaseName = 'fotfeste';

/** `stretch` is for the page alone: the service worker never opens a lock. */
export function browserEnvironment(): Omit<VaultEnvironment, 'stretch'> {
  return {
    database: databaseName,
    ...browserServer,
    now: Date.now,
    device: () => {
      const { userAgent, maxTouchPoints }: { userAgent: string; maxTouchPoints?: number } = navigator;
      return deviceOf(userAgent, maxTouchPoints);
    },
  };
}
