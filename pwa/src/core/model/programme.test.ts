import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { paced } from './pace.fixture.ts';
import { entriesOf, pack } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { moduleState, nextStep, programmeFor, track, trackPlace } from './programme.ts';
import { doneFields, stepFields } from './progress.ts';
import type { What } from './records.ts';

const first = pack.modules['first-hold'];
const [stop] = paced.programmes;
assert.ok(first && stop);

const ids = (what: What[]): string[] => track(paced, stop, what).map((it) => it.id);

test('a module opens where it was left', () => {
  const left = entriesOf(['progress', stepFields('first-hold', 'barrier')]);
  assert.deepEqual(moduleState(left, first), { state: 'begun', step: 'barrier', n: 5, of: 6, minutes: 3 });
  assert.equal(moduleState(entriesOf(), first).state, 'new');
});

test('a module that ends at its card counts to it, and who has read on is at its end', () => {
  const ending = { ...first, ends: first.steps[2]?.id ?? '' };
  const at = (step: string) => moduleState(entriesOf(['progress', stepFields('first-hold', step)]), ending);
  assert.deepEqual(moduleState(entriesOf(), ending).of, 3);
  for (const it of [first.steps[2], first.steps[3]])
    assert.deepEqual([at(it?.id ?? '').step, at(it?.id ?? '').n], [ending.ends, 3]);
});

test('a step that left the pack opens the module at its start', () => {
  assert.equal(moduleState(entriesOf(['progress', stepFields('first-hold', 'gone')]), first).step, 'start');
});

test('the next step is only ever a module that exists and is not done', () => {
  assert.equal(nextStep(entriesOf(), pack, ['once'])?.module, 'first-hold');
  assert.equal(nextStep(entriesOf(['progress', doneFields('first-hold', '2026-11-20')]), pack, ['again']), null);
});

test('a module begun outside the track is offered for resuming, and of several begun the one last gone on with', () => {
  const next = (...fields: Fields[]) =>
    nextStep(entriesOf(['progress', Object.assign({}, ...fields) as Fields]), paced, ['once']);
  const done = doneFields('first-hold', '2026-11-20');
  assert.deepEqual([next(done, stepFields('map', 'start'))?.module, next(done)?.module], ['map', 'slips']);
  assert.equal(next(done, stepFields('alcohol', 'start'))?.begun, true);
  const [map, slips] = [stepFields('map', 'start'), stepFields('slips', 'start')];
  assert.deepEqual([next(done, map, slips)?.module, next(done, slips, map)?.module], ['slips', 'map']);
  assert.equal(next(done, slips, map, doneFields('map', '2026-11-22'))?.module, 'slips');
  assert.equal(next(done, stepFields('right-now', 'start'))?.module, 'slips');
});

test('several answers give the union of their tracks, in the order of the programme', () => {
  assert.deepEqual(ids(['once']), ['first-hold', 'slips']);
  assert.deepEqual(ids(['once', 'afraid']), ['first-hold', 'harder', 'slips']);
  assert.deepEqual(ids(['none']), stop.modules);
  assert.deepEqual(ids([]), stop.modules);
});

test('where something has happened, the side path that fits it comes right after the first module', () => {
  assert.deepEqual(ids(['happened', 'police']), ['first-hold', 'police-path', 'harder', 'map', 'slips']);
  assert.deepEqual(ids(['once', 'happened', 'found-out']), ['first-hold', 'partner', 'harder', 'map', 'slips']);
  assert.deepEqual(ids(['happened']), stop.modules);
  assert.deepEqual(ids(['once', 'police']), ids(['once', 'happened', 'police']));
});

test('every track begins with the first module, names nothing twice and holds what each answer alone would', () => {
  const codes: What[] = [
    'once',
    'again',
    'afraid',
    'happened',
    'police',
    'found-out',
    'threatened',
    'relative',
    'none',
  ];
  fc.assert(
    fc.property(fc.subarray(codes), fc.constantFrom(...codes), (what, one) => {
      const order = ids(what);
      assert.equal(order[0], 'first-hold');
      assert.equal(new Set(order).size, order.length);
      const known = ids([...what, one]);
      if (stop.tracks[one]) for (const id of ids([one])) assert.ok(known.includes(id));
      const main = order.filter((id) => stop.modules.includes(id));
      assert.deepEqual(
        main,
        stop.modules.filter((id) => main.includes(id)),
      );
    }),
  );
});

test('who speaks of himself has his own programme, somebody close to him another', () => {
  assert.equal(programmeFor(paced, ['relative'])?.id, 'near');
  assert.equal(programmeFor(paced, ['relative', 'again'])?.id, 'stop');
  assert.equal(programmeFor(pack, ['relative'])?.id, 'stop');
});

test('one stands at the next module of the track, beside it at the first that is not done, and at the end at the last', () => {
  const at = (...fields: Fields[]) =>
    trackPlace(entriesOf(['progress', Object.assign({}, ...fields) as Fields]), paced, ['again']);
  const done = (...names: string[]): Fields[] => names.map((id) => doneFields(id, '2026-11-20'));
  assert.deepEqual(at(), { done: [false, false, false, false], here: 0 });
  assert.deepEqual(at(...done('first-hold', 'map')), { done: [true, false, true, false], here: 1 });
  assert.equal(at(...done('first-hold'), stepFields('slips', 'start'))?.here, 3);
  assert.equal(at(...done('first-hold'), stepFields('police-path', 'start'))?.here, 1);
  assert.deepEqual(at(...done('first-hold', 'harder', 'map', 'slips')), { done: [true, true, true, true], here: 3 });
  assert.equal(trackPlace(entriesOf(), { ...paced, programmes: [] }, []), null);
});
