/**
 * The service worker and its successors, and what it asks of the page. A new version is offered on Today and More, never
 * forced on an open exercise.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { noted } from '../core/faults.ts';
import { atMost, FILE_MS } from '../core/http/request.ts';
import { environment, wallClock } from '../platform/environment.ts';
import { type Name, parse, type Route, root } from '../platform/router.ts';
import { scripts, trustedScript } from '../platform/scripts.ts';
import { endVisit } from './lock.ts';

const hour = 3_600_000;

/** A new version rests beside the one that runs. */
export const updateReady: ReadonlySignal<boolean> = signal(false);
let accepted = false;

function watch(registration: ServiceWorkerRegistration): void {
  // Without a controller this is the first worker of all: there is nothing to update from.
  const offer = () => {
    if (registration.waiting && environment().worker?.controller) (updateReady as Signal<boolean>).value = true;
  };
  offer();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer));
  let asked = wallClock.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || wallClock.now() - asked < hour) return;
    asked = wallClock.now();
    registration.update().catch(() => undefined); // offline: the next time
  });
}

type Led = MessageEvent<{ show?: unknown } | null>;

const ledTo = ({ data }: Led): Route | null => parse(String(data?.show ?? '').replace(/^\//, ''));

function lead(event: Led): void {
  const next = ledTo(event);
  if (!next) return;
  // What a notice leads to is his own: it opens behind the lock.
  endVisit();
  root(next.name, ...next.args);
}

/**
 * Asks the worker, as soon as there is a page, whether a notice opened it and where that leads: the address does not say. What is
 * returned is told before the first screen is drawn; an answer that comes later leads there by itself.
 */
export function askWish(): () => Name | null {
  let wished: Name | null = null;
  let drawn = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event: Led) => {
    if (drawn) lead(event);
    else wished = ledTo(event)?.name ?? null;
    port1.close();
  };
  environment().worker?.controller?.postMessage('wish', [port2]);
  return () => {
    drawn = true;
    return wished;
  };
}

/** Registers the worker; a browser without one (Lockdown Mode, some private windows) still runs the app online. */
export async function startWorker(): Promise<void> {
  const { worker } = environment();
  if (!import.meta.env.PROD || !worker) return;
  worker.addEventListener('controllerchange', () => {
    if (accepted) location.reload();
  });
  worker.addEventListener('message', lead);
  const registration = await worker
    .register(trustedScript(scripts.service), { updateViaCache: 'none' })
    .catch(noted('worker registration', null));
  if (registration) watch(registration);
}

/** «Oppdater appen»: a version that is on its way is waited for; with none, the page itself may be what is old. */
export async function seekUpdate(): Promise<void> {
  const registration = await environment().worker?.getRegistration();
  // What is here already needs no network, which may hang.
  if (registration && !registration.waiting) {
    // Without a connection: what is here already is taken.
    await atMost(registration.update().catch(() => undefined));
    await atMost(settledWorker(registration.installing), FILE_MS);
  }
  await takeUpdate();
}

/** Until a worker that is being installed waits to take over, or has failed. */
const settledWorker = (worker: ServiceWorker | null): Promise<void> =>
  new Promise((done) => {
    if (!worker) return done();
    worker.addEventListener('statechange', () => {
      if (worker.state !== 'installing') done();
    });
  });

/** The person said yes: the waiting worker takes over and this page loads anew, on the same tab. */
export async function takeUpdate(): Promise<void> {
  accepted = true;
  const registration = await environment().worker?.getRegistration();
  // Another window may have let it in already; then only this page is behind.
  if (registration?.waiting) registration.waiting.postMessage('take-over');
  else location.reload();
}
