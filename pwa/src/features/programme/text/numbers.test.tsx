/** A number to ring stands in its row, and not in the sentence above it as well. */
import { expect, test } from 'vitest';
import { open } from '../../../testing/app.ts';

test.each(['nb', 'en'] as const)('a number is said in rows alone (%s)', async (locale) => {
  const app = await open({ locale });
  for (const page of ['safety', 'threatened']) {
    await app.go(`text/page/${page}`);
    await app.until(() => expect(document.querySelector('main .calls a')).not.toBeNull());
    const [sentence] = document.querySelectorAll('main > .prose');
    expect(sentence?.textContent).not.toMatch(/[,:]\s*\d{3}/);
    const rows = [...document.querySelectorAll('main > .calls a')].map((it) => it.getAttribute('href'));
    expect(new Set(rows).size).toBe(rows.length);
  }
});

test.each(['nb', 'en'] as const)(
  'a number on the one button is not torn apart at the end of a line (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('text/page/lapse');
    await app.until(() => expect(document.querySelector('.dock a.main')?.textContent).toMatch(/, 116\u00a0117$/));
  },
);
