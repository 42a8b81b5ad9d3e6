/** What locks by itself: leaving the app, leaving it alone, and word from another tab, which may also say to leave. */

import { noted } from '../../core/faults.ts';
import {
  awayTooLong,
  type Delay,
  idleTooLong,
  lockRecord,
  type PhoneClocks,
  readDelay,
} from '../../core/model/autolock.ts';
import type { TabMessage } from '../../core/vault/tabs.ts';
import { wallClock } from '../../platform/environment.ts';
import { endExternalActivity, inExternalActivity } from '../../platform/externalActivity.ts';
import { route } from '../../platform/router.ts';
import { vaults } from '../../platform/vaults.ts';
import { leave as leaveApp } from '../../shared/Leave.tsx';
import { enter, lockNow } from '../../shared/lock.ts';
import { wearTheSame } from '../../shared/mask.ts';
import { diaryHasLock, guest, hasLock, locked, lockKind } from '../../shared/session.ts';
import { deviceRecords, keep } from '../../shared/state.ts';

const moment = (): PhoneClocks => ({ wall: wallClock.now(), page: performance.now() });

/** When the app was last in front, null while it is; and when it was last touched. */
let left: PhoneClocks | null = null;
let touched: PhoneClocks = { wall: 0, page: 0 };
let told = 0;

const looking = 10_000;
const telling = 20_000;

const armed = (): boolean => hasLock.peek() && !locked.peek();
/** What was chosen in More. */
export const delay = (): Delay => readDelay(deviceRecords.value.get(lockRecord));

/** Minutes. */
export async function chooseDelay(minutes: number): Promise<void> {
  await (await keep()).writeDevice(lockRecord, { minutes });
}

/** The picture that a phone keeps of an app for its switcher shows nothing. */
const cover = (covered: boolean): boolean => document.documentElement.classList.toggle('covered', covered);

function leave(): void {
  if (!armed()) return;
  cover(true);
  left ??= moment();
  if (delay() === 0 && !inExternalActivity()) void lockNow();
}

/** Comes back covered, and is uncovered when it is known that it may be seen, or that only the lock stands there. */
async function comeBack(): Promise<void> {
  if (left && armed() && awayTooLong(left, moment(), delay(), inExternalActivity())) await lockNow();
  left = null;
  endExternalActivity();
  touched = moment();
  // The lock is drawn before anything is uncovered.
  requestAnimationFrame(() => requestAnimationFrame(() => document.visibilityState === 'visible' && cover(false)));
}

/** In front and untouched, or behind for long: the keys go then and not first when somebody comes back. */
function look(): void {
  if (!armed()) return;
  const tooLong = left
    ? awayTooLong(left, moment(), delay(), inExternalActivity())
    : idleTooLong(touched, moment(), route.peek().name === 'urge');
  if (tooLong) void lockNow();
}

function touch({ type }: Event): void {
  // The first touch of a laptop that has slept comes before anything else has looked.
  look();
  // A page that is printed may scroll by itself.
  if (type !== 'scroll') endExternalActivity();
  touched = moment();
  if (touched.page - told < telling || !armed()) return;
  told = touched.page;
  // Another tab that lies behind must not lock the one that is in use.
  vaults.lock.tell('used');
}

function heard(word: TabMessage): void {
  if (word === 'left') leaveApp(false);
  else if (word === 'masked') void wearTheSame();
  else if (word === 'used') {
    touched = moment();
    if (left && delay() > 0) left = moment();
  } else if (word === 'locked') {
    // It may have been set there just now.
    diaryHasLock(lockKind.peek());
    void lockNow(false);
  } else if (locked.peek()) void opensAgain();
  else if (word === 'unlocked') {
    diaryHasLock(null);
    // What is wrapped anew here must not bring the lock back.
    vaults.lock.shut(false);
  }
}

/** Perhaps the lock was taken away in another tab, or everything was erased there. */
async function opensAgain(): Promise<void> {
  if (guest.peek() || (await vaults.lock.standing().catch(noted('lock standing', true)))) return;
  await enter().catch(noted('lock opening'));
}

export function watchLock(): void {
  touched = moment();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave();
    else void comeBack();
  });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', () => void comeBack());
  for (const event of ['pointerdown', 'keydown', 'scroll', 'input'])
    addEventListener(event, touch, { capture: true, passive: true });
  setInterval(look, looking);
  vaults.lock.listen(heard);
}
