/** «Slett alt»: that it cannot be undone stands before all else, and the button does not look like any other. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { urge } from '../../testing/doing.ts';

test.each(['nb', 'en'] as const)('the warning comes first, and both are in cranberry (%s)', async (locale) => {
  const app = await open({ locale, diary: urge('') });
  await app.go('delete');
  await app.see(app.t('delete_title'));
  const [title, first] = document.querySelectorAll('main > *');
  expect(title?.tagName).toBe('H1');
  expect(first?.className).toBe('notice danger');
  expect(first?.textContent).toBe(app.t('delete_warning'));
  const mains = [...document.querySelectorAll('.dock .btn.main')];
  expect(mains.map((it) => [it.textContent, it.classList.contains('final')])).toEqual([[app.t('delete_now'), true]]);
});
