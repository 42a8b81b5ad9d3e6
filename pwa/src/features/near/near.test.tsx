/** Somebody close to him, from the first answer to a week of own days; and the way in when something has just happened. */
import { expect, test } from 'vitest';
import { addDays } from '../../core/model/dates.ts';
import { type Opened, open } from '../../testing/app.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const today = '2026-11-23';

/** What only his own app speaks of. */
const his = /trang|kjøp|glipp|\burges?\b|purchase|\bbought|\blapse|\bslip(ped|s)?\b/i;
/** Screens of his, asked for by an old link. */
const closed = [
  'log',
  'more-about',
  'own-words',
  'urge/wave',
  'urge/waiting',
  'urge/alternative',
  'text/page/lapse',
  'text/module/first-hold',
];

const inputs = (name: string): HTMLInputElement[] => all(`input[name=${name}]`) as HTMLInputElement[];
const screenIs = (app: Opened, name: string): Promise<void> =>
  app.until(() => expect(document.documentElement.dataset.screen).toBe(name));

/** The answer at this place, from the left. */
async function answer(app: Opened, name: string, at: number): Promise<void> {
  await app.until(() => expect(inputs(name).length).toBeGreaterThan(at));
  inputs(name)[at]?.click();
  await app.until(() => expect(inputs(name)[at]?.checked).toBe(true));
  await app.later(1);
}

async function asRelative(locale: 'nb' | 'en'): Promise<Opened> {
  const app = await open({ locale });
  await app.press(app.t('first_begin'));
  await app.choose(app.t('what_relative'));
  await app.press(app.t('continue'));
  await screenIs(app, 'text');
  return app;
}

/** Eight days of which the nights after a talk were good. */
async function withDays(locale: 'nb' | 'en'): Promise<Opened> {
  const app = await open({
    locale,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['relative'] });
      for (let days = 0; days <= 7; days += 1) {
        const date = addDays(today, -days);
        const day =
          days === 0
            ? { sleep: 1, talked: true, mood: 6, limits: 1 }
            : { sleep: days % 2 ? 2 : 0, talked: days % 2 === 0 };
        await vault.write(`checkin/${date}`, 'checkin', { date, ...day });
      }
    },
  });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  return app;
}

test.each(both)(
  'a relative answers for the day with one press each, and a very low mood asks for safety (%s)',
  async (locale) => {
    const app = await asRelative(locale);
    await app.until(() => expect(title()).toBe({ nb: 'Akkurat nå', en: 'Right now' }[locale]));
    expect(document.body.dataset.face).toBe('near');
    await app.go('today');
    await app.until(() =>
      expect(text(document.querySelector('.step'))).toContain({ nb: 'Modul 1 av', en: 'Module 1 of' }[locale]),
    );
    expect(text(document.querySelector('.hold'))).toContain(
      { nb: 'Pust, finn ro, ring noen', en: 'ring someone' }[locale],
    );
    await answer(app, 'sleep', 1);
    await app.press(app.t('near_more'));
    // It is there when one comes back.
    await app.until(() => expect(inputs('sleep')[1]?.checked).toBe(true));
    await answer(app, 'talked', 0);
    await answer(app, 'mood', 1);
    await app.until(() => expect(inputs('safety-thoughts').length).toBeGreaterThan(0));
    await answer(app, 'mood', 6);
    await app.until(() => expect(inputs('safety-thoughts')).toHaveLength(0));
    // Own limits stand in own words, and one says oneself how it went.
    await app.press(app.t('near_limits_make'));
    await app.until(() => expect(all('main input[type=checkbox]').length).toBeGreaterThan(0));
    all('main input[type=checkbox]')[0]?.click();
    await app.see(app.t('answer_kept'));
    await app.press(app.t('done'));
    await app.until(() => expect(document.querySelector('main .own')).not.toBeNull());
    await answer(app, 'limits', 1);
    await app.press(app.t('done'));
    await screenIs(app, 'today');
    await app.until(() => expect(inputs('limits')[1]?.checked).toBe(true));
  },
);

test.each(both)('a relative’s days are told in words, corrected and taken away (%s)', async (locale) => {
  const app = await withDays(locale);
  await app.until(() =>
    expect(text(document.querySelector('.lead'))).toBe(
      {
        nb: 'De siste 28 dagene sov du bedre natten etter at du hadde snakket med noen.',
        en: 'Over the last 28 days you slept better on the nights after you’d talked to someone.',
      }[locale],
    ),
  );
  await app.go('insights');
  await app.until(() =>
    expect(text(document.querySelector('.lead'))).toBe(
      { nb: 'Du sov godt 3 av 7 netter.', en: 'You slept well on 3 of 7 nights.' }[locale],
    ),
  );
  expect(all('table.plain').length).toBeGreaterThan(0);
  await app.go('diary');
  const rows = () => all('main .rows .row');
  await app.until(() => expect(rows()).toHaveLength(8));
  rows()[1]?.click();
  await app.press(app.t('change'), 'link');
  await answer(app, 'sleep', 0);
  await app.press(app.t('done'));
  await app.press(app.t('change'), 'link');
  await app.press(app.t('back'), 'link');
  await app.until(() =>
    expect(text(document.querySelector('main dl'))).toContain({ nb: 'Dårlig', en: 'Badly' }[locale]),
  );
  await app.press(app.t('done'));
  await app.until(() => expect(text(rows()[1])).toContain({ nb: 'Søvn: dårlig', en: 'Sleep: badly' }[locale]));
  rows()[7]?.click();
  await app.press(app.t('entry_remove'));
  await app.until(() => expect(rows()).toHaveLength(7));
});

/** What a service says of itself is in the pack: some are for him and for those close to him. */
function said(): string {
  const copy = document.body.cloneNode(true) as HTMLElement;
  for (const it of copy.querySelectorAll('.row.call')) it.remove();
  return text(copy);
}

test.each(both)(
  'no link of a relative leads to a screen of his, and none of the screens says a word of them (%s)',
  { tags: 'slow' },
  async (locale) => {
    const app = await withDays(locale);
    const seen = new Set<string>();
    const ahead = ['today', 'programme', 'diary', 'insights', 'more'];
    for (let route = ahead.pop(); route !== undefined; route = ahead.pop()) {
      if (seen.has(route)) continue;
      seen.add(route);
      await app.go(route);
      await app.later(50);
      // Of a text one step is enough: its words are the pack's.
      if (!route.startsWith('text/')) expect(said(), route).not.toMatch(his);
      for (const link of all("a[href^='#/']")) {
        const to = decodeURIComponent((link.getAttribute('href') ?? '').slice(2));
        ahead.push(to.startsWith('text/') ? to.split('/').slice(0, 3).join('/') : to);
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'today',
        'programme',
        'diary',
        'insights',
        'more',
        'urge',
        'help',
        'checkin',
        'reminders',
      ]),
    );
    for (const route of closed) {
      expect([...seen]).not.toContain(route);
      const [name, ...args] = route.split('/');
      app.router.go(name as Parameters<typeof app.router.go>[0], ...args);
      await app.until(() => expect(document.querySelector('.hold'), route).not.toBeNull());
      await app.go('more');
    }
    // The list of all that the texts build on names those of this face alone.
    await app.go('text/page/about');
    await app.until(() => expect(all('.source-list li').length).toBeGreaterThan(0));
    for (const name of {
      nb: ['Et første grep', 'Bølgen', 'Glippen'],
      en: ['A first foothold', 'The wave', 'The lapse'],
    }[locale])
      expect(text(document.querySelector('.source-list'))).not.toContain(name);
  },
);

test.each(both)(
  'who can use the app stands a press from More, and so does what was answered, and with it the face (%s)',
  async (locale) => {
    const app = await withDays(locale);
    await app.go('more');
    await app.press(new RegExp(`^${app.t('more_for_all')}`));
    await app.until(() => expect(title()).toBe(app.t('more_for_all_small')));
    await app.see('WCAG 2.2');
    await app.go('more');
    await app.press(new RegExp(`^${app.t('what_title').replace('?', '\\?')}`));
    await app.choose(app.t('what_again'));
    await app.press(app.t('save'));
    await app.until(() => expect(title()).toBe(app.t('tab_more')));
    await app.go('today');
    await app.until(() => expect(text(document.querySelector('.hold'))).toContain(app.t('hold_log')));
    expect(document.body.dataset.face).toBeUndefined();
  },
);

/** «Hva gjelder det?», with these answers. */
async function justHappened(app: Opened, ...what: ('found-out' | 'police' | 'threatened')[]): Promise<void> {
  await app.press(app.t('first_begin'));
  await app.until(() => expect(title()).toBe(app.t('what_title')));
  expect(all('main label').map(text)).not.toContain(app.t('what_police'));
  await app.choose(new RegExp(app.t('what_happened')));
  await app.until(() => expect(all('main label').map(text)).toContain(app.t('what_police')));
  for (const it of what) await app.choose(app.t(`what_${it}`));
  await app.press(app.t('continue'));
  await app.until(() => expect(inputs('safety-thoughts')).toHaveLength(3));
}
const titled = (app: Opened, words: string): Promise<void> => app.until(() => expect(title()).toBe(words));

test.each(both)(
  'something has just happened: safety first, then its pages, then the first exercise (%s)',
  async (locale) => {
    const app = await open({ locale });
    await justHappened(app, 'found-out', 'police');
    await answer(app, 'safety-thoughts', 0);
    await app.press(app.t('continue'));
    await titled(app, app.t('safety_no'));
    for (const one of {
      nb: ['Politiet', 'Noen har funnet det ut', 'Et første grep'],
      en: ['The police', 'Someone has found out', 'A first foothold'],
    }[locale]) {
      await app.press(app.t('continue'));
      await titled(app, one);
    }
    await app.go('what/change');
    expect((await app.labelled(app.t('what_police'))).checked).toBe(true);
  },
);

test.each(['after the answer', 'past the answer', 'there and back'])(
  'a safety plan made on the way in loses neither the answer nor the way: %s',
  async (way) => {
    const app = await open();
    await justHappened(app, 'threatened', 'police');
    const signs = 'Hva er de første tegnene?';
    const given = way === 'past the answer' ? 1 : 2;
    await answer(app, 'safety-thoughts', given);
    const stands = () => app.until(() => expect(inputs('safety-thoughts')[given]?.checked).toBe(true));
    if (way === 'past the answer') {
      await app.press(app.t('safety_plan'));
      await titled(app, signs);
      await app.press(app.t('back'));
      await stands();
      await app.press(app.t('safety_plan'));
    } else {
      await app.press(app.t('continue'));
      await app.until(() => expect(document.querySelector(".dock a[href='tel:113']")).not.toBeNull());
      await app.press(app.t('safety_plan_make'));
    }
    await titled(app, signs);
    if (way === 'there and back') {
      await app.press(app.t('back'));
      await stands();
      await app.press(app.t('continue'));
      await app.until(() => expect(document.querySelector(".dock a[href='tel:113']")).not.toBeNull());
      await app.press(app.t('continue'));
      await titled(app, 'Noen truer meg');
      // Made from the page that asks, the plan leads back to that page, and the page goes on.
      await app.press(app.t('safety_plan_make'));
      await titled(app, signs);
    }
    all('main .choice input')[0]?.click();
    await app.later(1);
    await app.press(app.t('done'));
    for (const one of ['Noen truer meg', 'Politiet', 'Et første grep']) {
      await titled(app, one);
      if (one !== 'Et første grep') await app.press(app.t('continue'));
    }
    await app.go('today');
    await app.until(() => expect(all('h2').map(text)).toContain('Trygghetsplanen'));
    await app.go('text/page/safety');
    await stands();
  },
);

test('the lowest answer leads to the question if one is safe, and tonight’s choice stands on Today', async () => {
  const app = await asRelative('nb');
  await app.go('text/module/right-now/how-now');
  await answer(app, 'near-now', 0);
  await app.until(() => expect(text(main())).toBe('Er du trygg?'));
  await answer(app, 'near-now', 7);
  await app.until(() => expect(text(main())).toBe(app.t('continue')));
  await answer(app, 'near-now', 1);
  await app.until(() => expect(text(main())).toBe('Er du trygg?'));
  main().click();
  await titled(app, 'Er du trygg?');
  expect(document.documentElement.dataset.screen).toBe('text');
  expect(app.text()).not.toContain(app.t('safety_no'));
  // Before anything has been kept there is nowhere to remember where one is.
  await app.until(() => expect(app.state.entries.value.size).toBeGreaterThan(0));
  await app.go('text/module/right-now/tonight');
  await app.choose('Spise litt og drikke vann');
  await app.see(app.t('answer_kept'));
  await app.go('today');
  const chosen = () => all('main .part').find((it) => text(it.querySelector('h2')) === app.t('tonight'));
  await app.until(() => expect(text(chosen())).toContain('Spise litt og drikke vann'));
  await app.until(() =>
    expect(text(document.querySelector('main .step .meta'))).toContain(
      app.t('today_page', { step: 4, of: 9 }).toLowerCase(),
    ),
  );
});
