/**
 * The service worker and its successors, and what it asks of the page. A new version is offered on Today and More, never
 * forced on an open exercise.
 */
import { signal } from '@preact/signals';
import { parse, root } from './router.ts';

interface WorkerPolicy {
  createScriptURL(url: string): string;
}
declare global {
  interface Window {
    /** Trusted Types, where the browser has them; lib.dom does not know them yet. */
    trustedTypes?: { createPolicy(name: string, rules: WorkerPolicy): WorkerPolicy };
  }
}

const script = '/sw.js';
const hour = 3_600_000;

/** A new version rests beside the one that runs. */
export const updateReady = signal(false);
let accepted = false;

/** The only policy of the app, and the only address it lets through. */
function trusted(url: string): string {
  const rules: WorkerPolicy = {
    createScriptURL(asked) {
      if (asked !== script) throw new TypeError('Only the app’s own worker may be registered.');
      return asked;
    },
  };
  return (window.trustedTypes?.createPolicy('app-worker', rules) ?? rules).createScriptURL(url);
}

function watch(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first worker of all: there is nothing to update from.
  const offer = () => {
    if (registration.waiting && navigator.serviceWorker.controller) updateReady.value = true;
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - asked < hour) return;
    asked = Date.now();
    registration.update().catch(() => undefined); // offline: the next time
  });
}

/** Registers the worker; a browser without one (Lockdown Mode, some private windows) still runs the app online. */
export async function startWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (accepted) location.reload();
  });
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<{ show?: unknown } | null>) => {
    const next = parse(String(event.data?.show ?? '').replace(/^\//, ''));
    if (next) root(next.name, ...next.args);
  });
  const registration = await navigator.serviceWorker
    .register(trusted(script), { updateViaCache: 'none' })
    .catch(() => null);
  if (registration) watch(registration);
}

/** The person said yes: the waiting worker takes over and this page loads anew, on the same tab. */
export async function takeUpdate(): Promise<void> {
  accepted = true;
  const registration = await navigator.serviceWorker.getRegistration();
  // Another window may have let it in already; then only this page is behind.
  if (registration?.waiting) registration.waiting.postMessage('take-over');
  else location.reload();
}
