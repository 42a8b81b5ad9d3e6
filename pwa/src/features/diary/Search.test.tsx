/** Search by what an entry is and when it was, in the words of the screen. */
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

/** A Friday evening and the small hours of a Saturday in November, a purchase and a day in October, and a plan. */
async function written(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['again'] });
  await vault.create('urge', { date: '2026-11-20', part: 'evening', strength: 8, after: 3, way: 'wave' });
  await vault.create('urge', { date: '2026-11-21', part: 'night', strength: 4, text: 'Ringte Tor.' });
  await vault.create('purchase', { date: '2026-10-13', part: 'day' });
  await vault.write('checkin/2026-10-14', 'checkin', { date: '2026-10-14', mood: 6 });
  await vault.write('evening/2026-11-27', 'evening', { date: '2026-11-27', part: 'evening', place: 'home' });
}

async function searching(locale: 'nb' | 'en', diary: (vault: Vault) => Promise<void>): Promise<Opened> {
  const app = await open({ locale, diary, at: '2026-11-26T12:00:00+01:00' });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('diary');
  await app.press(app.t('diary_search'), 'button');
  return app;
}

const dates = { friday: '20', saturday: '21', bought: '13', day: '14', planned: 'plan' } as const;
type Found = readonly (keyof typeof dates)[];
const asked: Record<'nb' | 'en', readonly (readonly [query: string, found: Found])[]> = {
  nb: [
    ['fredag', ['planned', 'friday']],
    ['Kveld', ['planned', 'friday']],
    ['november', ['planned', 'saturday', 'friday']],
    ['trang', ['saturday', 'friday']],
    ['sug', ['saturday', 'friday']],
    ['glipp', ['bought']],
    ['humør', ['day']],
    ['lørdag trangen', ['saturday']],
    ['21. november', ['saturday']],
    ['tor', ['saturday']],
    ['plan', ['planned']],
    ['natt', ['saturday']],
    ['midt på dagen', ['bought']],
  ],
  en: [
    ['Friday', ['planned', 'friday']],
    ['evening', ['planned', 'friday']],
    ['October', ['day', 'bought']],
    ['urge', ['saturday', 'friday']],
    ['slip', ['bought']],
    ['mood', ['day']],
    ['Saturday urge', ['saturday']],
    ['21 November', ['saturday']],
    ['night', ['saturday']],
    ['midnight', ['saturday']],
  ],
};

test.each(both)('an entry is found by its kind, weekday, part of the day and month (%s)', async (locale) => {
  const app = await searching(locale, written);
  const rows = () => all('main a.row').map((it) => text(it.querySelector('small')));
  for (const [query, found] of asked[locale]) {
    await app.write(app.t('search_label'), query);
    await app.until(() => {
      expect(rows(), query).toHaveLength(found.length);
      for (const [at, name] of found.entries()) expect(rows()[at]?.toLowerCase(), query).toContain(dates[name]);
    });
  }
});

test('what is found by its day says what it is, and leads there', async () => {
  const app = await searching('nb', written);
  await app.write('Søkeord', 'fredag trang');
  await app.until(() => expect(all('main a.row')).toHaveLength(1));
  const [row] = all('main a.row');
  expect(text(row)).toBe('Fredag 20. november · Trang 8, etterpå 3Kveld · Bølgen');
  row?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('entry'));
});

test('somebody close to him finds her days by their weekday, and nothing of his', async () => {
  const app = await searching('nb', async (vault) => {
    await written(vault);
    await vault.write('settings', 'settings', { what: ['relative'] });
    await vault.write('checkin/2026-11-13', 'checkin', { date: '2026-11-13', sleep: 2, text: 'Ringte søsteren min.' });
  });
  for (const [query, found] of [
    ['fredag', 1],
    ['november', 1],
    ['trang', 0],
    ['kveld', 0],
  ] as const) {
    await app.write('Søkeord', query);
    await app.until(() => expect(all('main a.row'), query).toHaveLength(found));
  }
});

test.each(both)('an entry that was found by searching names the search as the way back (%s)', async (locale) => {
  const app = await searching(locale, written);
  await app.write(app.t('search_label'), 'tor');
  await app.until(() => expect(all('main a.row')).toHaveLength(1));
  all('main a.row')[0]?.click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('entry'));
  await app.until(() => expect(text(document.querySelector('.back'))).toBe(app.t('diary_search')));
  await app.press(app.t('diary_search'));
  await app.until(() => expect(text(document.querySelector('h1'))).toBe(app.t('search_title')));
  expect(text(document.querySelector('.back'))).toBe(app.t('tab_diary'));
});
