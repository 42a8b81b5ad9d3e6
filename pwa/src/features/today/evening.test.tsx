/** Before the hard evening: the offer, the evening itself and the question of the day after, with every tap counted. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Locale } from '../../core/model/content.ts';
import { addDays, type DayPart } from '../../core/model/dates.ts';
import { offerField } from '../../core/model/hard-evening.ts';
import type { Fields } from '../../core/model/plain.ts';
import type { Vault } from '../../core/vault/types.ts';
import { capital } from '../../shared/moments.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { compared, ModelPush, openedAnew, turnedOn } from '../../testing/push.ts';
import { all, rate, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
/** A Friday. */
const friday = '2026-11-27';
const on = (days: number): string => addDays(friday, days);
const at = (date: string, time = '12:00') => ({ at: `${date}T${time}:00+01:00` });

/** Friday evenings that lead by far, and nothing in the plan. */
async function fridays(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['once'] });
  await vault.write('progress', 'progress', { began: on(-50), 'done_first-hold': on(-40) });
  for (const weeks of [1, 2, 3, 4, 5])
    await vault.create('urge', { date: on(-7 * weeks), part: 'evening', strength: 6, place: 'home' });
}

/** The same, with somebody to ring and a thing to do. */
async function ready(vault: Vault): Promise<void> {
  await fridays(vault);
  await vault.create('person', { name_text: 'Kari', phone_text: '412 34 567', made: 0 });
  await vault.write('answer/stop/first-hold/first-plan', 'answer', {
    programme: 'stop',
    module: 'first-hold',
    step: 'first-plan',
    answer: 'first-plan',
    at: on(-40),
    if_text: 'Alene',
    own_text: 'Gå en tur',
  });
}

const planned =
  (fields: Fields = {}, more?: (vault: Vault) => Promise<unknown>) =>
  async (vault: Vault): Promise<void> => {
    await ready(vault);
    const plan = { place: 'home', person_text: 'Kari', first_text: 'Gå en tur' };
    await vault.write(`evening/${friday}`, 'evening', { date: friday, part: 'evening', ...plan, ...fields });
    await more?.(vault);
  };

let taps = 0;
const count = () => {
  taps += 1;
};
beforeEach(() => {
  taps = 0;
  document.addEventListener('click', count, true);
});
afterEach(() => document.removeEventListener('click', count, true));

async function onToday(
  locale: Locale,
  diary: (vault: Vault) => Promise<unknown>,
  when: { at: string },
): Promise<Opened> {
  const app = await open({ locale, diary, ...when });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  await app.until(() => expect(parts()).toContain(app.t('mood_title')));
  taps = 0;
  return app;
}

const parts = (): string[] => all('main .part > h2').map(text);
const screen = () => document.documentElement.dataset.screen;
const kept = (app: Opened) => app.state.entriesOfKind('evening').map((it) => it.fields);
const yes = (app: Opened, part: DayPart = 'evening') => app.t('evening_yes', { plan: app.t(`evening_plan_${part}`) });
/** The main button of the form of what is not planned yet. */
const planIt = (app: Opened) => capital(app.t('evening_plan_evening'));
const often = { nb: 'Fredag kveld er ofte vanskeligst.', en: 'Friday evenings are often the most difficult.' };
const named = {
  nb: 'Du har skrevet at fredag kveld kan bli vanskelig.',
  en: 'You’ve written that Friday evening may be difficult.',
};
const tuesday = { nb: 'tirsdag', en: 'Tuesday' };
const fridayName = { nb: 'fredag', en: 'Friday' };
const heading = { nb: 'Fredag kveld', en: 'Friday evening' };

test.each(both)(
  'the day before, one tap plans the evening from his own plan, and it can be undone (%s)',
  async (locale) => {
    const app = await onToday(locale, ready, at(on(-1)));
    await app.see(often[locale]);
    for (const words of ['Kari', 'Gå en tur']) await app.see(words);
    await app.press(yes(app));
    await app.see(app.t('evening_saved', { when: heading[locale] }));
    expect(taps).toBe(1);
    expect(kept(app)).toEqual([
      {
        date: friday,
        part: 'evening',
        place: 'home',
        place_text: '',
        person_text: 'Kari',
        first_text: 'Gå en tur',
      },
    ]);
    // In one line, which has the focus; a press shows the number and the way to change it.
    await app.until(() => expect(text(document.activeElement)).toContain('Gå en tur'));
    expect(text(document.activeElement)).toContain(heading[locale]);
    const fold = document.activeElement?.parentElement;
    expect([fold?.tagName, fold?.hasAttribute('open')]).toEqual(['DETAILS', false]);
    expect(text(fold?.querySelector('dl'))).toContain('Kari');
    expect(fold?.querySelector(`a[href='#/plan/evening/${friday}/evening']`)).not.toBeNull();
    expect(app.text()).not.toContain(often[locale]);
    // It counts, and is a line of the hill, from now on.
    const counted = app.t('sofar_evenings', { n: 1 });
    expect(text(document.querySelector('main .saved > span'))).toBe(
      `${app.t('evening_saved', { when: heading[locale] })}. ${app.t('sofar_line')}`,
    );
    expect(document.querySelector('main .saved a')?.getAttribute('href')).toBe('#/sofar');
    expect(text(document.querySelector('.so-far-said'))).toContain(counted);
    await app.press(app.t('undo'));
    await app.see(often[locale]);
    expect(kept(app)).toEqual([]);
    expect(text(document.querySelector('.so-far-said'))).not.toContain(counted);
  },
);

test.each(both)('next thing, week, mood and plan stand before the offer (%s)', async (locale) => {
  const app = await onToday(locale, ready, at(on(-1)));
  await app.see(often[locale]);
  const order = [app.t('seven_title'), app.t('mood_title'), app.t('plan_title'), app.t('evening_before')];
  expect(parts().filter((it) => order.includes(it))).toEqual(order);
});

test.each(both)('with nothing to draw from, three taps plan it: open, choose, plan (%s)', async (locale) => {
  const bare = async (vault: Vault) => {
    await vault.write('settings', 'settings', { what: ['once'] });
    for (const weeks of [1, 2, 3, 4, 5])
      await vault.create('urge', { date: on(-7 * weeks), part: 'evening', strength: 6 });
  };
  const app = await onToday(locale, bare, at(friday));
  expect(text(document.querySelector('main'))).toContain(often[locale]);
  await app.press(yes(app));
  await app.until(() => expect(screen()).toBe('plan'));
  await app.see(app.t('evening_title', { when: locale === 'nb' ? 'fredag kveld' : 'Friday evening' }));
  await app.until(() => expect(text(document.querySelector('.dock .main'))).toBe(app.t('evening_choose_first')));
  document.querySelectorAll<HTMLElement>("input[name='evening-place']")[0]?.click();
  await app.press(planIt(app));
  await app.until(() => expect(screen()).toBe('today'));
  expect(taps).toBe(3);
  expect(kept(app)).toMatchObject([{ date: friday, part: 'evening', place: 'home' }]);
  await app.until(() => expect(parts()[0]).toBe(app.t('tonight')));
});

test.each(both)(
  'what is suggested is changed in a form, in own words too, and can be removed again (%s)',
  async (locale) => {
    const app = await onToday(locale, ready, at(on(-1)));
    await app.press(app.t('change'), 'button');
    await app.until(() => expect(screen()).toBe('plan'));
    expect(kept(app)).toEqual([]);
    await app.until(() =>
      expect(document.querySelector<HTMLInputElement>("input[name='evening-person']")?.checked).toBe(true),
    );
    await app.write(app.t('evening_place_own'), 'Hos Ola');
    // No full name is asked for, here as little as elsewhere.
    const help = (await app.labelled(app.t('person_name'))).getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(help)?.textContent).toBe(app.t('person_name_help'));
    await app.write(app.t('person_name'), 'Kari Nordmann');
    await app.press(planIt(app));
    await app.until(() => expect(screen()).toBe('today'));
    expect(kept(app)).toMatchObject([
      { place: '', place_text: 'Hos Ola', person_text: 'Kari Nordmann', first_text: 'Gå en tur' },
    ]);
    await app.see('Hos Ola · Kari Nordmann · Gå en tur');
    document.querySelector<HTMLElement>("main a[href^='#/plan/evening']")?.click();
    await app.press(app.t('evening_remove'));
    await app.until(() => expect(screen()).toBe('today'));
    expect(kept(app)).toEqual([]);
    await app.until(() => expect(parts()).toContain(app.t('evening_before')));
    // Planned again, nothing of what was removed comes back.
    await app.press(yes(app));
    await app.until(() => expect(kept(app)).toMatchObject([{ place: 'home', place_text: '', person_text: 'Kari' }]));
  },
);

test.each(both)(
  'words of his own for the lock screen stay on the phone, and all of it is found by searching (%s)',
  async (locale) => {
    const push = new ModelPush();
    const app = await open({ locale, push, diary: planned(), ...at(on(-1)) });
    await app.go(`plan/evening/${friday}/evening`);
    await app.write(app.t('evening_notice'), 'Husk turen');
    await app.press(app.t('done'));
    await app.until(() => expect(kept(app)[0]?.notice_text).toBe('Husk turen'));
    expect(JSON.stringify(push.puts)).not.toContain('turen');
    await app.go('diary');
    await app.press(app.t('diary_search'));
    await app.write(app.t('search_label'), 'kari');
    await app.until(() =>
      expect(document.querySelector("main a[href='#/plan/evening/2026-11-27/evening']")).not.toBeNull(),
    );
  },
);

test.each(both)('an evening that nothing suggests is two presses from Today (%s)', async (locale) => {
  const one = async (vault: Vault): Promise<void> => {
    await ready(vault);
    for (const { id } of [...vault.entries.values()].filter(({ kind }) => kind === 'urge')) await vault.remove(id);
  };
  const row = () => document.querySelector<HTMLAnchorElement>('main a[href^="#/plan/evening/"]');
  const app = await onToday(locale, one, at(friday));
  await app.until(() => expect(row()?.hash).toBe(`#/plan/evening/${friday}/evening`));
  expect(text(row())).toBe(app.t('evening_plan_for', { when: app.t('this_evening') }));
  // In the evening itself it is the next one, and what is planned needs no row.
  const late = await onToday(locale, one, at(friday, '20:00'));
  await late.until(() => expect(row()?.hash).toBe(`#/plan/evening/${on(1)}/evening`));
  const has = await onToday(locale, planned(), at(friday));
  await has.until(() => expect(text(document.querySelector('main'))).toContain('Gå en tur'));
  expect(all('main .row').map(text)).not.toContain(has.t('evening_plan_for', { when: has.t('this_evening') }));
});

const stillTonight = {
  nb: 'Fredag kveld er ofte vanskeligst. Vil du ha en plan for i kveld?',
  en: 'Friday evenings are often the most difficult. Would you like a plan for tonight?',
};

test.each(both)('once a hard evening has begun, the rest of it is offered before the next one (%s)', async (locale) => {
  const saturdays = async (vault: Vault) => {
    await ready(vault);
    for (const weeks of [1, 2, 3, 4, 5])
      await vault.create('urge', { date: on(1 - 7 * weeks), part: 'evening', strength: 6, place: 'home' });
  };
  const app = await onToday(locale, saturdays, at(friday, '19:00'));
  await app.see(stillTonight[locale]);
  expect(parts()).toContain(app.t('evening_rest'));
  expect(parts()).not.toContain(app.t('evening_before'));
  await app.press(yes(app));
  await app.until(() => expect(kept(app)).toMatchObject([{ date: friday, part: 'evening', person_text: 'Kari' }]));
  // It stands first as tonight's; the next one is offered as before.
  await app.until(() => expect(parts()[0]).toBe(app.t('tonight')));
  expect(parts()).toContain(app.t('evening_before'));
  expect(taps).toBe(1);
});

test('while a hard evening runs, Insights leads to the same one as Today, and to the next after a purchase in it', async () => {
  const row = () => document.querySelector<HTMLAnchorElement>('main a[href^="#/plan/evening/"]');
  const app = await onToday('nb', ready, at(friday, '19:00'));
  await app.see(stillTonight.nb);
  await app.go('insights');
  await app.until(() => expect(row()?.hash).toBe(`#/plan/evening/${friday}/evening`));
  await app.state.vault.value?.create('purchase', { date: friday, part: 'evening' });
  await app.until(() => expect(row()?.hash).toBe(`#/plan/evening/${on(7)}/evening`));
});

test.each(both)('an evening that he has named is offered while it runs, as tonight (%s)', async (locale) => {
  const app = await onToday(locale, naming, at(friday, '20:30'));
  const words = {
    nb: 'Du har skrevet at i kveld kan bli vanskelig.',
    en: 'You’ve written that tonight may be difficult.',
  };
  await app.see(words[locale]);
  expect(new Set(parts()).size).toBe(parts().length);
});

test.each(both)('where evenings are hard on any day, the row leads to this one while it runs (%s)', async (locale) => {
  const evenings = async (vault: Vault) => {
    await ready(vault);
    for (const { id } of [...vault.entries.values()].filter(({ kind }) => kind === 'urge')) await vault.remove(id);
    for (let days = 1; days <= 14; days += 1)
      await vault.create('urge', { date: on(-days), part: 'evening', strength: 6 });
  };
  const app = await onToday(locale, evenings, at(friday, '19:00'));
  const row = () => document.querySelector<HTMLAnchorElement>('main a[href^="#/plan/evening/"]');
  await app.until(() => expect(row()?.hash).toBe(`#/plan/evening/${friday}/evening`));
  expect(text(row())).toContain(app.t('evening_plan_for', { when: app.t('this_evening') }));
});

test.each(both)('what is hard next is what Today and Insights lead to, days ahead too (%s)', async (locale) => {
  const row = () => text(document.querySelector(`main a[href="#/plan/evening/${friday}/evening"]`));
  const app = await onToday(locale, ready, at(on(-4)));
  await app.until(() =>
    expect(row()).toContain(app.t('hard_next', { times: locale === 'nb' ? '5 ganger' : '5 times' })),
  );
  const onRow = row();
  await app.go('insights');
  await app.until(() => expect(row()).toBe(onRow));
});

test.each(both)('going back from the form without a change plans nothing (%s)', async (locale) => {
  const app = await onToday(locale, ready, at(on(-1)));
  await app.press(app.t('change'), 'button');
  await app.until(() => expect(screen()).toBe('plan'));
  await app.press(app.t('back'));
  await app.until(() => expect(screen()).toBe('today'));
  expect(kept(app)).toEqual([]);
});

test.each(both)('one tap turns the offer off and one in the plan turns it on again (%s)', async (locale) => {
  const app = await onToday(locale, ready, at(friday));
  await app.press(app.t('evening_stop'));
  await app.see(app.t('evening_off'));
  expect(taps).toBe(1);
  await app.until(() => expect(parts()).not.toContain(app.t('evening_before')));
  await app.press(app.t('undo'));
  await app.until(() => expect(parts()).toContain(app.t('evening_before')));
  await app.press(app.t('evening_stop'));
  await app.until(() => expect(parts()).not.toContain(app.t('evening_before')));
  await app.go('plan');
  const box = await app.labelled(new RegExp(app.t('evening_offer')));
  expect(box.checked).toBe(false);
  box.click();
  await app.until(() => expect(app.state.entriesOfKind('plan')[0]?.fields[offerField]).toBe(true));
  await app.go('today');
  await app.until(() => expect(parts()).toContain(app.t('evening_before')));
});

test.each(both)('put aside, it comes back the week after and not before (%s)', async (locale) => {
  const app = await onToday(locale, ready, at(on(-1)));
  await app.press(app.t('hide_this', { what: app.t('evening_before') }));
  await app.until(() => expect(parts()).not.toContain(app.t('evening_before')));
  expect(taps).toBe(1);
  expect(app.state.entriesOfKind('progress')[0]?.fields.hid_evening).toBe(friday);
});

test.each(both)(
  'without enough entries, or for somebody close to him, Today says nothing of it (%s)',
  async (locale) => {
    const few = async (vault: Vault) => {
      await vault.write('settings', 'settings', { what: ['once'] });
      for (const weeks of [1, 2, 3, 4]) await vault.create('urge', { date: on(-7 * weeks), part: 'evening' });
    };
    const app = await onToday(locale, few, at(friday));
    expect(parts()).not.toContain(app.t('evening_before'));
    const near = await open({
      locale,
      ...at(friday),
      diary: (vault) =>
        planned({}, async (it) => void (await it.write('settings', 'settings', { what: ['relative'] })))(vault),
    });
    await near.go('today');
    await near.see(near.t('near_more'));
    for (const words of ['Gå en tur', 'Kari', near.t('evening_before')]) expect(near.text()).not.toContain(words);
  },
);

/** He has named a Friday evening, and written nothing else. */
async function naming(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['once'] });
  await vault.write('answer/stop/harder/risky-evenings', 'answer', {
    programme: 'stop',
    module: 'harder',
    step: 'risky-evenings',
    answer: 'risky-evenings',
    at: on(-3),
    codes: ['payday'],
    times: { payday: 'fri 20:00' },
  });
}

test.each(both)('an evening that he has named is offered in his own words for it (%s)', async (locale) => {
  const app = await onToday(locale, naming, at(on(-1)));
  await app.see(named[locale]);
});

test.each(both)(
  'on the day of it the plan stands first on Today, folded, with a number to ring (%s)',
  async (locale) => {
    const app = await onToday(locale, planned(), at(friday, '12:00'));
    expect(parts()[0]).toBe(app.t('tonight'));
    // It is told once: the plan card has the rest.
    await app.until(() => expect(parts()).toContain(app.t('mood_title')));
    expect(app.text().split('Gå en tur')).toHaveLength(2);
    // And with it what it is for.
    expect(app.text()).not.toContain('Alene');
    // Where, with whom and what first, in one line: whom he planned to ring is no press away. The number is.
    const fold = document.querySelector<HTMLDetailsElement>('main .part details');
    expect(text(fold?.querySelector('summary'))).toMatch(/ · Kari · Gå en tur$/);
    expect(fold?.open).toBe(false);
    expect(text(fold?.querySelector('dl'))).toContain('Kari');
    expect(fold?.querySelector("a[href='tel:41234567']")).not.toBeNull();
    expect(parts()).not.toContain(app.t('evening_before'));
  },
);

test.each(both)(
  'when the evening has come, what he planned is begun, rung and done in one press each (%s)',
  async (locale) => {
    const app = await onToday(locale, planned(), at(friday, '18:00'));
    const part = () => all('main .part').find((it) => text(it.querySelector('h2')) === app.t('tonight'));
    expect(parts()[0]).toBe(app.t('tonight'));
    expect(text(part()?.querySelector("a[href='tel:41234567']") ?? null)).toContain('Kari');
    expect(app.text().split('Gå en tur')).toHaveLength(2);
    const row = part()?.querySelector<HTMLElement>("a[href='#/urge']");
    expect(text(row ?? null)).toContain('Gå en tur');
    // It is what help opens with.
    row?.click();
    await app.until(() => expect(text(document.querySelector('main .own'))).toBe('Gå en tur'));
    await app.go('today');
    await app.until(() => expect(parts()).toContain(app.t('mood_title')));
    taps = 0;
    await app.press(app.t('evening_done'), 'button');
    await app.see(`${app.t('evening_did')}.`);
    expect(taps).toBe(1);
    expect(kept(app)[0]?.held).toBe('yes');
    // His own plan is said back, with the focus that the press lost, and nothing of it is asked any more.
    expect(text(part()?.querySelector('.own') ?? null)).toMatch(/ · Kari · Gå en tur$/);
    expect(text(document.activeElement)).toBe(`${app.t('evening_did')}.`);
    expect(part()?.querySelector('a, button')).toBeNull();
    await app.press(app.t('undo'));
    await app.until(() => expect(part()?.querySelector("a[href='#/urge']")).not.toBeNull());
  },
);

test.each(both)('who did what he had planned is told so, and tonight’s plan is marked (%s)', async (locale) => {
  const app = await onToday(locale, planned(), at(friday, '18:00'));
  expect(app.text()).not.toContain(app.t('tonight_did', { words: 'Gå en tur' }));
  document.querySelector<HTMLElement>('.hold .hold-main')?.click();
  await app.until(() => expect(text(document.querySelector('main .own'))).toBe('Gå en tur'));
  await app.press(app.t('way_did'));
  await app.press(app.t('skip_over'), 'button');
  await app.until(() => expect(text(document.querySelector('h1'))).toBe(app.t('end_did')));
  await app.see(app.t('ride_did', { did: 'Gå en tur' }));
  await app.press(app.t('done'));
  await app.until(() => expect(screen()).toBe('today'));
  await app.see(app.t('tonight_did', { words: 'Gå en tur' }));
});

test.each(both)('that he did what he had planned stays said when both numbers are known (%s)', async (locale) => {
  const app = await onToday(locale, planned(), at(friday, '18:00'));
  document.querySelector<HTMLElement>('.hold .hold-main')?.click();
  await app.until(() => expect(text(document.querySelector('main .own'))).toBe('Gå en tur'));
  await app.press(app.t('way_did'));
  await rate(app, 2);
  await app.until(() => expect(text(document.querySelector('h1'))).toBe(app.t('end_did')));
  await rate(app, 9);
  await app.until(() => expect(text(document.querySelector('main .fall'))).toContain('9'));
  expect(text(document.querySelector('h1'))).not.toBe(app.t('end_did'));
  await app.see(app.t('end_did'));
});

test('whom he planned to be with has nothing behind the press without a number', async () => {
  const app = await onToday('nb', planned({ person_text: 'Ola' }), at(friday, '12:00'));
  const fold = document.querySelector<HTMLDetailsElement>('main .part details');
  expect(text(fold?.querySelector('summary'))).toMatch(/ · Ola · Gå en tur$/);
  expect(app.text().split('Ola')).toHaveLength(2);
});

test('whom he planned to be with is named without a number in the evening too', async () => {
  await onToday('nb', planned({ person_text: 'Ola', first_text: '' }), at(friday, '18:00'));
  expect(text(all('main .part')[0]?.querySelector('.person') ?? null)).toContain('Ola');
  expect(all('main .part')[0]?.querySelector("a[href='#/urge']")).toBeNull();
});

test.each(both)(
  'a way that has helped can be done first: chosen in the form, it is what help opens with (%s)',
  async (locale) => {
    const rode = async (vault: Vault) => {
      await ready(vault);
      for (const way of ['wave', 'wave', 'breathing', 'other', 'other', 'other'])
        await vault.create('urge', { date: on(-9), part: 'day', strength: 7, after: 3, way });
    };
    const app = await onToday(locale, rode, at(friday, '18:00'));
    await app.go(`plan/evening/${friday}/evening`);
    const firsts = () =>
      [...document.querySelectorAll<HTMLInputElement>("input[name='evening-first']")].map((it) =>
        text(it.closest('label')),
      );
    const labels = shipped(locale).codes.ways ?? [];
    const [wave = '', breathing = ''] = ['wave', 'breathing'].map(
      (code) => labels.find((it) => it.code === code)?.label,
    );
    await app.until(() => expect(firsts()).toEqual(['Gå en tur', wave, breathing]));
    await app.choose(wave);
    await app.until(() => expect(kept(app)).toMatchObject([{ first_text: wave, person_text: 'Kari' }]));
    await app.press(planIt(app));
    await app.until(() => expect(screen()).toBe('today'));
    document.querySelector<HTMLElement>('.hold .hold-main')?.click();
    await app.until(() => expect(document.querySelector('.wave')).not.toBeNull());
  },
);

const why = {
  nb: 'Fredag kveld er vanskeligst: 5 av 5 ganger de siste åtte ukene. Det som oftest kom før, var «Stress».',
  en: 'Friday evenings have been the most difficult: 5 out of 5 times in the last eight weeks. What most often came before: ‘Stress’.',
};

test.each(both)(
  'the form says why that evening is planned for, as the table does, and nothing of another (%s)',
  async (locale) => {
    const stressed = async (vault: Vault) => {
      await vault.write('settings', 'settings', { what: ['once'] });
      for (const weeks of [1, 2, 3, 4, 5])
        await vault.create('urge', { date: on(-7 * weeks), part: 'evening', strength: 6, triggers: ['stress'] });
    };
    const app = await onToday(locale, stressed, at(on(-3)));
    await app.go('insights');
    await app.press(
      new RegExp(`^${app.t('evening_plan_for', { when: app.t('heading_evening', { day: fridayName[locale] }) })}`),
      'link',
    );
    await app.until(() => expect(text(document.querySelector('main .title + .read'))).toBe(why[locale]));
    await app.go(`plan/evening/${on(-2)}/evening`);
    await app.see(app.t('evening_first_ask'));
    expect(document.querySelector('main .title + .read')).toBeNull();
  },
);

test.each(both)('an evening that he has named says so at the head of its form (%s)', async (locale) => {
  const app = await onToday(locale, naming, at(on(-1)));
  await app.press(yes(app));
  await app.see(named[locale]);
  expect(screen()).toBe('plan');
});

const asks = {
  nb: 'Du hadde en plan for i går kveld. Hvordan gikk det?',
  en: 'You had a plan for yesterday evening. How did it go?',
};
const yesterday = { nb: 'I går kveld', en: 'Yesterday evening' };

test.each(both)(
  'the day after it is asked once how it went: one tap, undoable, the same after a lapse (%s)',
  async (locale) => {
    const lapse = (vault: Vault) => vault.create('purchase', { date: friday, part: 'evening' });
    const app = await onToday(locale, planned({}, lapse), at(on(1)));
    await app.see(asks[locale]);
    // What the plan was stands with the question, and no two parts have one name.
    const asked = all('main .part').find((it) => text(it).includes(asks[locale]));
    expect(text(asked)).toContain('Kari · Gå en tur');
    expect(text(asked?.querySelector('h2'))).toBe(yesterday[locale]);
    expect(new Set(parts()).size).toBe(parts().length);
    await app.choose(app.t('evening_held_partly'));
    await app.see(app.t('evening_answered', { answer: app.t('evening_held_partly') }));
    expect(taps).toBe(1);
    expect(kept(app)[0]?.held).toBe('partly');
    await app.until(() => expect(app.text()).not.toContain(asks[locale]));
    // The answer stands where it was pressed, with the focus that the press lost.
    expect(document.activeElement?.textContent).toBe(`${app.t('evening_told_partly')}.`);
    expect(parts().indexOf(yesterday[locale])).toBeGreaterThan(parts().indexOf(app.t('today_due')));
    await app.go('diary');
    await app.until(() => expect(screen()).toBe('diary'));
    await app.go('today');
    await app.until(() => expect(parts()).toContain(yesterday[locale]));
    // That it held stands there for the rest of the day, without another question.
    const told = all('main .part').find((it) => text(it.querySelector('h2')) === yesterday[locale]);
    expect(text(told)).toContain(`${app.t('evening_told_partly')}.`);
    expect(text(told)).toContain('Kari · Gå en tur');
    expect(told?.querySelector('input')).toBeNull();
    // Good news stands above the look back.
    expect(parts().indexOf(yesterday[locale])).toBeLessThan(parts().indexOf(app.t('today_due')));
    // What was said of the press stayed behind.
    expect(app.text()).not.toContain(app.t('undo'));
  },
);

test.each([
  ['nb', 'no'],
  ['nb', 'partly'],
  ['en', 'no'],
] as const)(
  'beside an answer that a plan did not hold, the plan can be changed for next time (%s)',
  async (locale, held) => {
    const app = await onToday(locale, planned({ place: 'home', first_text: 'Lage middag' }), at(on(1)));
    await app.choose(app.t(`evening_held_${held}`));
    const row = await app.until(() => {
      const found = document.querySelector<HTMLAnchorElement>(`main a[href="#/plan/evening/${on(7)}/evening/again"]`);
      expect(text(found)).toBe(app.t('evening_again'));
      return found;
    });
    // It stands with the answer, and opens the form of the same evening in a week with that plan in it.
    expect(text(row?.closest('.part') ?? null)).toContain(app.t(`evening_told_${held}`));
    row?.click();
    await app.see(app.t('evening_title', { when: app.t('heading_evening', { day: fridayName[locale] }) }));
    expect((await app.labelled(app.t('own_words'))).value).toBe('Lage middag');
    expect(kept(app)).toHaveLength(1);
    await app.press(planIt(app));
    await app.until(() => expect(kept(app)).toMatchObject([{ held }, { date: on(7), first_text: 'Lage middag' }]));
    await app.until(() => expect(screen()).toBe('today'));
  },
);

test('a plan that held leads to no change', async () => {
  const app = await onToday('nb', planned(), at(on(1)));
  await app.choose(app.t('evening_held_yes'));
  await app.see(app.t('evening_told_yes'));
  expect(app.text()).not.toContain(app.t('evening_again'));
});

test('that it was not used is told once, in its place', async () => {
  const app = await onToday('nb', planned(), at(on(1)));
  await app.choose(app.t('evening_held_no'));
  await app.see(app.t('evening_told_no'));
  await app.go('diary');
  await app.until(() => expect(screen()).toBe('diary'));
  await app.go('today');
  await app.until(() => expect(parts()).toContain(app.t('mood_title')));
  expect(parts()).not.toContain(yesterday.nb);
  expect(kept(app)[0]?.held).toBe('no');
});

test('an answer that is taken back asks again, and that it held is gone on the next day', async () => {
  const app = await onToday('nb', planned(), at(on(1)));
  await app.choose(app.t('evening_held_no'));
  await app.see(app.t('evening_told_no'));
  await app.press(app.t('undo'));
  await app.see(asks.nb);
  expect(kept(app)[0]?.held).toBe('');
  await app.choose(app.t('evening_held_yes'));
  await app.see(app.t('evening_told_yes'));
  const next = await open({ disk: app.disk, locale: 'nb', ...at(on(2)) });
  await next.go('today');
  await next.until(() => expect(parts()).toContain(next.t('mood_title')));
  expect(next.text()).not.toContain(next.t('evening_told_yes'));
});

test('what was planned for earlier in the day is asked about the same day, and marked', async () => {
  const app = await onToday('nb', planned({ part: 'day' }), at(friday, '18:30'));
  await app.see('Du hadde en plan for i dag midt på dagen. Hvordan gikk det?');
  await app.choose(app.t('evening_held_yes'));
  await app.see(`${app.t('evening_told_yes')}.`);
});

test('while it is asked, no module is the next thing', async () => {
  const app = await onToday('nb', planned(), at(on(1)));
  const next = () => parts().indexOf(app.t('today_next'));
  const mood = () => parts().indexOf(app.t('mood_title'));
  await app.see(asks.nb);
  await app.until(() => expect(next()).toBeGreaterThan(mood()));
  await app.choose(app.t('evening_held_yes'));
  await app.until(() => expect(next()).toBeLessThan(mood()));
  expect(next()).not.toBe(-1);
});

test('it is not asked before, not when it was answered, and not on the third day', async () => {
  for (const [date, time, fields] of [
    [on(1), '02:00', {}],
    [on(1), '12:00', { held: 'no' }],
    [on(3), '12:00', {}],
  ] as const) {
    const app = await onToday('nb', planned(fields), at(date, time));
    expect(app.text()).not.toContain('Du hadde en plan');
  }
});

const rung = (push: ModelPush) => push.box.wish.nudges.filter((it) => it.kind === 'own');

test.each(both)('with reminders on, the phone rings before it, and not once it is removed (%s)', async (locale) => {
  const push = new ModelPush();
  const before = await turnedOn(push, { locale, diary: ready, ...at(on(-1)) });
  expect(rung(push)).toEqual([]);
  const app = await openedAnew(before, push, { ...at(on(-1)) });
  await app.go('today');
  await app.press(yes(app));
  await app.until(() => expect(kept(app)).toHaveLength(1));
  await compared(app);
  expect(rung(push)).toMatchObject([{ once: `${friday}T17:30` }]);
  expect(JSON.stringify(push.puts)).not.toMatch(/Kari|tur/);
  await app.see(
    locale === 'nb' ? 'Du får en påminnelse i morgen klokken 17.30.' : 'You’ll get a reminder tomorrow at 17:30.',
  );
  await app.press(app.t('undo'));
  await app.until(() => expect(kept(app)).toEqual([]));
  await compared(app);
  expect(rung(push)).toEqual([]);
});

test.each(both)(
  'with reminders off nothing is asked, and a quiet line says that the phone can ring (%s)',
  async (locale) => {
    const push = new ModelPush();
    const app = await open({ locale, push, diary: planned(), ...at(friday) });
    await app.go('today');
    await app.see(app.t('evening_could_ring'));
    expect(push.boxes.size).toBe(0);
  },
);

test('where a weekly reminder rings for that evening, the plan says its time', async () => {
  const push = new ModelPush();
  const own = { asked: { 'risky-evenings': true }, on: {}, ids: {} };
  const both = async (vault: Vault) => {
    await planned({}, naming)(vault);
    await vault.writeDevice('own', own);
  };
  const app = await turnedOn(push, { diary: both, ...at(on(-1)) });
  await app.go('today');
  await app.see('Du får en påminnelse i morgen klokken 20.');
  expect(rung(push)).toMatchObject([{ at: '20:00', days: ['fri'] }]);
});

test.each(both)(
  'an evening can be planned from the plan and from Insights, whatever Today offers (%s)',
  async (locale) => {
    const app = await onToday(locale, ready, at(on(-3)));
    await app.go('insights');
    const when = app.t('heading_evening', { day: fridayName[locale] });
    const why = {
      nb: /Neste vanskelige tid. Trangen kom \d ganger./,
      en: /Your next hard time. The urge came \d times./,
    }[locale].source;
    await app.press(new RegExp(`^${app.t('evening_plan_for', { when })} ?${why}$`), 'link');
    await app.until(() => expect(screen()).toBe('plan'));
    await app.see(app.t('evening_title', { when: app.t('heading_evening', { day: fridayName[locale] }) }));
    // The form has his own plan in it: two taps from the finding, and the row there says that it is planned.
    await app.press(planIt(app));
    await app.until(() => expect(screen()).toBe('insights'));
    expect(taps).toBe(2);
    const row = () => all('main .row').find((it) => it.getAttribute('href') === `#/plan/evening/${friday}/evening`);
    await app.until(() => expect(text(row())).toContain(app.t('evening_saved', { when: heading[locale] })));
    expect(text(row())).toContain('Kari · Gå en tur');
    await app.press(app.t('undo'));
    await app.until(() => expect(kept(app)).toEqual([]));
    await app.go('plan');
    const tonight = app.t('evening_plan_for', { when: app.t('this_evening') });
    await app.press(tonight, 'link');
    await app.see(app.t('evening_title', { when: app.t('heading_evening', { day: tuesday[locale] }) }));
    // Kept with its first choice, and said when he leaves, whichever way he does; the plan lists it.
    await app.choose(/^(Hjemme|At home|Home)$/);
    await app.until(() => expect(kept(app)).toHaveLength(1));
    expect(text(document.querySelector('.dock .main'))).toBe(planIt(app));
    await app.press(app.t('back'));
    await app.see(app.t('evening_planned'));
    await app.see(app.t('evening_saved', { when: { nb: 'Tirsdag kveld', en: 'Tuesday evening' }[locale] }));
    expect(app.text()).not.toContain(tonight);
    // Another evening of the week can be planned all the same: open, choose, plan.
    taps = 0;
    const other = () => all('details > summary').find((it) => text(it) === app.t('evening_plan_another'));
    await app.until(() => expect(other()).toBeDefined());
    other()?.click();
    await app.press(heading[locale], 'link');
    await app.see(app.t('evening_title', { when: app.t('heading_evening', { day: fridayName[locale] }) }));
    await app.press(planIt(app));
    await app.until(() => expect(kept(app).map((it) => it.date)).toEqual([on(-3), friday]));
    expect(taps).toBe(3);
  },
);

test('Insights says that the hardest evening is planned', async () => {
  const app = await onToday('nb', planned(), at(on(-3)));
  await app.go('insights');
  await app.see(app.t('evening_saved', { when: heading.nb }));
});
