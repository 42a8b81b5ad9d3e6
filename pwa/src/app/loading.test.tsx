/** A connection that is slow or gone: what is missing leaves no blank page, and no screen stands before its texts. */
import { afterEach, expect, test, vi } from 'vitest';
import { open } from '../testing/app.ts';
import { count, found, tap, urge } from '../testing/doing.ts';
import { heading } from '../testing/locking.ts';

afterEach(() => vi.doUnmock('../core/content/content.ts'));

/** The texts are asked for and do not come before `letGo`. */
function holdTexts(): { letGo: () => void; asked: () => number } {
  let letGo = () => {};
  let asked = 0;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  vi.doMock('../core/content/content.ts', async (original) => {
    const real = await original<typeof import('../core/content/content.ts')>();
    const loadBundle: typeof real.loadBundle = async (...of) => {
      asked += 1;
      await gate;
      return real.loadBundle(...of);
    };
    return { ...real, loadBundle };
  });
  return { letGo, asked: () => asked };
}

test.each(['nb', 'en'] as const)('texts that cannot be had leave the numbers that matter (%s)', async (locale) => {
  let broken = true;
  const app = await open({
    locale,
    diary: urge(),
    texts: (it) => {
      if (broken) throw new TypeError('no connection');
      return it;
    },
  });
  await heading(app, app.t('stuck_texts'));
  for (const number of ['113', '112']) await found(app, `main a[href='tel:${number}']`);
  await found(app, '.leave');
  await app.see(app.t('try_again'));
  broken = false;
  app.online();
  await found(app, '.hold');
});

test.each(['nb', 'en'] as const)(
  'the first screen stands before the texts, and what needs them waits (%s)',
  async (locale) => {
    const texts = holdTexts();
    const app = await open({ locale });
    await heading(app, app.t('first_title'));
    await app.press(app.t('first_begin'));
    await app.choose(app.t('what_again'));
    await app.press(app.t('continue'));
    await app.later(500);
    await heading(app, app.t('what_title'));
    await app.press(app.t('back'));
    await tap(app, '.big');
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('urge'));
    await app.later(500);
    await count(app, 'h1', 0);
    expect(texts.asked()).toBeGreaterThan(0);
    texts.letGo();
    await count(app, '.wave', 1);
    await app.until(() => expect(document.activeElement).toBe(document.querySelector('h1')));
  },
);

test('an answer that was pressed before the texts goes on when they come', async () => {
  const texts = holdTexts();
  const app = await open();
  await app.press(app.t('first_begin'));
  await app.choose(app.t('what_afraid'));
  await app.press(app.t('continue'));
  await app.later(500);
  await heading(app, app.t('what_title'));
  texts.letGo();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  await app.until(() => expect(document.activeElement).toBe(document.querySelector('h1')));
});

test('who is in a field of a new screen at once stays in it', async () => {
  const app = await open();
  await app.go('log');
  const writing = new Promise<HTMLElement>((found) => {
    const drawn = new MutationObserver(() => {
      const field = document.querySelector('textarea');
      if (!field) return;
      drawn.disconnect();
      field.focus();
      found(field);
    });
    drawn.observe(document.body, { childList: true, subtree: true });
  });
  await tap(app, 'fieldset.ten button[value="6"]');
  const field = await writing;
  await app.later(500);
  expect(document.activeElement).toBe(field);
});
