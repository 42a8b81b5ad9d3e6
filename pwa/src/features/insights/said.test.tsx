/** What a screen reader hears of a finding. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { weeks } from '../../testing/kept.ts';

test.each(['nb', 'en'] as const)('a finding is said once, and its drawing not at all (%s)', async (locale) => {
  const app = await open({ locale, diary: weeks });
  await app.go('insights');
  const found = await app.until(() => {
    const words = document.querySelector('.weeks')?.closest('.part')?.querySelector('.finding');
    if (!words) throw new Error('no finding');
    return words;
  });
  const spoken = [...document.querySelectorAll('main *')].filter(
    (it) => it.children.length === 0 && it.textContent === found.textContent && !it.closest('[aria-hidden=true]'),
  );
  expect(spoken).toEqual([found]);
  // Neither has it a second name that is read aloud.
  const named = [...document.querySelectorAll('main [aria-label]')].map((it) => it.getAttribute('aria-label'));
  expect(named).not.toContain(found.textContent);
  expect(document.querySelector('.weeks')?.closest('[aria-hidden=true]')).not.toBeNull();
  for (const drawing of document.querySelectorAll('main svg, main img'))
    expect(drawing.closest('[aria-hidden=true]')).not.toBeNull();
});
