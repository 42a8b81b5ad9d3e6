import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Make, System } from './browser.ts';
import { guide } from './guide.ts';

const systems: readonly System[] = ['iphone', 'android', 'desktop'];
const makes: readonly Make[] = ['safari', 'chrome', 'samsung', 'firefox', 'other'];
const words = ['nb', 'en'].map(
  (locale) =>
    JSON.parse(
      readFileSync(join(import.meta.dirname, `../../features/more/install/words/${locale}.json`), 'utf8'),
    ) as Record<string, string>,
);

test('every browser has steps that are said in both languages, and pictures that say what they show', () => {
  for (const system of systems)
    for (const make of makes) {
      const steps = guide({ system, make, inside: null });
      assert.equal(steps.length === 0, system === 'desktop' && make === 'firefox', `${system} ${make}`);
      for (const { words: said, picture } of steps)
        for (const known of words) {
          assert.ok(known[`install_${said}`], said);
          if (picture) assert.ok(known[`install_pic_${picture}`], picture);
        }
    }
});

test('an iPhone is told to open the app from the home screen, where it begins', () => {
  for (const make of makes) {
    const steps = guide({ system: 'iphone', make, inside: null }).map((it) => it.words);
    assert.deepEqual(steps.slice(1), ['sheet_iphone', 'add_iphone', 'open']);
  }
});
