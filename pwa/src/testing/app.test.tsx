/** The app from the open link, and that every page which a test loads knows nothing of the one before. */
import { expect, test } from 'vitest';
import { open } from './app.ts';

const strength = (value: number): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`fieldset.ten button[value='${value}']`);
  if (!found) throw new Error('no strength to press');
  return found;
};

test.each(['nb', 'en'] as const)('an urge is kept before anything was set up (%s)', async (locale) => {
  const app = await open({ locale });
  await app.press(app.t('first_begin'));
  await app.see(app.t('what_title'));
  await app.go('log');
  strength(6).click();
  await app.press(app.t('done'));
  const [urge] = app.state.entriesOfKind('urge');
  expect(urge?.fields).toMatchObject({ date: '2026-11-23', part: 'day', strength: 6 });
});

test('what was kept is there again when the page is loaded anew, and on another phone it is not', async () => {
  const app = await open();
  await app.go('log');
  strength(6).click();
  await app.press(app.t('done'));
  const again = await open({ disk: app.disk });
  await again.until(() => expect(again.state.entriesOfKind('urge')).toHaveLength(1));
  const other = await open();
  expect(other.state.vault.value).toBeNull();
});

test('whoever has left for another site begins the next page at home', async () => {
  const app = await open();
  document.querySelector<HTMLElement>('.leave')?.click();
  await app.until(() => expect(location.host).toBe('www.yr.no'));
  await open();
  expect(location.href).toBe('http://localhost:3000/');
});
