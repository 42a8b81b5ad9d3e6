import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RideCourse } from '../../core/model/ride-course.ts';
import { courseHeight, crest, endHeight, endX, fromX, grown, labelAt, letter, toX } from './drawing.ts';

/** Points of the wave that is drawn for everybody, from its curves. */
const wave = (() => {
  const [first = '', ...curves] = crest.slice(1).split('C');
  const numbers = (text: string) => text.match(/-?[\d.]+/g)?.map(Number) ?? [];
  let [x0 = 0, y0 = 0] = numbers(first);
  const points: [number, number][] = [[x0, y0]];
  for (const curve of curves) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = numbers(curve);
    for (let at = 0.05; at < 1.001; at += 0.05) {
      const mix = (a: number, b: number, c: number, d: number) =>
        (1 - at) ** 3 * a + 3 * (1 - at) ** 2 * at * b + 3 * (1 - at) * at ** 2 * c + at ** 3 * d;
      points.push([mix(x0, x1, x2, x3), mix(y0, y1, y2, y3)]);
    }
    [x0, y0] = [x3, y3];
  }
  return points;
})();

const words = [
  ['Du er her', 'Fast grunn', '2,5 etter ca. 13 min'],
  ['You are here', 'Solid ground', '2.5 after about 13 min'],
] as const;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const box = (left: number, baseline: number, text: string, size: number): Box => ({
  left,
  right: left + text.length * letter.width * size,
  top: baseline - 11 * size,
  bottom: baseline + 3 * size,
});
const meets = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Text of the phone: as usual, and up to twice as large. */
const texts = [1, 1.15, 1.3, 1.5, 2];

function check(
  line: readonly [number, number][],
  end: string,
  here: string,
  own: RideCourse | null,
  text: number,
): number {
  const minutes = own?.minutes ?? 10;
  const size = grown(text, end, own, minutes);
  const endY = endHeight(own, size);
  const ended = box(endX - end.length * letter.width * size, endY, end, size);
  const crossed = (it: Box) =>
    line.some(([at, height]) => at > it.left && at < it.right && height <= it.bottom && height >= it.top);
  // Of the usual size they are as they were drawn.
  if (size > 1) assert.ok(!crossed(ended), `${end} is crossed by the line at ${size}`);
  let shown = 0;
  for (const [x, y] of line.filter(([at]) => at >= fromX && at <= toX)) {
    const label = labelAt({ x, y, walked: 0 }, here, { words: end, y: endY }, size, own, minutes);
    if (!label) continue;
    shown += 1;
    const it = box(
      label.anchor === 'start' ? label.x : label.x - here.length * letter.width * size,
      label.y,
      here,
      size,
    );
    const where = `${here} at ${Math.round(x)}, ${size} times as large,`;
    assert.ok(it.left >= 0 && it.right <= 390, `${where} leaves the drawing`);
    assert.ok(!meets(it, ended), `${where} overprints ${end}`);
    assert.ok(!crossed(it), `${where} is crossed by the line`);
  }
  return shown;
}

test('the words beside the marker never overprint the line or the words at its end, wherever the marker stands', () => {
  for (const [here, ground] of words) for (const text of texts) assert.ok(check(wave, ground, here, null, text) > 80);
});

test('neither do they beside a course of one’s own', () => {
  for (const [here, , end] of words)
    for (const [from, to, minutes] of [
      [8, 2.5, 13],
      [10, 0, 30],
      [6, 5, 10],
      [3, 2, 5],
    ] as const) {
      const own: RideCourse = { from, to, minutes, rides: 4 };
      const line = Array.from({ length: 371 }, (_, at): [number, number] => [at, courseHeight(own, minutes, at)]);
      for (const text of texts) assert.ok(check(line, end, here, own, text) > 0);
    }
});

test('the words of the wave grow with the text of the phone', () => {
  for (const [, ground] of words) {
    assert.equal(grown(1, ground, null, 10), 1);
    assert.equal(grown(1.2, ground, null, 10), 1.2);
    assert.ok(grown(2, ground, null, 10) >= 1.4);
  }
  assert.ok(grown(2, '2 etter ca. 5 min', { from: 3, to: 2, minutes: 5, rides: 3 }, 5) >= 1.4);
});
