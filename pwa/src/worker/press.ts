/** Where a press on a notification leads. */
import { screenOf, screens } from '../core/model/nudge.ts';

declare const self: ServiceWorkerGlobalScope;

/** The screen that was noted with a notice; of one that an earlier version showed, the one of its kind. */
export function screenIn(data: unknown): string {
  const { kind, screen } = (data ?? {}) as Record<string, unknown>;
  return Object.values<unknown>(screens).includes(screen) ? String(screen) : screenOf(kind);
}

/** For so long a window that was opened may ask where it leads, in milliseconds. */
const fresh = 60_000;

let wish: { screen: string; at: number } | null = null;

/** Where the window that was just opened leads; told once, and kept in memory alone. */
export function takeWish(now: number): string | null {
  const { screen, at } = wish ?? { screen: null, at: 0 };
  wish = null;
  return now - at < fresh ? screen : null;
}

/**
 * Brings the app to the front on the screen of the notice; an open window keeps its one history entry. A new one is opened at `/`:
 * a browser keeps the address that it was opened at, and the page asks for the screen (ADR 0002).
 */
export async function followNotice(clients: Clients, data: unknown, now = Date.now()): Promise<void> {
  const screen = screenIn(data);
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const first = open.find((client) => client.visibilityState === 'visible') ?? open[0];
  if (!first) {
    wish = { screen, at: now };
    await clients.openWindow('/');
    return;
  }
  first.postMessage({ show: screen });
  await first.focus();
}

export function followPress(event: NotificationEvent): void {
  event.notification.close();
  event.waitUntil(followNotice(self.clients, event.notification.data));
}
