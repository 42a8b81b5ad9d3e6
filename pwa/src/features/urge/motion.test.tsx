/** Pictures that move, and what stands in their place for people whom they make ill. */
import { expect, test, vi } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';

const less = ['(prefers-reduced-motion: reduce)'];

/** The app on the wave; a path here is as long as the drawing is wide, and straight. */
async function onTheWave(media: readonly string[]): Promise<Opened> {
  const app = await open({ media });
  vi.spyOn(SVGGeometryElement.prototype, 'getTotalLength').mockReturnValue(390);
  const point = (x: number) => ({ x, y: 200 }) as DOMPoint;
  vi.spyOn(SVGGeometryElement.prototype, 'getPointAtLength').mockImplementation(point as never);
  await app.go('urge/wave');
  return app;
}

const marker = (app: Opened): Promise<number> =>
  app.until(() => {
    const at = document.querySelector('circle.here')?.getAttribute('cx');
    if (!at) throw new Error('no marker on the wave');
    return Number(at);
  });

test('the marker on the wave goes on by the second', async () => {
  const app = await onTheWave([]);
  const before = await marker(app);
  // Whoever waits for it moves the clock on.
  await app.later(1500);
  expect(await marker(app)).toBeGreaterThan(before);
});

test('the marker on the wave goes on by the minute for who asks for less motion', async () => {
  const app = await onTheWave(less);
  const before = await marker(app);
  await app.later(40_000);
  expect(await marker(app)).toBe(before);
  await app.later(25_000);
  await app.until(async () => expect(await marker(app)).toBeGreaterThan(before));
});

test('the breath is a picture, and words alone with less motion', async () => {
  const moving = await open();
  await moving.go('urge/breathing');
  await moving.see('Pust inn');
  expect(document.querySelectorAll('.breath')).toHaveLength(1);
  const still = await open({ media: less });
  await still.go('urge/breathing');
  await still.see('Pust inn');
  expect(document.querySelectorAll('.breath')).toHaveLength(0);
});
