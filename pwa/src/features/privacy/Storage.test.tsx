/** What the browser promises to keep, in words, with one thing to do. */
import { expect, test, vi } from 'vitest';
import { open } from '../../testing/app.ts';
import { caching } from '../../testing/recorded.ts';

const apple = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const safari = `${apple} Version/18.6 Mobile/15E148 Safari/604.1`;
const chrome =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';

const promises = [
  { agent: chrome, grants: true, state: 'kept', does: 'storage_make_code' },
  { agent: chrome, grants: false, state: 'loose', does: 'storage_ask' },
  { agent: safari, grants: false, state: 'seven', does: 'install_title' },
] as const;
const used = { nb: '2,3 MB', en: '2.3 MB' };

const cases = promises.flatMap((it) => (['nb', 'en'] as const).map((locale) => ({ ...it, locale })));

test.each(cases)('a browser whose promise is «$state» is told of with one thing to do ($locale)', async (one) => {
  const { agent, grants, state, does, locale } = one;
  const persist = vi.fn(async () => grants);
  const storage = {
    persist,
    persisted: async () => persist.mock.calls.length > 0 && grants,
    estimate: async () => ({ usage: 2_340_000, quota: 1e9 }),
  };
  const app = await open({ locale, userAgent: agent, has: { storage } });
  await app.go('storage');
  await app.see(app.t('storage_nothing'));
  // There is nothing to keep yet.
  expect(persist).not.toHaveBeenCalled();
  await app.go('log');
  document.querySelector<HTMLElement>("fieldset.ten button[value='5']")?.click();
  await app.until(() => expect(persist).toHaveBeenCalledOnce());
  await app.go('more');
  const row = () => document.querySelector<HTMLElement>('main a[href="#/storage"]');
  await app.until(() => expect(row()?.textContent).toContain(app.t(`storage_small_${state}`)));
  row()?.click();
  const said = () => document.querySelector('main [role=status]')?.textContent;
  const todo = () => [...document.querySelectorAll('main .btn')].map((it) => it.textContent);
  await app.until(() => {
    expect(said()).toBe(app.t(`storage_${state}`));
    expect(todo()).toEqual([app.t(does)]);
  });
  await app.see(app.t('storage_used', { size: used[locale] }));
  await app.see(app.t('storage_no_code'));
  if (does !== 'storage_ask') return;
  await app.press(app.t(does));
  await app.see(app.t('storage_refused'));
  expect(todo()).toEqual([app.t('install_title')]);
});

test.each(['nb', 'en'] as const)('what was downloaded is told of, and removed with one press (%s)', async (locale) => {
  const app = await open({ locale });
  const caches = caching();
  for (const address of ['/content/a.ogg', '/content/b.ogg'])
    await (await globalThis.caches.open('recordings')).put(address, new Response(new Uint8Array(620_000)));
  await app.go('storage');
  await app.see(app.t('storage_recordings_alone'));
  await app.see(app.t('storage_recordings_used', { n: 2, size: { nb: '1,2 MB', en: '1.2 MB' }[locale] }));
  const given = globalThis.caches;
  vi.stubGlobal('caches', { ...given, delete: () => Promise.reject(new Error('the disk')) });
  await app.press(app.t('storage_recordings_remove'), 'button');
  await app.see(app.t('storage_recordings_stay'));
  vi.stubGlobal('caches', given);
  await app.press(app.t('storage_recordings_remove'), 'button');
  await app.see(app.t('storage_recordings_gone'));
  await app.see(app.t('storage_nothing'));
  expect(caches.has('recordings')).toBe(false);
});
