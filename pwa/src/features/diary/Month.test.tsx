/** The month on the first days of one, and where what narrows it leaves nothing in it. */
import { expect, test, vi } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { isLocked, keys, PIN, setLock } from '../../testing/locking.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

const urges =
  (...all: [date: string, part: string][]) =>
  async (vault: Vault): Promise<void> => {
    await vault.write('settings', 'settings', { what: ['again'] });
    for (const [date, part] of all) await vault.create('urge', { date, part, strength: 5 });
  };

async function month(at: string, diary: (vault: Vault) => Promise<void>, locale: 'nb' | 'en' = 'nb'): Promise<Opened> {
  const app = await open({ locale, diary, at: `${at}T12:00:00+01:00` });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('diary');
  await app.choose(app.t('diary_view_month'));
  await app.until(() => expect(document.querySelector('table.month')).not.toBeNull());
  return app;
}

const shown = (): string => text(document.querySelector('.month-head h2'));
const none = (): string => text(document.querySelector('.month-none > p'));
const pressed = (): string => text(document.querySelector("table.month [aria-pressed='true'] .hide"));
const months = {
  nb: [
    'November',
    'I desember har du ikke skrevet noe ennå.',
    'Desember',
    'Oktober',
    'Du har ikke skrevet noe i oktober.',
    'Vis november',
  ],
  en: [
    'November',
    'You haven’t written anything in December yet.',
    'December',
    'October',
    'You haven’t written anything in October.',
    'Show November',
  ],
} as const;

test.each(both)(
  'on the first of a month the last one with something in it stands, and says why (%s)',
  async (locale) => {
    const [last, yet, now, before, nothing, lead] = months[locale];
    const app = await month('2026-12-01', urges(['2026-11-18', 'evening'], ['2026-11-27', 'day']), locale);
    expect([shown(), none()]).toEqual([last, yet]);
    // The newest day stands open.
    expect(pressed()).toMatch(/27/);
    expect(all('main a.row')).toHaveLength(1);
    await app.press(new RegExp(`^${app.t('month_next')}`), 'button');
    await app.until(() => expect(shown()).toBe(now));
    expect(none()).toBe(yet);
    await app.press(lead, 'button');
    await app.until(() => expect(shown()).toBe(last));
    await app.until(() => expect(document.activeElement?.closest('table')).not.toBeNull());
    expect(document.querySelector('.month-none')).toBeNull();
    await app.press(new RegExp(`^${app.t('month_previous')}`), 'button');
    await app.until(() => expect([shown(), none()]).toEqual([before, nothing]));
  },
);

test('with something written today, or nothing at all, it is the month of today', async () => {
  await month('2026-12-01', urges(['2026-11-18', 'evening'], ['2026-12-01', 'night']));
  expect([shown(), none()]).toEqual(['Desember', '']);
  expect(pressed()).toMatch(/^i dag/);
  await month('2026-12-01', urges());
  expect([shown(), none()]).toEqual(['Desember', '']);
});

test('while today has nothing, the newest day of the month stands open, and today is a press away', async () => {
  await month('2026-12-09', urges(['2026-12-02', 'day'], ['2026-12-05', 'night'], ['2026-12-20', 'day']));
  expect(shown()).toBe('Desember');
  expect(pressed()).toMatch(/5\. desember/);
  expect(all('main .opened a.row')).toHaveLength(1);
  document.querySelector<HTMLElement>("table.month [aria-current='date']")?.click();
  await vi.waitFor(() => expect(pressed()).toMatch(/^i dag/));
});

const fits = {
  nb: [
    'Ingenting i desember passer med det du har valgt.',
    'Ingenting i november passer med det du har valgt.',
    'Vis oktober',
    'Oktober',
  ],
  en: [
    'Nothing in December matches what you’ve chosen.',
    'Nothing in November matches what you’ve chosen.',
    'Show October',
    'October',
  ],
} as const;

test.each(both)(
  'a month that what is chosen leaves empty says so, and leads to one that it does not (%s)',
  async (locale) => {
    const [now, nothing, lead, there] = fits[locale];
    const diary = urges(['2026-12-02', 'day'], ['2026-11-20', 'day'], ['2026-10-30', 'night'], ['2026-10-02', 'night']);
    const app = await month('2026-12-02', diary, locale);
    await app.press(new RegExp(`^${app.t('month_previous')}`), 'button');
    await app.press(app.t('diary_filter'), 'button');
    await app.choose({ nb: 'Natt', en: 'After midnight' }[locale]);
    await app.press(app.t('filter_show', { n: 2, of: 4 }), 'button');
    await app.until(() => expect(none()).toBe(nothing));
    await app.press(lead, 'button');
    await app.until(() => expect(shown()).toBe(there));
    // Chosen before one comes to it, the month with something in it stands at once.
    const anew = await month('2026-12-02', diary, locale);
    await anew.press(anew.t('diary_filter'), 'button');
    await anew.choose({ nb: 'Natt', en: 'After midnight' }[locale]);
    await anew.press(anew.t('filter_show', { n: 2, of: 4 }), 'button');
    await anew.until(() => expect([shown(), none()]).toEqual([there, now]));
    expect(pressed()).toMatch(/30/);
  },
);

test('where nothing at all fits, the month says that', async () => {
  const app = await month('2026-12-02', async (vault) => {
    await urges(['2026-12-02', 'day'])(vault);
    await vault.create('purchase', { date: '2026-12-01', part: 'night' });
  });
  await app.press(app.t('diary_filter'), 'button');
  await app.choose('Kjøp');
  await app.choose('Midt på dagen');
  await app.press('Dagbok', 'link');
  await app.until(() => expect(none()).toBe(app.t('filter_nothing')));
});

const days = {
  nb: ['torsdag 12. november', '. Sterkeste trang 7, humør 3, kjøp', 'mandag 9. november', '. Sterkeste trang 2'],
  en: ['Thursday 12 November', '. Strongest urge 7, mood 3, purchase', 'Monday 9 November', '. Strongest urge 2'],
};

test.each(both)(
  'a day with a purchase has a mark for it, and the urge that was answered in the evening (%s)',
  async (locale) => {
    await month(
      '2026-11-30',
      async (vault) => {
        await urges()(vault);
        await vault.write('checkin/2026-11-12', 'checkin', { date: '2026-11-12', mood: 3, peak: 7 });
        await vault.create('purchase', { date: '2026-11-12', part: 'evening' });
        await vault.write('checkin/2026-11-09', 'checkin', { date: '2026-11-09', peak: 2 });
        await vault.create('urge', { date: '2026-11-09', part: 'day', strength: 1 });
      },
      locale,
    );
    const cell = (name: string) => {
      const it = all('table.month button').find((button) => text(button.querySelector('.hide')).startsWith(name));
      const drawn = [...(it?.querySelectorAll('circle, rect') ?? [])].map(
        (shape) => shape.getAttribute('class') ?? 'dot',
      );
      /** From where to where each stands, its stroke with it. */
      const spans = [...(it?.querySelectorAll('circle, rect') ?? [])]
        .map((shape): [from: number, until: number] => {
          const n = (name: string) => Number(shape.getAttribute(name));
          const dot = !shape.hasAttribute('class');
          return shape.tagName === 'rect'
            ? [n('x') - 1, n('x') + n('width') + 1]
            : [n('cx') - n('r') - (dot ? 0 : 1), n('cx') + n('r') + (dot ? 0 : 1)];
        })
        .sort(([one], [other]) => one - other);
      return { drawn, spans, words: text(it?.querySelector('.hide') ?? null) };
    };
    const [bought = '', said = '', answered = '', strongest = ''] = days[locale];
    expect(cell(bought).drawn.sort()).toEqual(['bought', 'dot', 'mood']);
    expect(cell(bought).words.endsWith(said)).toBe(true);
    // None touches another, however low the mood.
    const { spans } = cell(bought);
    for (const [at, [from]] of spans.entries())
      if (at > 0) expect(from - (spans[at - 1]?.[1] ?? 0)).toBeGreaterThan(1.5);
    expect(cell(answered).drawn).toEqual(['dot']);
    expect(cell(answered).words.endsWith(strongest)).toBe(true);
  },
);

test.each(both)('who logs from an older month comes back to the day that was logged (%s)', async (locale) => {
  const app = await month('2026-12-03', urges(['2026-11-20', 'evening']), locale);
  await app.press(new RegExp(`^${app.t('month_previous')}`), 'button');
  await app.until(() => expect(shown()).toMatch(/^O[ck]tober$/));
  await app.press(app.t('diary_log'), 'link');
  await app.until(() => expect(all('fieldset.ten button')).toHaveLength(11));
  document.querySelector<HTMLElement>("fieldset.ten button[value='6']")?.click();
  await app.press(app.t('done'), 'button');
  await app.until(() => expect(shown()).toBe(locale === 'nb' ? 'Desember' : 'December'));
  expect(pressed().startsWith(app.t('date_today'))).toBe(true);
  expect(all('main a.row').map(text).join()).toContain(app.t('diary_urge', { strength: 6 }));
});

test.each(both)('from the page after a purchase one comes back to where it was logged (%s)', async (locale) => {
  const app = await month('2026-12-03', urges(['2026-11-20', 'evening']), locale);
  const shows = (name: string) => app.until(() => expect(document.documentElement.dataset.screen).toBe(name));
  const buy = async () => {
    await app.press(new RegExp(`^${app.t('log_bought')}`), 'button');
    await shows('text');
    await app.press(app.t('back'), 'link');
  };
  await app.press(app.t('diary_log'), 'link');
  await buy();
  await shows('diary');
  // The month is that of the purchase, as after another log.
  await app.until(() => expect(shown()).toBe(locale === 'nb' ? 'Desember' : 'December'));
  expect(pressed().endsWith(app.t('diary_purchase'))).toBe(true);
  for (const tab of ['today', 'insights'] as const) {
    await app.go(tab);
    await app.go('log');
    await buy();
    await shows(tab);
  }
});

test.each(both)(
  'the month and what narrows it stand until the lock closes, wherever one goes meanwhile (%s)',
  async (locale) => {
    const diary = urges(['2026-12-02', 'day'], ['2026-11-20', 'evening'], ['2026-11-19', 'day']);
    const app = await month('2026-12-03', diary, locale);
    await setLock();
    const looks = () => [document.querySelector('table.month') && shown(), ...all('.chosen button').map(text)];
    await app.press(new RegExp(`^${app.t('month_previous')}`), 'button');
    await app.press(app.t('diary_filter'), 'button');
    await app.choose({ nb: 'Kveld', en: 'Evening' }[locale]);
    await app.press(app.t('filter_show', { n: 1, of: 3 }), 'button');
    const looked = ['November', { nb: 'Kveld', en: 'Evening' }[locale]];
    await app.until(() => expect(looks()).toEqual(looked));
    await app.go('today');
    await app.go('diary');
    expect(looks()).toEqual(looked);
    const { lockNow } = await import('../../shared/lock.ts');
    await lockNow();
    await isLocked(app);
    await keys(`${PIN}\n`);
    await app.until(() => expect(app.state.vault.value).not.toBeNull());
    await app.go('diary');
    await app.until(() => expect(all('main a.row')).toHaveLength(3));
    expect(looks()).toEqual([null]);
  },
);
