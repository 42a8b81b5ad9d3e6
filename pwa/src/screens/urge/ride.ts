/**
 * An urge being ridden. It lives in memory only: with a diary the finished ride becomes an entry, without one it is offered for keeping.
 * Going to crisis help and back finds it where it was.
 */
import { signal } from '@preact/signals';
import { dayPart } from '../../domain/dates.ts';
import type { Urge } from '../../domain/records.ts';
import { keep, today, vault } from '../../state.ts';
import type { Fields } from '../../vault/types.ts';

export interface Ride {
  phase: 'rate' | 'ways' | 'through' | 'after' | 'end';
  /** opened from a text, to try a tool: no urge is being ridden */
  trial: boolean;
  /** null: skipped */
  strength: number | null;
  after: number | null;
  /** the tool that is open */
  tool: string | null;
  /** what is stored as the way: the tool, or the code of what he did instead */
  way: string | null;
  /** what he did, in his own words from the plan */
  did: string | null;
  /** id of the entry, once there is one */
  entry: string | null;
  /** milliseconds */
  touched: number;
}

const fresh = (): Ride => ({
  phase: 'rate',
  trial: false,
  strength: null,
  after: null,
  tool: null,
  way: null,
  did: null,
  entry: null,
  touched: Date.now(),
});

export const ride = signal<Ride>(fresh());

/** An urge of an hour ago is another urge. */
const stale = 3_600_000;

/** Opens `tool`, or goes on with the urge being ridden, or starts with a new one. */
export function begin(tool?: string): void {
  const old = ride.peek();
  if (tool) ride.value = { ...fresh(), phase: 'through', trial: true, tool, way: tool };
  else if (old.trial || old.phase === 'end' || Date.now() - old.touched > stale) ride.value = fresh();
}

export function move(next: Partial<Ride>): void {
  ride.value = { ...ride.peek(), ...next, touched: Date.now() };
}

/** The ride as an entry of the diary; only a ride that was rated can be one. */
export function asUrge(
  { strength, after, way, did }: Pick<Ride, 'strength' | 'after' | 'way' | 'did'>,
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
