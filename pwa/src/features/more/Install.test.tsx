/** The way to the home screen, and the window of another app, in which nothing is kept. */
import { expect, test, vi } from 'vitest';
import { phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, type Options, open } from '../../testing/app.ts';

const both = ['nb', 'en'] as const;

const apple = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const safari = `${apple} Version/18.6 Mobile/15E148 Safari/604.1`;
const facebook = `${apple} Mobile/22G86 [FBAN/FBIOS;FBAV/530.0.0;FBBV/1;FBDV/iPhone15,3]`;
const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const chrome = `${android} Mobile Safari/537.36`;
const instagram = `${chrome} Instagram 400.0.0.40.77 Android`;
const reddit = `${android.replace('K)', 'K; wv)').replace(' Chrome', ' Version/4.0 Chrome')} Mobile Safari/537.36`;

const urge = (vault: Vault): Promise<unknown> =>
  vault.create('urge', { date: '2026-11-22', part: 'evening', strength: 5 });

const stands = (app: Opened, name: string): Promise<void> =>
  app.until(() => expect(document.documentElement.dataset.screen).toBe(name));
const titled = (app: Opened, title: string): Promise<void> =>
  app.until(() => expect(document.querySelector('h1')?.textContent).toBe(title));
const one = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector} in: ${document.body.textContent}`);
  return found;
};
const press = (app: Opened, selector: string): Promise<void> => app.until(() => one(selector).click());
const links = (href: string): string[] =>
  [...document.querySelectorAll(`a[href="${href}"]`)].map((it) => it.textContent ?? '');

async function says(app: Opened, what: 'what_again' | 'what_relative'): Promise<void> {
  await app.go('what');
  await app.choose(app.t(what));
  await app.until(() => expect(one('.dock .btn.main').getAttribute('aria-disabled')).not.toBe('true'));
  await press(app, '.dock .btn.main');
}

/**
 * Rows of a diary on this phone; what stands outside it (the mask, the language) is not counted. One that was begun is there by
 * then: meanwhile another is made, under another name.
 */
async function kept({ disk, server }: Opened): Promise<number> {
  const { vaultsIn } = await import('../../core/vault/vaults.ts');
  await vaultsIn(phone(server)).create();
  const done = <T,>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve) => asked.addEventListener('success', () => resolve(asked.result)));
  const database = await done(disk.open('fotfeste'));
  const stores = ['keys', 'meta', 'records', 'here'];
  const keys = await Promise.all(stores.map((it) => done(database.transaction(it).objectStore(it).getAllKeys())));
  database.close();
  // The probe is there for a moment: whether a key can be kept is tried with it (core/vault/device.ts).
  return keys.flat().filter((it) => it !== 'probe').length;
}

const guide = {
  nb: [
    'sletter det du har skrevet, hvis du ikke åpner appen på sju dager',
    'Appen på hjemskjermen er tom når du begynner.',
    '«Legg til på Hjem-skjerm»',
  ],
  en: [
    'deletes what you write here if you haven’t been back for seven days',
    'The app on the home screen starts empty',
    '‘Add to Home Screen’',
  ],
};

test.each(both)('on an iPhone the guide comes before anything is kept, and the name in time (%s)', async (locale) => {
  const app = await open({ locale, userAgent: safari });
  await says(app, 'what_again');
  await titled(app, app.t('install_title'));
  for (const said of guide[locale]) await app.see(said);
  expect(document.querySelectorAll('ol.guide svg[role=img]')).toHaveLength(4);
  await press(app, 'main a[href="#/mask"]');
  await app.choose(/^Pust/);
  await app.press(app.t('back'));
  await app.until(() => expect(one('main a[href="#/mask"]').textContent).toContain('Pust'));
  expect(document.querySelector(`svg[aria-label="${app.t('install_pic_home', { name: 'Pust' })}"]`)).not.toBeNull();
  expect([await kept(app), app.state.vault.value === null]).toEqual([0, true]);
  await app.press(app.t('install_here'));
  await stands(app, 'text');
});

test.each(both)('on an iPhone with something kept, the guide has the ways to take it along (%s)', async (locale) => {
  const app = await open({ locale, userAgent: safari, diary: urge });
  await app.go('install');
  await app.see(app.t('install_carry'));
  expect(links('#/code')).toContain(app.t('install_carry_make_link'));
  expect(links('#/move')).toContain(app.t('install_carry_file_link'));
});

test('from the home screen the guide has nothing to say', async () => {
  const app = await open({ userAgent: safari, has: { standalone: true } });
  await says(app, 'what_again');
  await stands(app, 'text');
  await app.go('more');
  await app.see(app.t('storage_title'));
  expect(links('#/install')).toEqual([]);
  await app.go('install');
  await titled(app, app.t('install_already_title'));
});

const sevenDays = { nb: 'sju dager', en: 'seven days' };

test.each(both)(
  'from the home screen it is said what becomes of the icon, and of the diary in it (%s)',
  async (locale) => {
    const app = await open({ locale, userAgent: safari, has: { standalone: true }, diary: urge });
    await app.go('mask');
    await app.see(app.t('mask_again'));
    await app.see(app.t('mask_again_iphone'));
    expect(links('#/move')).toContain(app.t('install_carry_file_link'));
    await app.go('storage');
    await app.see(app.t('storage_erases_icon'));
    expect(app.text()).not.toContain(sevenDays[locale]);
  },
);

const dots = { nb: 'Trykk på de tre prikkene øverst til høyre.', en: 'Tap the three dots at the top right.' };

test.each(both)('elsewhere it is offered once, when the first exercise is safe (%s)', async (locale) => {
  const app = await open({ locale, userAgent: chrome });
  await says(app, 'what_relative');
  await stands(app, 'text');
  await app.go('checkin');
  await press(app, 'main input[name=sleep]');
  await app.until(() => expect(app.state.entriesOfKind('checkin')).toHaveLength(1));
  await app.go('today');
  await app.see(app.t('hard_now'));
  expect(app.text()).not.toContain(app.t('install_offer'));
  await app.go('code');
  await app.press(app.t('code_only_here'));
  await app.press(app.t('here_choose'));
  await stands(app, 'today');
  await app.see(app.t('install_offer'));
  await app.press(app.t('install_offer_show'));
  await app.see(dots[locale]);
  await app.until(() => expect(app.state.deviceRecords.value.has('install')).toBe(true));
  const again = await open({ disk: app.disk, locale, userAgent: chrome });
  await again.go('today');
  await again.see(again.t('hard_now'));
  expect(again.text()).not.toContain(again.t('install_offer'));
});

test('the question of the browser is held until our button is pressed, and never asked under another name', async () => {
  const app = await open({ userAgent: chrome, diary: urge });
  await app.go('install');
  await app.see(dots.nb);
  const asks = () => app.text().includes(app.t('install_now'));
  expect(asks()).toBe(false);
  const prompt = vi.fn(async () => ({ outcome: 'dismissed' }));
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  dispatchEvent(event);
  // No banner comes by itself.
  expect(event.defaultPrevented).toBe(true);
  await app.until(() => expect(asks()).toBe(true));
  expect(prompt).not.toHaveBeenCalled();
  for (const [name, offered] of [
    [/^Vaner/, false],
    [/^Fotfeste/, true],
  ] as const) {
    await app.go('mask');
    await app.choose(name);
    await app.press(app.t('back'));
    await app.until(() => {
      expect(document.documentElement.dataset.screen).toBe('install');
      expect(asks()).toBe(offered);
    });
  }
  await app.press(app.t('install_now'));
  await app.see(app.t('install_refused'));
  expect(prompt).toHaveBeenCalledOnce();
  dispatchEvent(new Event('appinstalled'));
  await app.see(app.t('install_done', { name: 'Fotfeste' }));
});

// Where one is, the way out in that app's menu, and what such an app may see.
const inside = {
  nb: ['Du er inne i %s. Her kan ingenting lagres.', '«Åpne i %s»', '%s kan også følge med'],
  en: [
    'You’ve opened this inside %s. Nothing can be saved here',
    '‘Open in %s’',
    '%s may also be able to see what you do',
  ],
};
const elsewhere = [
  { agent: facebook, named: 'Facebook', menu: 'Safari', locale: 'nb' },
  { agent: instagram, named: 'Instagram', menu: 'Chrome', locale: 'nb' },
  { agent: facebook, named: 'Facebook', menu: 'Safari', locale: 'en' },
] as const;

test.each(elsewhere)('inside $named nothing is kept, and the way out is shown ($locale)', async (one) => {
  const { agent, named, menu, locale } = one;
  const [where = '', wayOut = '', watched = ''] = inside[locale];
  const writeText = vi.fn(async () => undefined);
  const app = await open({ locale, userAgent: agent, has: { clipboard: { writeText } } });
  await app.see(where.replace('%s', named));
  expect(app.text()).not.toContain(app.t('first_code'));
  // The first press of the way in says it, not one after questions.
  await app.press(app.t('first_begin'));
  await titled(app, app.t('inside_title'));
  await app.press(app.t('inside_what'));
  await app.see(app.t('what_under_18'));
  await app.press(app.t('back'));
  await titled(app, app.t('inside_title'));
  // Wherever something would be kept stands the way out.
  await says(app, 'what_again');
  await titled(app, app.t('inside_title'));
  await app.press(app.t('back'));
  await app.until(() => expect(document.querySelector('h1')?.textContent).not.toBe(app.t('inside_title')));
  for (const screen of ['log', 'signin', 'code', 'checkin', 'more', 'mask'] as const) {
    app.router.go(screen);
    await titled(app, app.t('inside_title'));
  }
  await app.see(wayOut.replace('%s', menu));
  await app.see(watched.replace('%s', named));
  await app.press(app.t('inside_copy'));
  await app.see(app.t('inside_copied', { browser: menu }));
  expect(writeText).toHaveBeenCalledExactlyOnceWith('http://localhost:3000/');
  expect([await kept(app), app.state.vault.value === null]).toEqual([0, true]);
});

test('inside another app help works to its end, and a ride is not offered for keeping', async () => {
  const app = await open({ userAgent: facebook });
  await app.press(app.t('first_begin'));
  await app.press(app.t('crisis_help'));
  await app.see('113');
  await app.go('first');
  await press(app, '.big');
  await press(app, "fieldset.ten input[value='7']");
  for (const _ of ['rated', 'way', 'wave']) {
    const before = document.querySelector('main')?.innerHTML;
    await press(app, '.dock .main');
    await app.until(() => expect(document.querySelector('main')?.innerHTML).not.toBe(before));
  }
  await press(app, "fieldset.ten input[value='3']");
  await press(app, '.dock .main');
  await app.until(() => one('.fall'));
  expect(app.text()).not.toContain(app.t('keep_ride'));
  await app.go('help');
  await app.see('113');
  expect([await kept(app), app.state.vault.value === null]).toEqual([0, true]);
});

test.each(both)('inside another app somebody close reads the programme, and nothing is kept (%s)', async (locale) => {
  const app = await open({ locale, userAgent: facebook });
  await app.press(app.t('first_begin'));
  await app.press(app.t('inside_what'));
  await app.choose(app.t('what_relative'));
  await press(app, '.dock .btn.main');
  await stands(app, 'programme');
  await titled(app, app.t('tab_programme'));
  // No tab that leads to what is kept.
  expect(document.querySelector('nav')).toBeNull();
  expect(app.text()).not.toContain(app.t('my_plan'));
  await press(app, '.dock .btn.main');
  await stands(app, 'text');
  await app.until(() => one('h1'));
  expect(document.querySelector('h1')?.textContent).not.toBe(app.t('inside_title'));
  await app.press(app.t('back'));
  await stands(app, 'programme');
  // Back leads to the word about how to leave the window, which opens the programme again, and then to the beginning.
  await app.press(app.t('back'));
  await app.press(app.t('inside_programme'));
  await stands(app, 'programme');
  await app.press(app.t('back'));
  await titled(app, app.t('inside_title'));
  await app.press(app.t('back'));
  await stands(app, 'first');
  expect([await kept(app), app.state.vault.value === null]).toEqual([0, true]);
});

const nameless: [string, Options][] = [
  ['Android', { userAgent: reddit, locale: 'nb' }],
  ['iPhone', { userAgent: `${apple} Mobile/15E148`, locale: 'en' }],
];

test.each(nameless)('the window of an app on %s that does not say its name is known too', async (_, options) => {
  const app = await open(options);
  await app.see(app.t('inside_first_some'));
  await app.press(app.t('first_begin'));
  await app.see(app.t('inside_read_some'));
  await app.see(app.t('inside_watched_some'));
});

test('an app on the home screen of an iPhone is no window of another app', async () => {
  const app = await open({ userAgent: `${apple} Mobile/15E148`, has: { standalone: true } });
  await app.see(app.t('first_code'));
});
