/** A browser may ask the person whether to keep what is written, and answers the app when the person has answered. */
import { expect, test, vi } from 'vitest';
import { open } from '../testing/app.ts';

test('while the browser waits for an answer about keeping it, a code is confirmed all the same', async () => {
  const persist = vi.fn(() => new Promise<boolean>(() => {}));
  Object.defineProperty(navigator, 'storage', { value: { persist }, configurable: true });
  const app = await open();
  await app.go('code');
  await app.press(app.t('code_make'));
  const code = await app.until(() => {
    const groups = [...document.querySelectorAll('ol.code li')].map((one) => one.textContent);
    expect(groups).toHaveLength(7);
    return groups;
  });
  await app.press(app.t('code_have'));
  await app.see(app.t('code_type_title'));
  const label = document.querySelector('label[for=group]')?.textContent ?? '';
  await app.write(label, code[Number(/\d/.exec(label)?.[0]) - 1] ?? '');
  await app.press(app.t('code_check'));
  await app.see(app.t('code_done_title'));
  expect(persist).toHaveBeenCalled();
});
