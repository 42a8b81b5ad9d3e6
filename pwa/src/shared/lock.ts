/** The lock as the screens know it: shutting, opening, and the visit without logging in. What locks by itself is in autolock.ts. */
import { batch } from '@preact/signals';
import { opensInRide, rideRecord } from '../core/model/ride-rest.ts';
import type { Attempt, LockChoice, LockState, Vault } from '../core/vault/types.ts';
import { wallClock } from '../platform/environment.ts';
import { locale } from '../platform/i18n.ts';
import { root, route } from '../platform/router.ts';
import { vaults } from '../platform/vaults.ts';
import { flush } from './drafts.ts';
import { closeNotices } from './notices.ts';
import {
  answer,
  guest,
  hasLock,
  liftLock,
  locked,
  lockRemoved,
  lockSet,
  opensWith,
  shutLock,
  visit,
} from './session.ts';
import { askedNow, changeLocale, forgetVisit, noteDiaryGone, opened, settings, vault } from './state.ts';

/** Milliseconds that what was typed has to come to rest in; a disk that hangs must not keep the app open. */
const patience = 3000;

/** The page is the same one as when the app was last open: the screen that stood is still known. */
let stood = false;

let shutting: Promise<void> | null = null;

/**
 * Locks: what is half typed comes to rest, then everything goes from memory. Nothing that is open is seen meanwhile, because
 * whoever calls has covered it or is in front of it. `everywhere`: in all tabs.
 */
export function lockNow(everywhere = true): Promise<void> {
  if (!hasLock.peek() || locked.peek()) return Promise.resolve();
  shutting ??= shut(everywhere).finally(() => {
    shutting = null;
  });
  return shutting;
}

async function shut(everywhere: boolean): Promise<void> {
  void closeNotices();
  // The others first: this page may be put to sleep before it is done.
  if (everywhere) vaults.lock.tell('locked');
  await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, patience))]);
  batch(() => {
    shutLock();
    forgetVisit();
    stood = vault.peek() !== null;
    opened(null);
  });
  vaults.lock.shut(false);
}

/** How the lock stands; null when another tab has taken it away. `asks`: the server for the time, if one must wait. */
export async function readLockState(asks = false): Promise<LockState | null> {
  const lock = await vaults.lock.standing(asks);
  // Another tab may have set another one.
  if (lock) opensWith(lock.kind);
  return lock;
}

/** Tries a PIN; right, the screen that stood comes back. Throws when this phone could not try it. */
export async function unlock(pin: string): Promise<Attempt> {
  const attempt = await vaults.lock.open(pin);
  if (attempt.ok) await enter();
  return attempt;
}

/** After the right PIN, or when there is no lock any more. */
export async function enter(): Promise<void> {
  const own = await vaults.open();
  const rides = own !== null && inRide(own.device);
  // In a ride that goes on, what has helped most is said of all there were.
  // The app asks for them again when it stands, and tells what does not open.
  if (rides) await own.diary.whole().catch(() => undefined);
  const known = stood;
  batch(() => {
    liftLock();
    opened(own);
  });
  if (!own) {
    noteDiaryGone();
    root('first');
  } else if (!known && rides && route.peek().name !== 'urge') root('urge');
  await changeLocale(settings.value.locale ?? locale.peek());
}

function inRide(device: Vault['device']): boolean {
  const now = wallClock.now();
  return opensInRide(device.get(rideRecord), now);
}

/** «Bruk appen uten å låse opp». */
export function openAsGuest(): void {
  visit(true);
  root('guest');
}

/** Back to the PIN, from a visit without logging in. What was answered meanwhile is forgotten. */
export function endVisit(): void {
  if (!guest.peek()) return;
  batch(() => {
    visit(false);
    forgetVisit();
  });
  root('today');
}

/** A PIN before anything is written: the diary will be made under it. Throws when this phone could not. */
export async function chooseFirst(pin: string, chosen: LockChoice): Promise<void> {
  await vaults.lock.prepare(pin, chosen);
  opensWith(chosen.kind ?? 'pin');
  answer('lock');
}

/** Sets or changes the lock of the diary that is open. */
export async function setLock(pin: string, chosen: LockChoice): Promise<void> {
  await flush();
  await vaults.lock.put(pin, chosen);
  lockSet(chosen.kind ?? 'pin');
  await askedNow();
  void closeNotices();
}

export async function removeLock(): Promise<void> {
  await vaults.lock.remove();
  lockRemoved();
}

/** The PIN once more, before the lock is changed or removed. Counted like any other try. */
export const check = (pin: string): Promise<Attempt> => vaults.lock.open(pin);

/** Nobody can open it: it goes from this phone. */
export async function eraseLocked(): Promise<void> {
  await vaults.lock.erase();
  batch(() => {
    liftLock();
    lockRemoved();
    opened(null);
  });
  root('first');
}
