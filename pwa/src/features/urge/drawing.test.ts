import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Text } from '../../core/model/content.ts';
import { type RideCourse, turnsOf } from '../../core/model/ride-course.ts';
import { beat } from '../../core/model/urge.ts';
import {
  ascent,
  courseHeight,
  crest,
  descent,
  endHeight,
  endX,
  fromX,
  grown,
  heightOf,
  inTwo,
  labelAt,
  ledge,
  letter,
  markerX,
  meetsEnd,
  toX,
} from './drawing.ts';

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

/** A course of his own as it is drawn, a point for each unit. */
const lineOf = (own: RideCourse): [number, number][] =>
  Array.from({ length: 371 }, (_, at) => [at, courseHeight(own, at)]);

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
  top: baseline - ascent * size,
  bottom: baseline + descent * size,
});
const meets = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Text of the phone: as usual, and up to twice as large. */
const texts = [1, 1.15, 1.3, 1.5, 2];

/** The points of a line at which the marker stands. */
const walked = (line: readonly [number, number][]) =>
  line.filter(([x]) => (x >= fromX && x <= toX) || Math.abs(x - markerX(1)) < 2);

/** The words over the marker stand clear of all there is, wherever it is; the farthest that they come from it. */
function check(
  line: readonly [number, number][],
  end: string,
  here: string,
  own: RideCourse | null,
  text: number,
): number {
  const last = inTwo(end);
  const size = grown(text, last, own);
  const endY = endHeight(own, size);
  const ends = last
    .toReversed()
    .map((row, at) => box(endX - row.length * letter.width * size, endY - at * letter.height * size, row, size));
  const crossed = (it: Box) =>
    line.some(([at, height]) => at > it.left && at < it.right && height <= it.bottom && height >= it.top);
  assert.ok(!ends.some(crossed), `${end} is crossed by the line at ${size}`);
  // Words that touch are read as one line.
  const apart = ends.map((it) => ({ ...it, top: it.top - 10, bottom: it.bottom + 10, left: it.left - 10 }));
  let farthest = 0;
  for (const [x, y] of walked(line)) {
    const label = labelAt({ x, y, walked: 0 }, here, size, own);
    const gone = meetsEnd(label, { rows: last, y: endY }, size);
    const where = `${here} at ${Math.round(x)}, ${size} times as large,`;
    const marker = { left: x - 11, right: x + 11, top: y - 11, bottom: y + 11 };
    assert.ok(!ends.some((it) => meets(marker, it)), `the marker at ${Math.round(x)} touches ${end}, text ${text}`);
    assert.equal(label.rows.join(' '), here);
    const boxes = label.rows.toReversed().map((row, at) => {
      const left = label.x - (row.length * letter.width * size) / 2;
      return box(left, label.y - at * letter.height * size, row, size);
    });
    for (const it of boxes) {
      assert.ok(it.left >= 0 && it.right <= 390 && it.top >= 0, `${where} leaves the drawing`);
      assert.ok(gone || !apart.some((other) => meets(it, other)), `${where} touches ${end}`);
      assert.ok(!crossed(it), `${where} is crossed by the line`);
    }
    const [left, right] = [Math.min(...boxes.map((it) => it.left)), Math.max(...boxes.map((it) => it.right))];
    assert.ok(left <= x && x <= right, `${where} is beside the marker: ${left}–${right}`);
    const bottom = boxes[0]?.bottom ?? 0;
    assert.ok(bottom <= y - 10, `${where} lies on the marker`);
    farthest = Math.max(farthest, y - 10 - bottom);
  }
  return farthest;
}

test('the marker stands on firm ground when the time is out, and does not touch it before', () => {
  // Its circle with its line.
  const half = 11.25;
  for (let second = 0; second < 600; second += 1) assert.ok(markerX(second / 600) + half < ledge.from, `${second}`);
  assert.ok(markerX(1) - half > ledge.from && markerX(1) + half < ledge.to);
  const own: RideCourse = { from: 8, to: 2.5, minutes: 13, rides: 4 };
  for (const x of [toX, ledge.from, markerX(1)]) assert.equal(courseHeight(own, x), heightOf(2.5));
});

test('the words over the marker follow it, never overprint the line, and give way before they touch those at its end', () => {
  for (const [here, ground] of words)
    for (const text of texts) {
      const most = text === 1 ? 30 : 72;
      const far = check(wave, ground, here, null, text);
      assert.ok(far <= most, `${here}, text ${text}: ${far} above the marker`);
    }
});

test('the words over the marker stand until it nears the end of the wave, whose words keep clear of the edge', () => {
  for (const [here, end] of words)
    for (const text of texts) {
      const rows = inTwo(end);
      const size = grown(text, rows, null);
      for (const [x, y] of walked(wave).filter(([at]) => at < 250)) {
        const label = labelAt({ x, y, walked: 0 }, here, size, null);
        assert.ok(!meetsEnd(label, { rows, y: endHeight(null, size) }, size), `${here} at ${x}, text ${text}`);
      }
    }
  // The margin of the page is 20 px at 390.
  assert.ok(390 - endX >= 20);
});

test('words stand in two rows, about as long as each other', () => {
  assert.deepEqual(
    words.flatMap((it) => it.map(inTwo)),
    [
      ['Du er', 'her'],
      ['Fast', 'grunn'],
      ['2,5 etter', 'ca. 13 min'],
      ['You are', 'here'],
      ['Solid', 'ground'],
      ['2.5 after', 'about 13 min'],
    ],
  );
  assert.deepEqual(inTwo('Grunn'), ['Grunn']);
});

test('so they do over a course of one’s own', () => {
  for (const [here, , end] of words)
    for (const [from, to, minutes] of [
      [8, 2.5, 13],
      [10, 0, 30],
      [6, 5, 10],
      [3, 2, 5],
    ] as const) {
      const own: RideCourse = { from, to, minutes, rides: 4 };
      const line = lineOf(own);
      for (const text of texts) {
        const far = check(line, end, here, own, text);
        assert.ok(far <= 30, `${here}, ${from} to ${to}, text ${text}: ${far} above the marker`);
      }
    }
});

test('the words of the wave grow with the text of the phone', () => {
  for (const [, ground] of words) {
    assert.equal(grown(1, inTwo(ground), null), 1);
    assert.equal(grown(1.2, inTwo(ground), null), 1.2);
    assert.ok(grown(2, inTwo(ground), null) >= 1.4);
  }
  assert.ok(grown(2, inTwo('2 etter ca. 5 min'), { from: 3, to: 2, minutes: 5, rides: 3 }) >= 1.4);
});

const phases = ['rising', 'near-top', 'past-top', 'falling', 'ground'];
const tool = { steps: phases.map((id) => ({ id, kind: 'read', title: id, blocks: [] })) } as unknown as Text;

/** Every second of a ride along this line: the words are those of the part of it that the marker is on. */
function followed(line: readonly [number, number][], own: RideCourse | null, minutes: number): Set<string> {
  const way = line.filter(([x]) => x >= fromX && x <= toX).map(([x, y]) => ({ at: (x - fromX) / (toX - fromX), y }));
  const ys = way.map(({ y }) => y);
  const [start = 0, top, end = 0] = [ys[0], Math.min(...ys), ys.at(-1)];
  const peak = way[ys.lastIndexOf(top)]?.at ?? 0;
  // Between two points that were drawn.
  const slack = 0.012;
  const said = new Set<string>();
  for (let second = 0; second <= minutes * 60; second += 1) {
    const at = second / (minutes * 60);
    const y = way.findLast((it) => it.at <= at)?.y ?? start;
    const id = beat(tool, second, minutes * 60, turnsOf(own))?.step.id ?? '';
    const where = `${id} at ${at.toFixed(3)} of ${JSON.stringify(own)}: ${y.toFixed(1)}, top ${top} at ${peak.toFixed(3)}`;
    said.add(id);
    if (id === 'rising' || id === 'near-top') assert.ok(at <= peak + slack, where);
    if (id === 'past-top' || id === 'falling') assert.ok(at >= peak - slack, where);
    const climbed = start === top ? 1 : (start - y) / (start - top);
    if (id === 'rising') assert.ok(climbed < 0.8, where);
    if (id === 'near-top') assert.ok(climbed > 0.7, where);
    const fallen = (y - top) / (end - top);
    if (id === 'past-top') assert.ok(fallen < 0.55, where);
    if (id === 'falling') assert.ok(fallen > 0.45, where);
    assert.equal(id === 'ground', at === 1, where);
  }
  return said;
}

test('the words of the wave are those of the place on the line, at every second', () => {
  assert.deepEqual([...followed(wave, null, 10)], phases);
  for (let from = 1; from <= 9.5; from += 0.5)
    for (const to of [0, from / 2, from - 0.5])
      for (const minutes of [3, 10, 30]) {
        const own: RideCourse = { from, to, minutes, rides: 3 };
        assert.deepEqual([...followed(lineOf(own), own, minutes)], phases);
      }
});

test('an urge as strong as it can be stands at its top, and no words say that it rises', () => {
  const own: RideCourse = { from: 10, to: 3, minutes: 10, rides: 3 };
  assert.deepEqual([...followed(lineOf(own), own, 10)], phases.slice(1));
});
