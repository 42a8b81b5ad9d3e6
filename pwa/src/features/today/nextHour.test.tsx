/** What is chosen for the hour after a lapse stands first on Today until the next morning. */
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const date = '2026-11-24';

async function lapsed(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['again'] });
  await vault.write('progress', 'progress', { began: '2026-11-01' });
  await vault.create('purchase', { date, part: 'evening' });
}

test('no question is asked in the hours after a lapse', async () => {
  const app = await open({
    locale: 'nb',
    diary: (vault) => lapsed(vault).then(() => vault.writeDevice('unasked', { unasked: true })),
    at: `${date}T22:10:00+01:00`,
  });
  await onToday(app);
  const asked = () => parts().includes(app.t('later_part'));
  expect(app.state.asksLater.value).toBe(true);
  expect(asked()).toBe(false);
  const morning = await open({
    locale: 'nb',
    disk: app.disk,
    server: app.server,
    asks: true,
    at: `2026-11-25T07:00:00+01:00`,
  });
  await onToday(morning);
  await morning.until(() => expect(parts()).toContain(morning.t('later_part')));
});

test.each(both)('what may be urgent stays on Today for three days, above what is due (%s)', async (locale) => {
  const leads = async (day: string): Promise<boolean> => {
    const app = await open({ locale, diary: lapsed, at: `2026-11-${day}T09:00:00+01:00` });
    await onToday(app);
    const link = [...document.querySelectorAll('main a[href="#/text/page/lapse"]')];
    if (day === '25')
      expect(parts().indexOf(app.t('next_hour_help'))).toBeLessThan(parts().indexOf(app.t('today_due')));
    return link.length === 1;
  };
  expect([await leads('25'), await leads('27'), await leads('28')]).toEqual([true, true, false]);
});

test('the fortnight says that it can wait while something after a purchase may be urgent', async () => {
  const small = async (day: string): Promise<string> => {
    const app = await open({ locale: 'nb', diary: lapsed, at: `2026-11-${day}T09:00:00+01:00` });
    await onToday(app);
    return await app.until(() => {
      const row = document.querySelector('main a[href="#/fortnight"]');
      expect(row).not.toBeNull();
      expect(parts().indexOf(app.t('when_time'))).toBeGreaterThan(parts().indexOf(app.t('plan_title')));
      return text(row).includes(app.t('fortnight_waits')) ? 'waits' : 'asks';
    });
  };
  expect([await small('25'), await small('27'), await small('28')]).toEqual(['waits', 'waits', 'asks']);
});

async function onToday(app: Opened): Promise<void> {
  await app.go('today');
  await app.until(() => expect(parts()).toContain(app.t('mood_title')));
}

const parts = (): string[] => all('main .part > h2').map(text);
const stands = (): HTMLElement | null | undefined => all('main .part > h2')[0]?.closest<HTMLElement>('.part');

test.each(both)(
  'it stands first, before what is next, can be changed, and is gone in the morning (%s)',
  async (locale) => {
    const exercise = shipped(locale).pages.lapse?.steps.find(({ id }) => id === 'next-hour')?.exercise;
    if (exercise?.kind !== 'choose') throw new Error('the page asks otherwise');
    const label = (code: string): string => exercise.options.find((it) => it.code === code)?.label ?? '';
    const app = await open({ locale, diary: lapsed, at: `${date}T22:10:00+01:00` });
    // After the page was left, Today leads back to it.
    await onToday(app);
    expect(parts()[0]).toBe(app.t('next_hour_help'));
    stands()?.querySelector<HTMLElement>('a[href="#/text/page/lapse"]')?.click();
    await app.choose(label('call'));
    await app.press(app.t('page_do_now'));
    await onToday(app);
    expect(parts()[0]).toBe(app.t('next_hour'));
    expect(text(stands()?.querySelector('.lead'))).toBe(label('call'));
    expect(parts().indexOf(app.t('today_next'))).toBeGreaterThan(parts().indexOf(app.t('mood_title')));

    await app.press(app.t('change_this', { what: app.t('next_hour') }), 'link');
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
    // One is chosen: it is taken away before another one.
    await app.choose(label('call'));
    await app.choose(label('bed'));
    await app.press(app.t('done'));
    await app.until(() => expect(text(stands()?.querySelector('.lead'))).toBe(label('bed')));

    const night = await open({ locale, disk: app.disk, server: app.server, at: '2026-11-25T01:30:00+01:00' });
    await onToday(night);
    expect(parts()[0]).toBe(app.t('next_hour'));
    const morning = await open({ locale, disk: app.disk, server: app.server, at: '2026-11-25T07:00:00+01:00' });
    await onToday(morning);
    expect(parts()).not.toContain(app.t('next_hour'));
  },
);
