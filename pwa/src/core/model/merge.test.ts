import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blank, edit, merge, remove, revive, type Stamper, settle, takeOldestRival, takeOldestText } from './merge.ts';
import { canonical, highest, isAlive, isText, type Plain } from './plain.ts';

const FIELDS = ['text', 'did_text', 'strength'] as const;
type Field = (typeof FIELDS)[number];

/** One thing that happens in the life of a record on several devices. Clocks are skewed by up to 50 ms. */
type Event =
  | { do: 'edit'; device: number; field: Field; tick: number }
  | { do: 'settle'; device: number; field: Field; tick: number }
  | { do: 'remove'; device: number; tick: number }
  | { do: 'meet'; device: number; other: number; tick: number };

const DEVICES = 3;
const device = fc.nat(DEVICES - 1);
const tick = fc.nat(3);
const editing = fc.record({ do: fc.constant('edit' as const), device, field: fc.constantFrom(...FIELDS), tick });
const settling = fc.record({ do: fc.constant('settle' as const), device, field: fc.constantFrom(...FIELDS), tick });
const removing = fc.record({ do: fc.constant('remove' as const), device, tick });
const meeting = fc.record({ do: fc.constant('meet' as const), device, other: device, tick });
const skews = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: DEVICES, maxLength: DEVICES });

const busy = fc.array(fc.oneof(editing, editing, settling, removing, meeting, meeting), { maxLength: 30 });
const withoutRemovals = fc.array(fc.oneof(editing, editing, settling, meeting, meeting), { maxLength: 30 });

interface Life {
  copies: Plain[];
  /** Every copy that ever was. */
  pool: Plain[];
  written: string[];
  /** Texts that somebody saw when they were replaced or settled. */
  seen: Set<string>;
}

function live(events: Event[], skew: number[]): Life {
  const copies = Array.from({ length: DEVICES }, () => blank('urge'));
  const life: Life = { copies, pool: [blank('urge')], written: [], seen: new Set() };
  let now = 100;
  events.forEach((event, place) => {
    now += event.tick;
    const copy = copies[event.device] ?? blank('urge');
    const stamper: Stamper = { tag: 'abc'[event.device] ?? '', now: now + (skew[event.device] ?? 0) };
    copies[event.device] = happen(event, copy, copies, stamper, `${event.device}.${place}`, life);
    life.pool.push(copies[event.device] ?? blank('urge'));
  });
  return life;
}

function happen(event: Event, copy: Plain, copies: Plain[], stamper: Stamper, value: string, life: Life): Plain {
  if (event.do === 'meet') return merge(copy, copies[event.other] ?? copy);
  if (event.do === 'remove') return remove(copy, stamper);
  if (event.do === 'settle') {
    for (const [field, , text] of copy.also ?? []) if (field === event.field) life.seen.add(String(text));
    return event.field in copy.fields ? settle(copy, stamper, event.field, copy.fields[event.field] ?? null) : copy;
  }
  if (isText(event.field)) {
    life.written.push(value);
    if (event.field in copy.fields) life.seen.add(String(copy.fields[event.field]));
  }
  return edit(copy, stamper, { [event.field]: value });
}

function shown(plain: Plain): Set<string> {
  const texts = Object.entries(plain.fields).filter(([field]) => isText(field));
  return new Set([...texts.map(([, text]) => String(text)), ...(plain.also ?? []).map(([, , text]) => String(text))]);
}

test('merge is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(busy, skews, fc.nat(), fc.nat(), fc.nat(), (events, skew, i, j, k) => {
      const { pool } = live(events, skew);
      const [a, b, c] = [i, j, k].map((n) => pool[n % pool.length] ?? blank('urge')) as [Plain, Plain, Plain];
      assert.deepEqual(merge(a, b), merge(b, a));
      assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
      assert.equal(canonical(merge(a, a)), canonical(a));
    }),
    { numRuns: 2000 },
  );
});

test('without a removal no text vanishes that nobody saw replaced', () => {
  fc.assert(
    fc.property(withoutRemovals, skews, (events, skew) => {
      const { copies, written, seen } = live(events, skew);
      const visible = shown(copies.reduce(merge));
      for (const text of written) assert.ok(visible.has(text) || seen.has(text), `${text} vanished`);
    }),
    { numRuns: 3000 },
  );
});

test('an ordinary edit of a text that was synced makes no rival and brings no replaced text back', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ device, tick }), { maxLength: 20 }), skews, (edits, skew) => {
      let now = 100;
      let synced = blank('urge');
      edits.forEach((step, place) => {
        now += step.tick;
        const stamper = { tag: 'abc'[step.device] ?? '', now: now + (skew[step.device] ?? 0) };
        synced = merge(synced, edit(synced, stamper, { text: `${place}` }));
        assert.deepEqual(shown(synced), new Set([`${place}`]));
      });
    }),
  );
});

test('a wrong clock does not win for ever', () => {
  const ahead = edit(blank('urge'), { tag: 'a', now: 9_000 }, { strength: 1 });
  const later = edit(ahead, { tag: 'b', now: 10 }, { strength: 2 });
  assert.equal(merge(ahead, later).fields.strength, 2);
  assert.equal(highest(later), 9_001);
});

test('alternatives that nobody settled survive the next edit, below it', () => {
  const start = edit(blank('urge'), { tag: 'a', now: 1 }, { text: 'start' });
  const mine = edit(start, { tag: 'a', now: 10 }, { text: 'mine' });
  const theirs = edit(start, { tag: 'b', now: 11 }, { text: 'theirs' });
  const both = merge(mine, theirs);
  assert.equal(both.fields.text, 'theirs');
  const next = edit(both, { tag: 'a', now: 12 }, { text: 'next' });
  assert.equal(next.fields.text, 'next');
  assert.deepEqual(
    next.also?.map(([, , text]) => text),
    ['mine'],
  );
  assert.deepEqual(shown(merge(next, theirs)), new Set(['next', 'mine']));
});

test('the person chooses a rival, and it alone is left on every device', () => {
  const mine = edit(blank('urge'), { tag: 'a', now: 10 }, { text: 'mine' });
  const theirs = edit(blank('urge'), { tag: 'b', now: 11 }, { text: 'theirs' });
  const chosen = settle(merge(mine, theirs), { tag: 'a', now: 12 }, 'text', 'mine');
  for (const other of [mine, theirs]) assert.deepEqual(shown(merge(chosen, other)), new Set(['mine']));
});

test('a removed record comes back by its undo, with its alternatives, and on every device', () => {
  const mine = edit(blank('urge'), { tag: 'a', now: 10 }, { text: 'mine', strength: 3 });
  const both = merge(mine, edit(blank('urge'), { tag: 'b', now: 11 }, { text: 'theirs' }));
  const removed = remove(both, { tag: 'a', now: 12 });
  assert.ok(!isAlive(removed));
  const back = revive(removed, { tag: 'a', now: 13 }, both.fields, [{ field: 'text', text: 'mine' }]);
  assert.deepEqual(shown(merge(merge(back, removed), both)), new Set(['mine', 'theirs']));
  assert.equal(back.fields.strength, 3);
});

test('only what is older than a deletion goes', () => {
  const kept: Plain = { kind: 'urge', fields: { strength: 1 }, stamps: { strength: [5, 'a'] } };
  const deleted: Plain = { kind: 'urge', fields: {}, stamps: {}, deleted: [5, 'a'] };
  assert.equal(merge(kept, deleted).fields.strength, 1);
  assert.ok(!isAlive(merge(kept, { ...deleted, deleted: [5, 'b'] })));
});

test('an edit that changes nothing is the same record', () => {
  const record = edit(blank('urge'), { tag: 'a', now: 10 }, { text: 'x', triggers: ['a', 'b'] });
  assert.equal(edit(record, { tag: 'b', now: 20 }, { triggers: ['a', 'b'] }), record);
});

test('what is taken out of a full record does not come back by merging', () => {
  const one = edit(blank('urge'), { tag: 'a', now: 10 }, { text: 'one' });
  const two = merge(one, edit(blank('urge'), { tag: 'b', now: 11 }, { text: 'two' }));
  const less = takeOldestRival(two);
  assert.deepEqual(less?.taken, ['text', [10, 'a'], 'one']);
  assert.ok(less);
  assert.deepEqual(shown(merge(less.rest, one)), new Set(['two']));
  assert.equal(takeOldestRival(less.rest), null);
  assert.deepEqual(takeOldestText(less.rest)?.taken, ['text', [11, 'b'], 'two']);
});

test('the id that a record was made under outlives every merge, edit and removal', () => {
  const stamper = { tag: 'a', now: 5 };
  const moved = { ...edit(blank('urge'), stamper, { text: 'one' }), origin: 'f'.repeat(32) };
  for (const next of [
    merge(moved, edit(blank('urge'), stamper, { text: 'two' })),
    merge(edit(blank('urge'), stamper, { text: 'two' }), moved),
    edit(moved, stamper, { text: 'three' }),
    remove(moved, stamper),
  ])
    assert.equal(next.origin, moved.origin);
  assert.equal('origin' in merge(blank('urge'), blank('urge')), false);
});
