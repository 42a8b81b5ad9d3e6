/**
 * Rides as entries of the diary, each under the name of its ride: what is written twice is one entry. One write after the other:
 * an edit that overtakes a removal would bring the entry back.
 */
import { toFields } from './codec.ts';
import type { Fields } from './plain.ts';
import { asUrge } from './ride.ts';
import type { Ride } from './ride-rest.ts';

export interface UrgeDiary {
  write(name: string, kind: 'urge', fields: Fields): Promise<string>;
  edit(id: string, fields: Fields): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What a ride adds to an entry that was there, emptied. */
const added: Fields = { after: null, minutes: null, way: '', did_text: '' };

/** Those of them that `had` has and `has` has not, emptied. */
const emptied = (had: Fields, has: Fields = {}): Fields =>
  Object.fromEntries(Object.entries(added).filter(([field]) => field in had && !(field in has)));

export class KeptRides {
  private line: Promise<unknown> = Promise.resolve();
  /** Entries that were made or changed here, by the rides that they are of; null: one that was taken away again. */
  private readonly made = new Map<string, string | null>();
  /** What each ride wrote last. */
  private readonly wrote = new Map<string, Fields>();

  /** Makes the entry of a ride, or changes it. Its id; null when there is none to make. `diary` gives null where nothing is kept. */
  save(ride: Ride, now: number, diary: () => Promise<UrgeDiary | null>): Promise<string | null> {
    const urge = asUrge(ride, now);
    return this.inTurn(async () => {
      const open = urge && (await diary());
      // What was asked for before it was taken away brings nothing back.
      if (!urge || !open || this.made.get(ride.id) === null) return null;
      const { date: _, part: __, ...rated } = urge;
      const fields = toFields(rated);
      // What the way before was rated is not said of this one.
      const before = emptied(this.wrote.get(ride.id) ?? {}, fields);
      if (ride.entry) await open.edit(ride.entry, { ...before, ...fields });
      const entry = ride.entry ?? (await open.write(rideName(ride), 'urge', toFields(urge)));
      this.made.set(ride.id, entry);
      this.wrote.set(ride.id, fields);
      return entry;
    });
  }

  /** Takes the entry of a ride away again, after what was to be written into it; of one that was logged before it, what it added. */
  undo(ride: Ride, diary: UrgeDiary | null): Promise<void> {
    return this.inTurn(async () => {
      const entry = this.made.get(ride.id) ?? ride.entry;
      if (entry)
        await (ride.logged ? diary?.edit(entry, emptied(this.wrote.get(ride.id) ?? added)) : diary?.remove(entry));
      this.made.set(ride.id, null);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work);
    // Whoever asked hears of it; the next in turn does not wait for a success.
    this.line = done.catch(() => undefined);
    return done;
  }
}

/** The name under which a ride has its entry. */
export const rideName = ({ id }: Ride): string => `ride/${id}`;
