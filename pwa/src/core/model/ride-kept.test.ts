import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fields } from './plain.ts';
import { freshRide } from './ride.ts';
import { KeptRides } from './ride-kept.ts';
import type { Ride } from './ride-rest.ts';

/** A diary whose writes come to their end when they are told to. */
class SlowDiary {
  readonly entries = new Map<string, Fields>();
  private readonly held: (() => void)[] = [];

  private slowly<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => this.held.push(() => resolve(work())));
  }

  /** The id is the name itself. */
  write = (name: string, _: 'urge', fields: Fields): Promise<string> =>
    this.slowly(() => {
      this.entries.set(name, { ...this.entries.get(name), ...fields });
      return name;
    });

  /** As the vault: what was removed is alive again with a field that is written later. */
  edit = (id: string, fields: Fields): Promise<void> =>
    this.slowly(() => void this.entries.set(id, { ...this.entries.get(id), ...fields }));

  remove = (id: string): Promise<void> => this.slowly(() => void this.entries.delete(id));

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 20; quiet += 1) {
      await Promise.resolve();
      const next = this.held.shift();
      if (next) quiet = 0;
      next?.();
    }
  }
}

const rated = (id: string, strength: number, more: Partial<Ride> = {}): Ride => ({
  ...freshRide(0),
  id,
  phase: 'end',
  strength,
  began: 1,
  ...more,
});

function slow() {
  const diary = new SlowDiary();
  return { diary, kept: new KeptRides(), open: async () => diary };
}

const strengths = ({ entries }: SlowDiary) => [...entries.values()].map(({ strength }) => strength);

test('the next urge is an entry of its own, though the first was not written when it began', async () => {
  const { diary, kept, open } = slow();
  const first = kept.save(rated('1', 7), 1, open);
  const second = kept.save(rated('2', 3), 1, open);
  await diary.settle();
  assert.notEqual(await first, await second);
  assert.deepEqual(strengths(diary), [7, 3]);
});

test('what was said at the end of a ride is kept, though the next one began before it was written', async () => {
  const { diary, kept, open } = slow();
  void kept.save(rated('1', 7), 1, open);
  void kept.save(rated('1', 7, { triggers: ['alone'] }), 1, open);
  void kept.save(rated('2', 3), 1, open);
  await diary.settle();
  assert.deepEqual(
    [...diary.entries.values()].map(({ strength, triggers }) => [strength, triggers]),
    [
      [7, ['alone']],
      [3, undefined],
    ],
  );
});

test('one ride is one entry, however often it goes on', async () => {
  const { diary, kept, open } = slow();
  const ids = [kept.save(rated('1', 7), 1, open), kept.save(rated('1', 7, { after: 4 }), 1, open)];
  await diary.settle();
  assert.equal(new Set(await Promise.all(ids)).size, 1);
  assert.deepEqual(strengths(diary), [7]);
});

test('what was undone stays undone: an edit that waited comes before it', async () => {
  const { diary, kept, open } = slow();
  void kept.save(rated('1', 7), 1, open);
  void kept.save(rated('1', 7, { triggers: ['alone'] }), 1, open);
  void kept.undo(rated('1', 7), diary);
  await diary.settle();
  assert.equal(diary.entries.size, 0);
});

test('what was undone stays undone: an edit that was asked for with the entry still in hand brings nothing back', async () => {
  const { diary, kept, open } = slow();
  const made = kept.save(rated('1', 7), 1, open);
  await diary.settle();
  const entry = await made;
  void kept.undo(rated('1', 7, { entry }), diary);
  const late = kept.save(rated('1', 7, { entry, triggers: ['alone'] }), 1, open);
  await diary.settle();
  assert.equal(await late, null);
  assert.equal(diary.entries.size, 0);
});

test('a ride of which nothing is known, or without a diary, makes no entry', async () => {
  const { diary, kept, open } = slow();
  assert.equal(await kept.save(freshRide(0), 1, open), null);
  assert.equal(await kept.save(rated('2', 7), 1, async () => null), null);
  assert.equal(diary.entries.size, 0);
});

test('a ride that is saved once more after the app died is the same entry', async () => {
  const { diary, kept, open } = slow();
  void kept.save(rated('1', 7), 1, open);
  await diary.settle();
  void new KeptRides().save(rated('1', 7, { after: 4 }), 1, open);
  await diary.settle();
  assert.deepEqual(
    [...diary.entries.values()].map(({ strength, after }) => [strength, after]),
    [[7, 4]],
  );
});

test('what the way before was rated is not said of the next one', async () => {
  const { diary, kept, open } = slow();
  const first = kept.save(rated('1', 8, { way: 'other', after: 8, did: 'Gikk en tur.' }), 1, open);
  await diary.settle();
  const entry = await first;
  void kept.save(rated('1', 8, { way: 'wave', entry }), 1, open);
  await diary.settle();
  const { way, after, did_text } = diary.entries.get('ride/1') ?? {};
  assert.deepEqual([way, after, did_text], ['wave', null, '']);
});

test('a ride of a logged urge that is taken back takes what it wrote, and nothing that he wrote himself', async () => {
  const { diary, kept, open } = slow();
  diary.entries.set('log', { strength: 9, did_text: 'Ringte broren min.' });
  const ride = rated('1', 9, { way: 'wave', after: 4, entry: 'log', logged: true });
  void kept.save(ride, 1, open);
  await diary.settle();
  void kept.undo(ride, diary);
  await diary.settle();
  assert.deepEqual(diary.entries.get('log'), { strength: 9, did_text: 'Ringte broren min.', after: null, way: '' });
});
