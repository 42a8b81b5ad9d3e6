/**
 * Rides as entries of the diary. One write after the other: two at once would make two entries of one ride, and an edit that overtakes
 * a removal would bring the entry back.
 */
import { toFields } from './codec.ts';
import type { Fields } from './plain.ts';
import { asUrge, type Ride } from './ride.ts';

export interface UrgeDiary {
  create(kind: 'urge', fields: Fields): Promise<string>;
  edit(id: string, fields: Fields): Promise<void>;
  remove(id: string): Promise<void>;
}

export class KeptRides {
  private line: Promise<unknown> = Promise.resolve();
  /** By the number of the ride: the next one may be under way before the first write of this one has come to its end. */
  private readonly made = new Map<number, string>();
  /** Entries that were taken away again: what was asked for before that brings none of them back. */
  private readonly undone = new Set<string>();

  /** Makes the entry of ride `which`, or changes it. Its id; null when there is none to make. `diary` gives null where nothing is kept. */
  store(which: number, ride: Ride, now: number, diary: () => Promise<UrgeDiary | null>): Promise<string | null> {
    const came = asUrge(ride, now);
    const urge = came && toFields(came);
    return this.inTurn(async () => {
      const open = urge && (await diary());
      if (!urge || !open) return null;
      const entry = this.made.get(which) ?? ride.entry;
      if (entry && this.undone.has(entry)) return null;
      if (entry) {
        const { date: _, part: __, ...rated } = urge;
        await open.edit(entry, rated);
        return entry;
      }
      const fresh = await open.create('urge', urge);
      this.made.set(which, fresh);
      return fresh;
    });
  }

  /** Takes the entry of ride `which` away again, after what was to be written into it. */
  undo(which: number, ride: Ride, diary: UrgeDiary | null): Promise<void> {
    return this.inTurn(async () => {
      const entry = this.made.get(which) ?? ride.entry;
      if (entry) {
        await diary?.remove(entry);
        this.undone.add(entry);
      }
      this.made.delete(which);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work);
    // Whoever asked hears of it; the next in turn does not wait for a success.
    this.line = done.catch(() => undefined);
    return done;
  }
}
