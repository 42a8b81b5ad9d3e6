/**
 * An urge being ridden. Without a diary it lives in memory only and is offered for keeping afterwards; with one, the
 * finished ride becomes an entry. Until it is one it rests sealed on this phone, so that a page that was thrown out of
 * memory goes on where it was, and saves what it had not saved yet. Going to crisis help and back finds it there too. One that was
 * left and never finished waits until he has said whether it is to be kept.
 */

import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { noted } from '../../core/faults.ts';
import type { Face } from '../../core/model/content.ts';
import type { WayIn } from '../../core/model/first-way.ts';
import type { Fields } from '../../core/model/plain.ts';
import {
  barelyBegun,
  freshRide,
  type LoggedUrge,
  loggedLately,
  minutesRidden,
  rideFields,
  rideIn,
  setRunning,
  started,
  unfinished,
  unsaved,
} from '../../core/model/ride.ts';
import { KeptRides } from '../../core/model/ride-kept.ts';
import {
  isRecentRide,
  leftRecord,
  opensInRide,
  type Ride,
  rideGoesOn,
  rideRecord,
} from '../../core/model/ride-rest.ts';
import type { Vault } from '../../core/vault/types.ts';
import { wallClock } from '../../platform/environment.ts';
import { holdPage } from '../../shared/drafts.ts';
import { entries, keep, vault } from '../../shared/state.ts';

export const ride: ReadonlySignal<Ride> = signal(freshRide(0));
/** A ride that was left in the middle, and is another urge's past. */
const left = signal<Ride | null>(null);

/** The diary whose rides have been read; nothing is written into one before that. */
const read = signal<Vault | null>(null);

/** What rests on this phone is read when a diary is opened; a diary that is closed or deleted takes the ride with it. */
function readRides(): void {
  const open = vault.value;
  const now = wallClock.now();
  if (open && !read.peek()) {
    const resting = rideIn(open.device.get(rideRecord));
    const { phase, trial } = ride.peek();
    const free = phase === 'fresh' || trial;
    const last = resting && unsaved(resting);
    const old = resting && (last ? !free : unfinished(resting) && !rideGoesOn(resting, now)) ? resting : null;
    left.value = rideIn(open.device.get(leftRecord)) ?? old;
    if (free && resting && (last || rideGoesOn(resting, now))) (ride as Signal<Ride>).value = seenNow(resting, now);
    if (free && last) void saveLast(open);
  }
  if (!open && read.peek()) {
    (ride as Signal<Ride>).value = freshRide(now);
    left.value = null;
  }
  read.value = open;
}

/**
 * With a diary, the running ride rests beside it: a page that is loaded anew goes on with it. A phone that cannot store it still
 * rides on.
 */
const rests = (record: string, fields: () => Fields | null) =>
  effect(() => {
    const open = read.value;
    const now = fields();
    if (open && (now || open.device.has(record))) holdPage(open.writeDevice(record, now).catch(noted('ride write')));
  });
/** Its time in front of him runs while the page is there and he has not gone back out of it. */
const seenNow = (it: Ride, now: number): Ride => ({
  ...it,
  seen: setRunning(it.seen, document.visibilityState === 'visible' && !it.aside && it.began !== null, now),
});

/** Follows the diary that is open, and the ride. */
export function watchRide(): void {
  document.addEventListener('visibilitychange', () => {
    (ride as Signal<Ride>).value = seenNow(ride.peek(), wallClock.now());
  });
  effect(readRides);
  rests(rideRecord, () => rideFields(ride.value));
  rests(leftRecord, () => left.value && rideFields(left.value));
}

/** Opens `tool`, or goes on with the urge being ridden or logged, or begins with the way that `first` gives. */
export function beginRide(face: Face, tool: string | undefined, first: () => WayIn | null, logged?: LoggedUrge): void {
  const now = wallClock.now();
  const old = ride.peek();
  // Back from crisis help in the middle of it, or at its end: who leaves it says so (`over`).
  const stands = !logged && (old.phase === 'end' || (old.trial && old.phase === 'through'));
  if (stands && old.opened === (tool ?? null) && isRecentRide(old, now)) return;
  if (logged) {
    if (old.entry === logged.entry && isRecentRide(old, now)) {
      if (old.aside) move({ aside: false });
      return;
    }
    if (unfinished(old) && vault.peek()) left.value = old;
    (ride as Signal<Ride>).value = { ...straightInto(first(), now), ...ofLogged(logged) };
    return;
  }
  const trial = { ...freshRide(now), trial: true };
  // Chosen in the list of all tools, in the middle of an urge.
  if (tool && old.phase === 'ways' && rideGoesOn(old, now)) {
    openWay(tool);
    return;
  }
  if (!tool && face !== 'near' && rideGoesOn(old, now)) {
    if (old.aside) move({ aside: false });
    return;
  }
  if (unfinished(old) && vault.peek()) left.value = old;
  if (tool) (ride as Signal<Ride>).value = { ...trial, phase: 'through', opened: tool, tool, way: tool };
  // Somebody close to him chooses among the ways, and is not asked to rate anything.
  else if (face === 'near') (ride as Signal<Ride>).value = { ...trial, phase: 'ways' };
  else (ride as Signal<Ride>).value = { ...straightInto(first(), now), ...ofLogged(loggedLately(entries.peek(), now)) };
}

const ofLogged = (logged: LoggedUrge | null): Partial<Ride> => (logged ? { ...logged, logged: true } : {});

/** An urge that begins in a way through; in the list of ways where the pack has none that opens. */
function straightInto(way: WayIn | null, now: number): Ride {
  const begun = seenNow({ ...freshRide(now), began: now }, now);
  if (!way) return { ...begun, phase: 'ways' };
  return { ...begun, phase: 'through', straight: true, tool: way.tool, way: way.tool, at: way.at };
}

export function move(next: Partial<Ride>): void {
  const now = wallClock.now();
  (ride as Signal<Ride>).value = seenNow({ ...ride.peek(), saved: false, ...next, touched: now }, now);
}

/** He has left the end of it: the next urge is another one. */
export function over(): void {
  (ride as Signal<Ride>).value = freshRide(wallClock.now());
}

/** Opens a way through; its clock begins, and what an earlier one came to is over. `at`: not at its beginning. */
export function openWay(tool: string, at: number | null = null): void {
  const now = wallClock.now();
  const from = ride.peek();
  interrupted = tool === 'call' && from.phase === 'through' && from.tool !== 'call' ? from : null;
  const began = ride.peek().began ?? now;
  move({
    phase: 'through',
    tool,
    way: tool,
    did: null,
    after: null,
    began,
    straight: false,
    ticking: started(now),
    at,
  });
}

/** The way that was under way when he went to ring somebody. A page that is loaded anew has the list of ways in its place. */
let interrupted: Ride | null = null;

/** Goes back to the way that he rang from, whose clock has gone on; false where there is none. */
export function backFromCall(): boolean {
  if (interrupted?.id !== ride.peek().id) return false;
  const { tool, way, did, straight, ticking, at } = interrupted;
  move({ tool, way, did, straight, ticking, at });
  interrupted = null;
  return true;
}

/** What he says by ending a way: what was done when that is not the tool itself, or that it is weaker. */
export type Ended = Partial<Pick<Ride, 'way' | 'did' | 'weaker'>>;

/**
 * A way has come to its end: how strong is it now? The urge is told of this way, whatever was tried before it: it eased here.
 */
export function endWay(what: Ended | undefined): void {
  const now = ride.peek();
  const minutes = minutesRidden(now, wallClock.now());
  move({ way: now.tool, weaker: false, ...what, minutes, phase: now.trial ? 'end' : 'after' });
}

/** He goes back out of it. What was hardly begun was not meant; anything else goes on when he comes again. */
export function setAside(): void {
  const now = ride.peek();
  if (now.trial || barelyBegun(now, wallClock.now())) over();
  else move({ aside: true });
}

const kept = new KeptRides();

/**
 * Saves the ride as an entry, and makes the diary too if he has asked for it: at once, and what is asked of a new diary is asked
 * later. A ride that went on changes its entry.
 */
export async function saveRide(make: boolean): Promise<void> {
  const { logged, entry: of } = ride.peek();
  // What was logged has been deleted meanwhile: the ride is an entry of its own.
  if (logged && of && !entries.peek().has(of)) move({ entry: null, logged: false });
  const was = ride.peek();
  const entry = await kept.save(was, wallClock.now(), async () => (vault.peek() || make ? keep('later') : null));
  const now = ride.peek();
  // The next one may have begun meanwhile, or this one have gone on.
  if (entry && now.id === was.id) (ride as Signal<Ride>).value = { ...now, entry, saved: now.touched === was.touched };
}

/** Saves what had come to its end when the app died; the screen that said so is gone. */
async function saveLast(open: Vault): Promise<void> {
  const { id } = ride.peek();
  await saveRide(false).catch(noted('ride saving'));
  if (ride.peek().id === id && vault.peek() === open) over();
}

/** Takes its entry away again: this ride is over. */
export async function undoRide(): Promise<void> {
  const was = ride.peek();
  await kept.undo(was, vault.peek());
  if (was.id === ride.peek().id) over();
}

/** The ride that was left in the middle, if one waits; one that can still be gone on with waits a while before it is asked about. */
export function brokenOff(): Ride | null {
  const now = ride.value;
  const at = wallClock.now();
  if (left.value) return left.value;
  return unfinished(now) && !opensInRide(now, at) && vault.value ? now : null;
}

/** Keeps it as what it was, with what was tried, or lets it go. Nothing of it is left waiting. */
export async function settleLeft(keeps: boolean): Promise<void> {
  const was = brokenOff();
  if (was && keeps) await kept.save(was, was.touched, async () => vault.peek());
  if (was === left.peek()) left.value = null;
  else over();
}
