/** In and out: what stands when the page opens, the first look at the server, locking, leaving. */

import type { CallFailure, CoachStanding, Console, Desk } from '../core/thread/types.ts';
import { locale, t } from '../platform/i18n.ts';
import { consoleOf } from './desk.ts';
import { type DeskClocks, deskIdleTooLong } from './idle.ts';
import { allKept, startInRoom } from './rooms.ts';
import {
  currentConsole,
  desk,
  fetchedAt,
  fetching,
  foundInbox,
  foundStanding,
  hasWay,
  lookThrough,
  missedInbox,
  room,
  say,
  setWay,
  showInbox,
  sitDown,
  standUp,
  startFetching,
  stopFetching,
  tidy,
} from './state.ts';
import { fetchTexts, here, organisationNow } from './texts.ts';
import { unfetchedWords } from './why.ts';

/** The secret of a link; it leaves the address at once, and is held until the key pair is made. */
let invitation: string | null = null;
export const invited = (): string | null => invitation;

export function takeInvitation(): void {
  const found = /^#([0-9a-f]{64})$/.exec(location.hash)?.[1];
  if (found) invitation = found;
  history.replaceState(null, '', '/coach');
}

/** The way in, as soon as the pack has said whose key vouches for coaches; null without a connection. */
async function way(): Promise<Console | 'closed' | null> {
  if (hasWay()) return currentConsole();
  await fetchTexts(locale.peek());
  const pack = here()?.pack;
  if (!pack) return null;
  if (!pack.organisation?.key) return 'closed';
  setWay(consoleOf(pack.organisation, organisationNow));
  return currentConsole();
}

export async function enterConsole(): Promise<void> {
  const found = await way();
  if (found === 'closed') return startInRoom({ at: 'closed' });
  // The room says that nothing could be reached.
  const now = found && (await found.standing().catch(() => null));
  if (now === null) startInRoom({ at: 'unreached' });
  else if (now === 'shut') startInRoom({ at: invitation ? 'taken' : 'unlock' });
  else if (now === 'enrolling') startInRoom({ at: 'enrolling' });
  // Offline: the server says so when it is taken up.
  else if (invitation && (await found?.isSpent(invitation).catch(() => false))) startInRoom({ at: 'spent' });
  else startInRoom({ at: invitation ? 'invited' : 'none' });
}

/** A desk was opened: `code` is to be printed first. */
export function arrive(at: Desk, code?: string): void {
  invitation = null;
  sitDown(at);
  touched = moment();
  if (code) startInRoom({ at: 'backup', code });
  else void enterInbox();
}

export const mayRead = (now: CoachStanding): boolean => now.state === 'active' && now.certified;

/** Milliseconds: a page that is not looked at draws no frame. */
const FRAME = 100;

/** When what stands now has been drawn. */
const drawn = (): Promise<void> =>
  new Promise((go) => {
    setTimeout(go, FRAME);
    requestAnimationFrame(() => setTimeout(go));
  });

/**
 * Goes to the inbox: what was fetched last stands as soon as the server has answered. Who could read the last time fetches it anew
 * while the server is asked how this coach stands: nothing in it is said to be a colleague's before that is known, and who may not
 * read is given nothing.
 */
export async function enterInbox(): Promise<void> {
  const at = desk.peek();
  if (!at) return;
  const before = room.peek();
  const enter = (): void => {
    if (desk.peek() === at && room.peek() === before && before.at !== 'inbox') startInRoom({ at: 'inbox' });
  };
  let stop = (): void => undefined;
  if (at.inbox.length > 0) {
    enter();
    await drawn();
    if (desk.peek() !== at) return;
  } else {
    stop = at.subscribe(() => {
      if (at.inbox.length > 0) enter();
    });
  }
  const fetched = at.wasActive ? refresh() : null;
  const why = await stand(at, enter);
  if (fetched) await fetched;
  else if (desk.peek() === at && at.wasActive) await refresh();
  stop();
  if (why && desk.peek() === at) missedInbox(unfetchedWords(why));
}

/** Asks what the server says of this coach, and goes where that leads; why nothing was said. */
export async function stand(at: Desk, may: () => void = () => undefined): Promise<CallFailure | null> {
  // The frame says that nothing was fetched.
  const found = await at.standing().catch(() => ({ ok: false, why: 'gone' }) as const);
  if (desk.peek() !== at) return null;
  if (found.ok) foundStanding(found.standing);
  if (!found.ok || mayRead(found.standing)) may();
  else if (room.peek().at !== 'standing') startInRoom({ at: 'standing' });
  return found.ok ? null : found.why;
}

/** Fetches the inbox anew; what is there already stays meanwhile. */
export async function refresh(): Promise<void> {
  const at = desk.peek();
  if (!at || fetching.peek()) return;
  startFetching();
  // Said above the inbox, which stays.
  const found = await at.refresh().catch(() => ({ ok: false, why: 'gone' }) as const);
  stopFetching();
  if (desk.peek() !== at) return;
  if (found.ok) {
    foundInbox(at.inbox, Date.now());
    tidy();
    void lookThrough();
    return;
  }
  showInbox(at.inbox);
  missedInbox(unfetchedWords(found.why));
  if (found.why === 'not-active') await stand(at);
}

// ——— by itself ———

/** Milliseconds between two looks at the inbox while the page is on the screen, and when it comes back to it. */
const FETCHED_EVERY = 120_000;
const FETCHED_ANEW = 15_000;

/** Fetches the inbox when the last look, or the last try, is `most` milliseconds ago and somebody can see it. */
let tried = 0;
function refreshAfter(most: number): void {
  const now = Date.now();
  if (!desk.peek()?.wasActive || document.visibilityState !== 'visible') return;
  if (Math.abs(now - Math.max(tried, fetchedAt.peek() ?? 0)) < most) return;
  tried = now;
  void refresh();
}

export function watchInbox(): void {
  setInterval(() => refreshAfter(FETCHED_EVERY), FETCHED_ANEW);
  addEventListener('online', () => refreshAfter(0));
  addEventListener('focus', () => refreshAfter(FETCHED_ANEW));
  document.addEventListener('visibilitychange', () => refreshAfter(FETCHED_ANEW));
}

// ——— the lock ———

const looking = 10_000;
const moment = (): DeskClocks => ({ wall: Date.now(), page: performance.now() });
let touched: DeskClocks = { wall: 0, page: 0 };

export async function lockDesk(): Promise<void> {
  if (!desk.peek()) return;
  // Nothing is on the screen from now on; the keys go when what was being written is sealed.
  startInRoom({ at: 'unlock' });
  await allKept();
  standUp();
  say(t('locked_now'));
}

export function watchIdle(): void {
  touched = moment();
  const look = () => {
    if (desk.peek() && deskIdleTooLong(touched, moment())) void lockDesk();
  };
  const touch = () => {
    look();
    touched = moment();
  };
  for (const event of ['pointerdown', 'keydown', 'wheel', 'input'])
    addEventListener(event, touch, { capture: true, passive: true });
  document.addEventListener('visibilitychange', look);
  setInterval(look, looking);
}

/** Erases what this machine has; on the server everything stays. */
export async function leaveMachine(): Promise<void> {
  standUp();
  await currentConsole().forget();
  startInRoom({ at: 'none' });
  say(t('left_machine'));
}

/** This device stops being a coach. False when the server could not be told: nothing has changed then. */
export async function resign(): Promise<boolean> {
  const at = desk.peek();
  if (!at) return false;
  const done = await at.resign();
  if (!done.ok) {
    say(t(unfetchedWords(done.why)));
    return false;
  }
  standUp();
  startInRoom({ at: 'none' });
  say(t('resigned'));
  return true;
}
