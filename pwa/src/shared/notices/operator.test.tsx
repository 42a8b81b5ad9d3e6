/** What the operator says to everybody stands on Today and in Help, for its time alone, and is read aloud once. */
import { expect, test } from 'vitest';
import type { Bundle, Locale, OperatorNotice } from '../../core/model/content.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';

const both = ['nb', 'en'] as const;
const words = {
  nb: 'Natt til 3. desember er appen nede noen timer. Det du skriver, blir værende på telefonen.',
  en: 'The app is down for a few hours in the night before 3 December. What you write stays on your phone.',
};
/** Nine in the evening in Norway. */
const night = '2026-12-02T20:00:00Z';
const until = '2026-12-02T21:00:00Z';

/** The texts of an operator who says this until ten in the evening. */
const telling =
  (level: OperatorNotice['level'], more = '') =>
  (texts: Bundle): Bundle => ({
    ...texts,
    notice: {
      id: `night${more}`,
      words: [words[texts.locale] + more],
      from: '2026-12-01T00:00:00Z',
      until,
      level,
    },
  });

const said = (locale: Locale): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('main .notice')].find((it) => it.textContent?.includes(words[locale]));
const stands = (app: Opened): Promise<HTMLElement> =>
  app.until(() => {
    const found = said(app.locale);
    if (!found) throw new Error('no notice');
    return found;
  });
const kept = (vault: Vault): Promise<string> => vault.create('urge', { date: '2026-12-01', part: 'day', strength: 4 });

/** Counts how often words of a notice come into something that a screen reader reads aloud when words come into it. */
function hearing(): () => number {
  let heard = 0;
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      if ([...addedNodes].some((it) => /3 December|3[.] desember/.test(it.textContent ?? '')))
        if ((target as Element).closest('[role=status], [aria-live]')) heard += 1;
  }).observe(document.body, { childList: true, subtree: true });
  return () => heard;
}

test.each(both)('a notice is read aloud once, and can be put away (%s)', async (locale) => {
  const options = { locale, at: night, texts: telling('info') };
  const heard = hearing();
  const app = await open(options);
  // Nothing is kept yet.
  await app.go('help');
  expect((await stands(app)).textContent).toContain(app.t('notice_from'));
  await app.go('log');
  await app.until(() => document.querySelector<HTMLElement>("fieldset.ten button[value='4']")?.click());
  await app.press(app.t('done'));
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  await stands(app);
  await app.go('help');
  const last = await stands(app);
  expect(heard()).toBe(1);
  expect(last.closest('[role]')).toBeNull();
  await app.go('today');
  await stands(app);
  await app.press(app.t('warn_seen'));
  await app.until(() => expect(said(locale)).toBeUndefined());
  expect(document.activeElement).toBe(document.querySelector('h1'));
  const again = await open({ ...options, disk: app.disk });
  await again.go('help');
  await again.see(again.t('help_title'));
  expect(said(locale)).toBeUndefined();
});

test.each(both)('an important one stays until it is over, and goes by itself (%s)', async (locale) => {
  const app = await open({
    locale,
    at: night,
    texts: telling('important'),
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['relative'], locale });
      await kept(vault);
    },
  });
  await app.go('today');
  expect((await stands(app)).querySelector('button')).toBeNull();
  expect(document.body.dataset.face).toBe('near');
  await app.later(59 * 60_000);
  await stands(app);
  await app.later(2 * 60_000);
  await app.until(() => expect(said(locale)).toBeUndefined());
});

test('a locked app with a mask says nothing of it', async () => {
  const options = { at: night, texts: telling('important') };
  const app = await open({ ...options, diary: kept });
  await app.go('today');
  await stands(app);
  await (await import('../../platform/vaults.ts')).vaults.lock.put('271828');
  const again = await open({ ...options, disk: app.disk });
  await again.until(() => expect(document.querySelector('.keys')).not.toBeNull());
  await again.until(() => expect(again.state.bundle.value).not.toBeNull());
  expect(document.querySelector('.mask h1')?.textContent).toBe('Fotfeste');
  expect(document.documentElement.outerHTML).not.toContain(words.nb);
});

test('at another start with a connection another notice comes, and one that is no more is gone', async () => {
  const app = await open({ at: night, texts: telling('info'), diary: kept });
  await app.go('today');
  expect((await stands(app)).textContent).not.toContain('Ring oss');
  const again = await open({ at: night, disk: app.disk, texts: telling('info', ' Ring oss i morgen.') });
  await again.go('today');
  expect((await stands(again)).textContent).toContain('Ring oss i morgen.');
  const last = await open({ at: night, disk: app.disk, texts: (it) => it });
  await last.go('today');
  await last.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  expect(said('nb')).toBeUndefined();
});

test('where nothing is kept a notice that is put away stays away until the app is closed, and leaves no trace', async () => {
  const options = { at: night, texts: telling('info') };
  const app = await open(options);
  await app.go('help');
  await stands(app);
  await app.press(app.t('warn_seen'));
  await app.until(() => expect(said(app.locale)).toBeUndefined());
  await app.go('today');
  await app.go('help');
  expect(said(app.locale)).toBeUndefined();
  expect(app.state.vault.value).toBeNull();
  const again = await open({ ...options, disk: app.disk });
  await again.go('help');
  await stands(again);
});
