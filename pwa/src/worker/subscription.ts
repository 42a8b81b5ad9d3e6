/** The address that a phone has after its browser has changed it. */
import { channelRecord, isMadeWith, pushKey, readChannel, readdress } from '../core/vault/channel.ts';
import { openForReading } from '../core/vault/reading.ts';

declare const self: ServiceWorkerGlobalScope;

/** A phone that got another address, as its browser says it. */
export interface RenewedSubscription {
  newSubscription?: PushSubscription | null;
  oldSubscription?: PushSubscription | null;
}

/**
 * The address that a phone has now: the one that came along, else another is asked for. Null when it gets none. Browsers go on
 * with the old key, which the server may have lost; so it is asked first, and the old one stands for it without a connection.
 */
export async function addressOf(
  { newSubscription, oldSubscription }: RenewedSubscription,
  manager: PushManager,
  key: () => Promise<string | null>,
): Promise<PushSubscriptionJSON | null> {
  const current = await key();
  if (newSubscription && (!current || isMadeWith(newSubscription, current))) return newSubscription.toJSON();
  // A browser that keeps it refuses another one below, too.
  await newSubscription?.unsubscribe().catch(() => false);
  const applicationServerKey = current ?? oldSubscription?.options.applicationServerKey;
  if (!applicationServerKey) return null;
  // None: the app compares when it is opened, and says so.
  const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(() => null);
  return made?.toJSON() ?? null;
}

async function renew(event: RenewedSubscription): Promise<void> {
  const channel = readChannel((await openForReading(Date.now()))?.device.get(channelRecord));
  if (!channel) return;
  const address = await addressOf(event, self.registration.pushManager, pushKey);
  if (address) await readdress(channel, address);
}

/** Tells the server another address. Not fired by every browser: the app compares at its next start as well. */
export function tellAddress(event: PushSubscriptionChangeEvent): void {
  event.waitUntil(renew(event));
}
