/**
 * An urge being ridden. Without a diary it lives in memory only and is offered for keeping afterwards; with one, the
 * finished ride becomes an entry, and the running one rests sealed on this phone, so that a page that was thrown out of
 * memory goes on where it was. Going to crisis help and back finds it there too.
 */
import { effect, signal } from '@preact/signals';
import type { Face } from '../../domain/content.ts';
import { dayPart } from '../../domain/dates.ts';
import type { Urge } from '../../domain/records.ts';
import { freshRide, goesOn, type Ride, readRide, rideFields, rideRecord, started } from '../../domain/ride.ts';
import { deviceRecords, keep, today, vault } from '../../state.ts';
import type { Fields } from '../../vault/types.ts';

export const ride = signal<Ride>(readRide(deviceRecords.peek().get(rideRecord), Date.now()) ?? freshRide(Date.now()));

/** Opens `tool`, or goes on with the urge being ridden, or starts with a new one. */
export function begin(face: Face, tool?: string): void {
  const now = Date.now();
  const old = ride.peek();
  // Back from crisis help in the middle of it.
  if (old.trial && old.phase === 'through' && old.opened === (tool ?? null)) return;
  const trial = { ...freshRide(now), trial: true };
  // Chosen in the list of all tools, in the middle of an urge.
  if (tool && old.phase === 'ways' && goesOn(old, now)) openWay(tool);
  else if (tool) ride.value = { ...trial, phase: 'through', opened: tool, tool, way: tool };
  // Somebody close to him is not asked to rate anything.
  else if (face === 'near') ride.value = { ...trial, phase: 'ways' };
  else if (!goesOn(old, now)) ride.value = freshRide(now);
}

export function move(next: Partial<Ride>): void {
  ride.value = { ...ride.peek(), ...next, touched: Date.now() };
}

/** Opens a way through; its clock begins. */
export const openWay = (tool: string): void =>
  move({ phase: 'through', tool, way: tool, did: null, ticking: started(Date.now()) });

/** With a diary, the running ride rests beside it. A phone that cannot store it still rides on. */
effect(() => {
  const fields = rideFields(ride.value);
  const open = vault.value;
  if (fields || open?.device.has(rideRecord)) open?.writeDevice(rideRecord, fields).catch(() => undefined);
});

/** A diary that was deleted takes the ride with it. */
let had = false;
effect(() => {
  const has = vault.value !== null;
  if (had && !has) ride.value = freshRide(Date.now());
  had = has;
});

/** The ride as an entry of the diary; only a ride that was rated can be one. */
export function asUrge(
  { strength, after, way, did, trigger }: Pick<Ride, 'strength' | 'after' | 'way' | 'did' | 'trigger'>,
  now: Date,
): Urge | null {
  if (strength === null) return null;
  return {
    date: today.peek(),
    part: dayPart(now),
    strength,
    ...(after !== null && { after }),
    ...(way && { way }),
    ...(did && { did_text: did }),
    ...(trigger && { triggers: [trigger] }),
  };
}

/** Makes the entry, and the diary too if he has asked for it. A ride that went on changes its entry. */
export async function store(make: boolean): Promise<void> {
  const { entry, ...now } = ride.peek();
  const urge = asUrge(now, new Date()) as Fields | null;
  if (!urge || (!vault.peek() && !make)) return;
  const open = await keep();
  if (!entry) move({ entry: await open.create('urge', urge) });
  else {
    const { date: _, part: __, ...rated } = urge;
    await open.edit(entry, rated);
  }
}

export async function unstore(): Promise<void> {
  const { entry } = ride.peek();
  if (entry) await vault.peek()?.remove(entry);
  move({ entry: null });
}
