import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { consentFields } from './consents.ts';
import type { Face } from './content.ts';
import { addDays } from './dates.ts';
import {
  agreed,
  answeredFields,
  askedAt,
  askedOf,
  blur,
  budget,
  category,
  epsilonOf,
  nextWave,
  offersFigures,
  openWave,
  questions,
  waveDue,
  waves,
} from './outcomes.ts';
import { type Copied, proposed, usedWhere } from './outcomes-known.ts';
import { paced } from './pace.fixture.ts';
import { endFields, pauseFields } from './pace.ts';
import { entriesOf } from './pack.fixture.ts';
import type { Fields } from './plain.ts';
import { beganFields, doneFields, stepFields } from './progress.ts';

interface Vectors {
  questions: { code: string; k: number; waves: string[] }[];
  reports: number;
  z: number;
  thrown: { k: number; answer: number; dice: string; sent: number }[];
  estimated: { reported: number[]; category: number; group: number[]; shares: number[]; within: number[] | null }[];
  phones: { reported: number[]; waves: number; factor: number[] | null }[];
}
const vectors = JSON.parse(
  readFileSync(new URL('../../../../tests/vectors/outcomes.json', import.meta.url), 'utf8'),
) as Vectors;
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));

const START = '2026-11-01';
const yes: [string, Fields] = ['consents', consentFields('figures', true, START)];
const begun = (...more: Fields[]): [string, Fields] => [
  'progress',
  Object.assign({}, beganFields(START), ...more) as Fields,
];
const on = (day: number): string => addDays(START, day);

test('what is asked is what the server counts', () => {
  assert.deepEqual(
    questions.map(({ code, k, waves }) => ({ code, k, waves: [...waves] })),
    vectors.questions,
  );
  assert.equal(
    questions.reduce((sum, it) => sum + it.k * it.waves.length, 0),
    vectors.reports,
  );
});

test('the randomiser has its known answers', () => {
  for (const { k, answer, dice, sent } of vectors.thrown) assert.equal(blur(answer, k, bytes(dice)), sent);
});

test('of all throws half send the true answer, and the other half each of the others as often: ε is exact', () => {
  for (const { k } of questions) {
    const fair = 256 - (256 % (k - 1));
    for (let truth = 0; truth < k; truth += 1) {
      const others = Array.from({ length: k }, () => 0);
      for (let second = 0; second < fair; second += 1) {
        const sent = blur(truth, k, Uint8Array.of(1, second));
        others[sent] = (others[sent] ?? 0) + 1;
      }
      assert.deepEqual(
        others,
        Array.from({ length: k }, (_, sent) => (sent === truth ? 0 : fair / (k - 1))),
      );
      // Half of the first bytes are heads, and the rest of the dice does not matter then.
      for (let coin = 0; coin < 256; coin += 1)
        assert.equal(blur(truth, k, Uint8Array.of(coin, 0)) === truth, coin % 2 === 0);
    }
    assert.equal(Math.round(Math.exp(epsilonOf({ k }))), k - 1);
  }
});

test('a byte that would favour some is passed over', () => {
  assert.equal(blur(1, 4, Uint8Array.of(1, 255, 1)), blur(1, 4, Uint8Array.of(1, 1)));
});

/** The estimator of the server, written a second time for the known answers (docs/operators/outcomes.md). */
function within(reported: number[], category: number, group: number[]): number[] | null {
  const n = reported.reduce((sum, it) => sum + it, 0);
  const q = 1 / (2 * (reported.length - 1));
  const r = (reported[category] ?? 0) / n;
  const s = group.reduce((sum, it) => sum + (reported[it] ?? 0), 0) / n;
  const [over, under, c] = [r - q, s - group.length * q, vectors.z ** 2 / n];
  const [a, b, d] = [under ** 2 - c * s * (1 - s), over * under - c * r * (1 - s), over ** 2 - c * r * (1 - r)];
  if (under <= 0 || a <= 0) return null;
  const half = Math.sqrt(Math.max(b * b - a * d, 0)) / a;
  const share = over / under;
  const low = b / a + half >= 0 && b / a - half >= 1 ? 1 - 2 * half : b / a - half;
  const high = b / a + half <= 0 ? share - (b / a - half) : b / a + half;
  return [share, low, high].map((it) => Math.min(Math.max(it, 0), 1));
}

test('what the phones send leads to the known estimates', () => {
  for (const { reported, category, group, shares, within: known } of vectors.estimated) {
    const n = reported.reduce((sum, it) => sum + it, 0);
    const q = 1 / (2 * (reported.length - 1));
    for (const [place, times] of reported.entries())
      assert.ok(Math.abs((times / n - q) / (0.5 - q) - (shares[place] ?? 0)) < 1e-12);
    const found = within(reported, category, group);
    if (known === null) assert.equal(found, null);
    else for (const [place, value] of known.entries()) assert.ok(Math.abs((found?.[place] ?? 9) - value) < 1e-12);
  }
});

/** Phones for each vault, from the answers to `k`, with Fieller's interval: d is what the same people at several times cost. */
function phones([r0 = 0, r1 = 0, r2 = 0]: number[], n: number, d: number): number[] | null {
  const [a, b] = [r0 + r1 + 2 * r2, r1 + r2];
  const [over, under, c] = [a - 4 / 6, b - 2 / 6, (vectors.z ** 2 * d) / n];
  const square = under ** 2 - c * b * (1 - b);
  if (under <= 0 || square <= 0) return null;
  const middle = (over * under - c * (r1 + 2 * r2 - a * b)) / square;
  const half = Math.sqrt(Math.max(middle ** 2 - (over ** 2 - c * (r0 + r1 + 4 * r2 - a * a)) / square, 0));
  const [by, low, high] = [over / under, middle - half, middle + half];
  return [Math.max(by, 1), Math.max(low, 1), by < 1 ? Math.max(high, 1 + by - low) : high];
}

test('where diaries are kept leads to the known number of phones', () => {
  assert.ok(vectors.phones.length > 0);
  for (const { reported, waves: times, factor } of vectors.phones) {
    const n = reported.reduce((sum, it) => sum + it, 0);
    const found = phones(
      reported.map((it) => it / n),
      n,
      1 + (times - 1) / 6,
    );
    if (factor === null) assert.equal(found, null);
    else for (const [place, value] of factor.entries()) assert.ok(Math.abs((found?.[place] ?? 9) - value) < 1e-9);
  }
});

test('each wave can be answered in its own weeks, once, and is asked about only where that was agreed to', () => {
  const open = (day: number, ...all: [string, Fields][]) => openWave(entriesOf(begun(), ...all), on(day));
  const days = [0, 13, 14, 27, 28, 55, 56, 83, 84, 125, 126, 181, 182, 237, 238];
  assert.deepEqual(
    days.map((day) => open(day)),
    ['00', '00', null, null, '04', '04', null, null, '12', '12', null, null, '26', '26', null],
  );
  const answered: [string, Fields] = ['outcomes', answeredFields('04', on(30))];
  assert.equal(open(31, answered), null);
  assert.equal(open(90, answered), '12');
  assert.equal(openWave(entriesOf(), START), null);
  assert.equal(waveDue(entriesOf(begun()), on(30)), null);
  assert.equal(waveDue(entriesOf(begun(), yes), on(30)), '04');
  assert.equal(waveDue(entriesOf(begun(), ['consents', consentFields('figures', false, START)]), on(30)), null);
});

test('a pause is not disturbed, and who has ended the programme is asked all the same', () => {
  assert.equal(waveDue(entriesOf(begun(pauseFields(on(40), on(20))), yes), on(30)), null);
  assert.equal(waveDue(entriesOf(begun(endFields(on(20))), yes), on(30)), '04');
});

test('other words than those agreed to are no consent', () => {
  const old = { figures: { version: '2026-01-01', date: START, given: true } };
  assert.equal(agreed(entriesOf(begun(), ['consents', old])), false);
  assert.equal(agreed(entriesOf(yes)), true);
});

test('it is offered in the first fortnight only, and never again after an answer', () => {
  const offered = (day: number, ...all: [string, Fields][]) => offersFigures(entriesOf(begun(), ...all), on(day));
  assert.deepEqual(
    [0, 1, 2, 13, 14, 40].map((day) => offered(day)),
    [false, false, true, true, false, false],
  );
  assert.equal(offered(5, yes), false);
  assert.equal(offered(5, ['consents', consentFields('figures', false, START)]), false);
});

test('the next time is the first wave that has not begun', () => {
  assert.deepEqual(nextWave(entriesOf(begun()), on(3)), { wave: '04', from: on(28) });
  assert.deepEqual(nextWave(entriesOf(begun()), on(100)), { wave: '26', from: on(182) });
  assert.equal(nextWave(entriesOf(begun()), on(200)), null);
});

test('the budget is what the answers cost together, and is spent once a wave', () => {
  const [three, six] = [Math.log(3), Math.log(6)];
  const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-12);
  near(budget(entriesOf()).spent, 0);
  near(budget(entriesOf()).all, 14 * three + 4 * six);
  near(budget(entriesOf(['outcomes', answeredFields('00', START)])).spent, 2 * three + six);
});

test('every phone answers every question of a wave, whoever has it: no report says which programme is theirs', () => {
  for (const wave of waves) {
    const of = (face: Face) =>
      askedAt(wave).map((it) => category(it, askedOf(wave, face).includes(it.code) ? 1 : undefined, face));
    assert.equal(of('stop').length, of('near').length);
    for (const it of askedAt(wave)) for (const given of of('near')) assert.ok(given < 7 && it.k > 3);
  }
  const [p, , w] = questions;
  assert.ok(p && w);
  assert.equal(category(p, undefined, 'near'), 3);
  assert.equal(category(w, 0, 'near'), 3);
  assert.equal(category(w, 2, 'stop'), 2);
  assert.equal(category(w, 'none', 'near'), 6);
});

const measure = (date: string, values: Record<string, number>): [string, Fields] => ['measure', { date, ...values }];
const known = (face: Face, date: string, ...all: [string, Fields][]) =>
  proposed(entriesOf(begun(), ...all), paced, face, face === 'near' ? ['relative'] : ['again'], date);

test('what the fortnight was told is proposed, coarsened; older answers are not', () => {
  const told = measure(on(20), { 'control-14': 3, 'purchases-28': 2, wellbeing: 7 });
  assert.deepEqual(known('stop', on(33), told), { p: 1, c: 0, w: 2, m: 0 });
  assert.deepEqual(known('stop', on(34), told), { m: 0 });
});

test('purchases in the diary are proposed where they are more; a diary without any proposes none', () => {
  const bought = (date: string): [string, Fields] => ['purchase', { date, part: 'night' }];
  const told = measure(on(30), { 'purchases-28': 0 });
  assert.equal(known('stop', on(30), told).p, 0);
  assert.equal(known('stop', on(30), told, bought(on(29)), bought(on(28)), bought(on(3))).p, 2);
  assert.equal(known('stop', on(32), bought(on(3)), ['urge', { date: on(30), part: 'day', strength: 3 }]).p, undefined);
});

test('days that were told stand in for a fortnight that was not, when there are enough of them', () => {
  const day = (n: number): [string, Fields] => ['checkin', { date: on(n), mood: 8, peak: 2, control: 5 }];
  assert.deepEqual(known('stop', on(30), day(29), day(28), day(27), day(26)), { c: 1, w: 2, m: 0 });
  assert.deepEqual(known('stop', on(30), day(29), day(28), day(27)), { m: 0 });
  const near = (n: number): [string, Fields] => ['checkin', { date: on(n), mood: 2 }];
  assert.deepEqual(known('near', on(30), near(29), near(28), near(27), near(26)), { w: 0, m: 0 });
});

test('where the diary is kept is asked of everybody, but not at the start', () => {
  const asking = (face: Face) => waves.map((wave) => askedOf(wave, face).includes('k'));
  assert.deepEqual(asking('stop'), [false, true, true, true]);
  assert.deepEqual(asking('near'), [false, true, true, true]);
  assert.deepEqual(askedOf('04', 'near'), ['w', 'm', 'k']);
});

test('whether there is a copy, and how many devices opened it in four weeks, the phone knows and proposes', () => {
  const own = { own: true, last: on(40) };
  const told = (more: Partial<Copied>) =>
    usedWhere({ hasCode: true, syncedAt: 1, sync: 'idle', devices: [own], ...more }, on(40));
  assert.deepEqual(told({ hasCode: false, syncedAt: null, sync: 'local' }), { k: 0 });
  assert.deepEqual(told({}), { k: 1 });
  assert.deepEqual(told({ sync: 'offline' }), { k: 1 });
  assert.deepEqual(told({ devices: [own, { own: false, last: on(13) }] }), { k: 2 });
  assert.deepEqual(told({ devices: [own, { own: false, last: on(12) }, { own: false, last: '' }] }), { k: 1 });
  // This one is used whatever its record says.
  assert.deepEqual(told({ devices: [{ own: true, last: '' }] }), { k: 1 });
  // On its way, or erased by somebody else: what is true of it shows later.
  assert.deepEqual(told({ syncedAt: null }), {});
  assert.deepEqual(told({ sync: 'erased' }), {});
});

test('modules begun are counted by the phone', () => {
  const progress = begun(doneFields('first-hold', on(3)), stepFields('harder', 'x'), stepFields('map', 'x'));
  assert.equal(proposed(entriesOf(progress), paced, 'stop', ['again'], on(30)).m, 2);
});
