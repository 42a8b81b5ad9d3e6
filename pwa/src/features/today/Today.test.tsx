/** Today on one screen: the one next thing, the week, the mood in one press and the plan; what can wait is below. */

import { expect, test, vi } from 'vitest';
import type { Exercise, Locale } from '../../core/model/content.ts';
import { addDays } from '../../core/model/dates.ts';
import { phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { dying } from '../../testing/dying.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const today = '2026-11-25';
const ago = (days: number): string => addDays(today, -days);

/** The first module three days ago, with what the plan card shows, and a week of urges. */
async function usual(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['once'] });
  await vault.write('progress', 'progress', { began: ago(9), 'done_first-hold': ago(3) });
  for (const name of ['reason', 'barrier']) {
    const it = shipped('nb').modules['first-hold']?.steps.find(({ id }) => id === name)?.exercise as Exercise;
    await vault.write(`answer/stop/first-hold/${name}`, 'answer', {
      programme: 'stop',
      module: 'first-hold',
      step: name,
      answer: name,
      at: ago(3),
      codes: ['options' in it ? (it.options[0]?.code ?? '') : ''],
    });
  }
  for (const days of [1, 2, 3, 5]) await vault.create('urge', { date: ago(days), part: 'day', strength: 6, after: 2 });
}

const moods =
  (...each: number[]) =>
  async (vault: Vault): Promise<void> => {
    await usual(vault);
    for (const [at, mood] of each.entries())
      await vault.write(`checkin/${ago(at + 1)}`, 'checkin', { date: ago(at + 1), mood });
  };

async function onToday(locale: Locale, diary: (vault: Vault) => Promise<unknown>): Promise<Opened> {
  const app = await open({ locale, diary, at: `${today}T18:30:00+01:00` });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  await app.until(() => expect(parts()).toContain(app.t('mood_title')));
  return app;
}

const parts = (): string[] => all('main .part > h2').map(text);
const ten = (): HTMLButtonElement[] => all('main fieldset.ten button') as HTMLButtonElement[];
const checkin = (app: Opened) => app.state.entriesOfKind('checkin').find(({ fields }) => fields.date === today)?.fields;
const screen = () => document.documentElement.dataset.screen;

test.each(both)(
  'first the one next thing, then the week, the mood and the plan, then the rest (%s)',
  async (locale) => {
    const app = await onToday(locale, usual);
    const practice = shipped(locale).modules['first-hold']?.practice?.title ?? '';
    expect(parts().slice(0, 5)).toEqual([
      practice,
      app.t('seven_title'),
      app.t('mood_title'),
      app.t('plan_title'),
      app.t('today_next'),
    ]);
  },
);

test.each(both)(
  'what comes back today stands above the week, and the programme waits below the plan (%s)',
  async (locale) => {
    const app = await onToday(locale, async (vault) => {
      await usual(vault);
      await vault.create('purchase', { date: ago(1), part: 'evening' });
    });
    const practice = shipped(locale).modules['first-hold']?.practice?.title ?? '';
    const stands = parts();
    expect(stands.slice(0, 5)).toEqual([
      app.t('next_hour_help'),
      app.t('today_due'),
      app.t('seven_title'),
      app.t('mood_title'),
      app.t('plan_title'),
    ]);
    expect(stands.filter((it) => it === practice)).toHaveLength(1);
    expect(stands.indexOf(practice)).toBeGreaterThan(stands.indexOf(app.t('plan_title')));
  },
);

test.each(both)(
  'what the practice is about is said there alone, and in the plan once it is done (%s)',
  async (locale) => {
    const app = await onToday(locale, usual);
    const it = shipped(locale).modules['first-hold']?.steps.find(({ id }) => id === 'barrier')?.exercise as Exercise;
    const words = ('options' in it && it.options[0]?.label) || '?';
    const holds = (name: string) =>
      text(all('main .part').find((part) => text(part.querySelector('h2')) === name)).includes(words);
    const practice = shipped(locale).modules['first-hold']?.practice?.title ?? '';
    expect([holds(practice), holds(app.t('plan_title'))]).toEqual([true, false]);
    await app.choose(app.t('practice_done'));
    await app.until(() => expect(holds(app.t('plan_title'))).toBe(true));
    expect(text(document.querySelector('main')).split(words)).toHaveLength(2);
  },
);

test.each(both)('a practice that is done says what it added, and that can be taken back (%s)', async (locale) => {
  const app = await onToday(locale, usual);
  await app.choose(app.t('practice_done'));
  await app.see(app.t('practice_saved'));
  expect(text(document.querySelector('main .saved > span'))).toBe(`${app.t('practice_saved')}. ${app.t('sofar_line')}`);
  expect(document.querySelector('main .saved a')?.getAttribute('href')).toBe('#/sofar');
  await app.press(app.t('undo'));
  await app.until(() => expect(parts()[0]).toBe(shipped(locale).modules['first-hold']?.practice?.title));
});

const until = { nb: 'søndag 29. november', en: 'Sunday 29 November' };

test.each(both)('a practice that was tried says until when it stays, and can be put aside (%s)', async (locale) => {
  const app = await onToday(locale, usual);
  const practice = shipped(locale).modules['first-hold']?.practice?.title ?? '';
  await app.choose(app.t('practice_tried'));
  await app.until(() =>
    expect(text(document.querySelector('main'))).toContain(app.t('practice_tried_where', { day: until[locale] })),
  );
  await app.press(app.t('hide_this', { what: practice }));
  await app.until(() => expect(parts()).not.toContain(practice));
});

test.each([0, -900])('what is said at the head comes into sight only if one has scrolled past it (%s)', async (top) => {
  const app = await onToday('nb', usual);
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
  const region = document.querySelector('main > [role=status]') as HTMLElement;
  vi.spyOn(region, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, top, 390, 0));
  await app.choose(app.t('practice_done'));
  await app.see(app.t('practice_saved'));
  expect(scrolled.mock.contexts).toEqual(top < 0 ? [region] : []);
  vi.restoreAllMocks();
});

test.each(both)('one press keeps the mood, another changes it, and the rest of the day stays (%s)', async (locale) => {
  const app = await onToday(locale, usual);
  // What is said of an earlier press is not taken for the receipt of this one.
  await app.go('log');
  await app.until(() => ten()[4]?.click());
  await app.press(app.t('done'), 'button');
  await app.until(() => expect(screen()).toBe('today'));
  const logged = () => text(document.querySelector('.saved'));
  await app.until(() => expect(logged()).toContain('4'));
  expect(ten().map((it) => it.value)).toEqual(Array.from({ length: 11 }, (_, n) => String(n)));
  ten()[6]?.click();
  await app.see(app.t('mood_now', { mood: 6 }));
  expect(logged()).toBe('');
  expect(checkin(app)).toEqual({ date: today, mood: 6 });
  expect(ten()).toEqual([]);
  expect(screen()).toBe('today');
  await app.until(() => expect(text(document.activeElement)).toBe(app.t('change')));
  await app.press(app.t('change'));
  await app.until(() => expect((document.activeElement as HTMLButtonElement).value).toBe('6'));
  expect(ten().filter((it) => it.getAttribute('aria-pressed') === 'true')).toEqual([document.activeElement]);
  await app.state.vault.value?.write(`checkin/${today}`, 'checkin', { date: today, peak: 3 });
  ten()[8]?.click();
  await app.see(app.t('mood_now', { mood: 8 }));
  expect(checkin(app)).toEqual({ date: today, mood: 8, peak: 3 });
});

test('what an answer to the mood brings stands below it, and the first day says nothing of the week', async () => {
  const begun = (vault: Vault) => vault.write('settings', 'settings', { what: ['once'] });
  let app = await onToday('nb', async (vault) => {
    await begun(vault);
    await vault.create('urge', { date: ago(20), part: 'day', strength: 6, after: 2 });
  });
  const [mood, week] = [app.t('mood_title'), app.t('seven_title')];
  expect(parts()).not.toContain(week);
  ten()[6]?.click();
  await app.until(() => expect(parts()).toContain(week));
  expect(parts().indexOf(mood)).toBeLessThan(parts().indexOf(week));
  app = await onToday('nb', begun);
  ten()[6]?.click();
  await app.see(app.t('mood_now', { mood: 6 }));
  expect(parts()).not.toContain(week);
  await app.state.vault.value?.create('urge', { date: today, part: 'day', strength: 6, after: 2 });
  await app.until(() => expect(parts()).toContain(week));
});

test('the only ride stands once on Today, and beside an earlier one the week tells both', async () => {
  const ride = (date: string) => ({ date, part: 'day', strength: 7, after: 4, minutes: 9, way: 'wave', triggers: [] });
  const week = () => text(all('main .part').find((it) => text(it).startsWith('De siste sju dagene')));
  const one = await onToday('nb', async (vault) => {
    await vault.create('urge', ride(today));
    await vault.create('purchase', { date: today, part: 'day' });
  });
  expect(text(document.querySelector('main'))).toContain('7 til 4 med');
  expect(week()).not.toContain('Trangen falt');
  await one.state.vault.value?.create('urge', ride(ago(1)));
  await one.state.vault.value?.create('purchase', { date: ago(1), part: 'day' });
  await one.until(() => expect(week()).toContain('Trangen falt'));
});

test('a mood that is clearly lighter than yesterday’s says so, and a heavier one nothing', async () => {
  const app = await onToday('nb', moods(4));
  ten()[6]?.click();
  await app.see('Humør 6 av 10, lettere enn i går');
  for (const heavier of [5, 2]) {
    await app.press(app.t('change'));
    await app.until(() => ten()[heavier]?.click());
    await app.until(() => expect(checkin(app)).toEqual({ date: today, mood: heavier }));
    await app.see(`Humør ${heavier} av 10 · Endre`);
  }
});

test.each(both)('a very low mood asks the safety question, and so does the third low day (%s)', async (locale) => {
  let app = await onToday(locale, usual);
  ten()[1]?.click();
  await app.until(() => expect(app.router.route.value).toMatchObject({ name: 'text', args: ['page', 'safety'] }));
  expect(checkin(app)).toEqual({ date: today, mood: 1 });
  app = await onToday(locale, moods(3));
  ten()[3]?.click();
  await app.see(app.t('mood_now', { mood: 3 }));
  expect(screen()).toBe('today');
  app = await onToday(locale, moods(3, 2));
  ten()[3]?.click();
  await app.until(() => expect(app.router.route.value).toMatchObject({ name: 'text', args: ['page', 'safety'] }));
});

test.each(both)('more about the day: everything but the mood may be left (%s)', async (locale) => {
  const app = await onToday(locale, usual);
  await app.press(app.t('near_more'));
  await app.until(() => expect(screen()).toBe('checkin'));
  const save = () => document.querySelector<HTMLElement>('.dock .main');
  await app.until(() => expect(text(save())).toBe(app.t('checkin_choose_mood')));
  document.querySelector<HTMLElement>(".ten button[value='7']")?.click();
  await app.until(() => expect(text(save())).toBe(app.t('save')));
  save()?.click();
  await app.see(app.t('mood_now', { mood: 7 }));
  expect(checkin(app)).toEqual({ date: today, mood: 7 });
});

const compares = {
  nb: ['Humør 6 av 10, på vei opp siden mandag', 'Du skrev 23. november:'],
  en: ['Mood 6 out of 10, rising since Monday', 'You wrote on 23 November:'],
};

test.each(both)('the evening check-in gives his good thing back, and a low day an earlier one (%s)', async (locale) => {
  const app = await onToday(locale, async (vault) => {
    await moods(5, 4)(vault);
    await vault.write(`checkin/${ago(2)}`, 'checkin', { date: ago(2), good_text: 'Ringte mor.' });
  });
  const own = () => all('main .part').find((it) => text(it.querySelector('h2')) === app.t('mood_title'));
  const [rising, then] = compares[locale];
  ten()[4]?.click();
  await app.until(() => expect(text(own())).toContain(`${then}Ringte mor.`));
  await app.press(app.t('change'));
  await app.until(() => ten()[6]?.click());
  await app.until(() => expect(text(own())).toContain(rising));
  expect(text(own())).not.toContain('Ringte mor.');
  await app.state.vault.value?.write(`checkin/${today}`, 'checkin', { date: today, good_text: 'Gikk en tur.' });
  await app.until(() => expect(text(own()?.querySelector('.own'))).toBe('Gikk en tur.'));
});

test.each([
  ['nb', 'Humør 6 av 10, på vei opp siden søndag'],
  ['en', 'Mood 6 out of 10, rising since Sunday'],
] as const)('the mood is told to rise since the day from which its line rises (%s)', async (locale, said) => {
  const app = await onToday(locale, moods(5, 4, 3));
  ten()[6]?.click();
  await app.see(said);
});

test.each([
  ['nb', 'på vei opp siden 17. november'],
  ['en', 'rising since 17 November'],
] as const)('a rise that is older than the names of the week is told by its date (%s)', async (locale, said) => {
  const app = await onToday(locale, moods(9, 8, 7, 6, 5, 4, 3, 2));
  ten()[10]?.click();
  await app.until(() => expect(app.text()).toContain(said));
});

const drawnMoods = {
  nb: 'Siden 20. november: 5 i snitt, 4 dager',
  en: 'Since 20 November: 5 on average, 4 days',
} as const;

test.each(both)('an answered mood stands in the line of the last two weeks, from the third on (%s)', async (locale) => {
  const app = await onToday(locale, async (vault) => {
    await moods(4)(vault);
    await vault.write(`checkin/${ago(14)}`, 'checkin', { date: ago(14), mood: 1 });
  });
  const line = () => document.querySelector('main .mood-line');
  ten()[6]?.click();
  await app.see(app.t('mood_lighter', { mood: 6 }));
  expect(line()).toBeNull();
  for (const [days, mood] of [
    [5, 3],
    [2, 7],
  ] as const)
    await app.state.vault.value?.write(`checkin/${ago(days)}`, 'checkin', { date: ago(days), mood });
  const said = () => text(line()?.querySelector('figcaption')).replaceAll('\u00a0', ' ');
  await app.until(() => expect(said()).toBe(drawnMoods[locale]));
  expect(line()?.querySelectorAll('.point')).toHaveLength(4);
  // The line is of what is answered: while it is changed the keys stand alone.
  await app.press(app.t('change'));
  await app.until(() => expect(line()).toBeNull());
});

test('a page is put aside in one write, whenever the app dies', async () => {
  const answer = (name: string) => `answer/pages/safety/${name}`;
  const app = await open({
    diary: async (vault) => {
      for (const it of ['thoughts', 'more']) await vault.writeDevice(answer(it), { stands_from: '2026-11-22' });
    },
  });
  const { putAside } = await import('./commands.ts');
  const { vaultsIn } = await import('../../core/vault/vaults.ts');
  const life = dying(phone(app.server, { database: 'fotfeste' }));
  // What the app writes by itself may take a breath of its own.
  for (let breath = 0, lived = false; !lived; breath += 1) {
    lived = await life.does(breath, () => putAside('safety'));
    const woken = await vaultsIn(phone(app.server, { database: 'fotfeste' })).open();
    const [one, other] = ['thoughts', 'more'].map((it) => woken?.device.get(answer(it))?.stands_from);
    expect(one).toBe(other);
    if (lived) expect(one).toBe('');
    woken?.close();
  }
});
