/** The pace: a week, a fortnight, a month, a pause, the end and what follows it. Day nought is a Wednesday. */
import { expect, test, vi } from 'vitest';
import { consentFields } from '../../core/model/consents.ts';
import type { Bundle, Exercise, Locale, Text } from '../../core/model/content.ts';
import { addDays } from '../../core/model/dates.ts';
import type { Fields } from '../../core/model/plain.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const first = '2026-11-25';
const day = (n: number): string => addDays(first, n);

const module = (bundle: Bundle, id: string | undefined): Text => bundle.modules[id ?? ''] as Text;
const stop = (bundle: Bundle) => bundle.programmes.find((it) => it.id === 'stop') as Bundle['programmes'][number];
const track = (bundle: Bundle): Text[] => (stop(bundle).tracks.once ?? []).map((id) => module(bundle, id));
const options = (bundle: Bundle, step: string, of = 'first-hold') => {
  const exercise = module(bundle, of).steps.find((it) => it.id === step)?.exercise as Exercise;
  return 'options' in exercise ? exercise.options : [];
};

/** The first module, done on day nought with a reason and a barrier, and whatever else stands in the diary. */
const begun =
  (fields: Fields = {}, and?: (vault: Vault) => Promise<unknown>) =>
  async (vault: Vault): Promise<void> => {
    await vault.write('settings', 'settings', { what: ['once'] });
    await vault.write('progress', 'progress', { began: first, 'done_first-hold': first, ...fields });
    for (const step of ['reason', 'barrier'])
      await vault.write(`answer/stop/first-hold/${step}`, 'answer', {
        programme: 'stop',
        module: 'first-hold',
        step,
        answer: step,
        at: first,
        codes: [options(shipped('nb'), step)[0]?.code ?? ''],
      });
    await vault.create('urge', { date: first, part: 'day', strength: 4 });
    await and?.(vault);
  };

const fortnight = (n: number, control: number) => (vault: Vault) =>
  vault.write(`measure/${day(n)}`, 'measure', {
    date: day(n),
    wellbeing: 5,
    'urge-14': 5,
    'control-14': control,
    'purchases-28': 5,
  });

const opened = (locale: Locale, n: number, diary: (vault: Vault) => Promise<unknown>): Promise<Opened> =>
  onToday(open({ locale, diary, at: `${day(n)}T12:00:00+01:00` }));

async function onToday(opening: Promise<Opened>): Promise<Opened> {
  const app = await opening;
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  await app.go('today');
  return app;
}

/** So many days after the first, on Today. */
async function at(app: Opened, n: number): Promise<void> {
  vi.setSystemTime(new Date(`${day(n)}T12:00:00+01:00`));
  document.dispatchEvent(new Event('visibilitychange'));
  await app.until(() => expect(app.state.today.value).toBe(day(n)));
  await app.go('today');
}

const rows = (): HTMLElement[] => all('main .step');
const row = (name: string): HTMLElement | undefined => rows().find((it) => text(it).includes(name));
const part = (name: string): HTMLElement | undefined =>
  all('main :is(.part, .sub-part)').find(
    (it) => text(it.querySelector(':scope > :is(h2, h3), :scope > summary h3')) === name,
  );
const there = (app: Opened, name: string): Promise<void> => app.until(() => expect(row(name), name).toBeDefined());
const gone = (app: Opened, name: string): Promise<void> => app.until(() => expect(row(name), name).toBeUndefined());
const says = (app: Opened, name: string, words: string): Promise<void> =>
  app.until(() => expect(text(part(name)), name).toContain(words));
const without = (app: Opened, name: string): Promise<void> => app.until(() => expect(part(name), name).toBeUndefined());

const press = (it: HTMLElement | null | undefined): void => {
  if (!it) throw new Error('nothing to press');
  it.click();
};
const tick = (name: string, value: number): void =>
  press(document.querySelector<HTMLElement>(`input[name='${name}'][value='${value}']`));

/** Chooses one answer of a step of the first module, and waits until it is kept. */
async function answer(app: Opened, step: string, label: string): Promise<void> {
  await app.go(`text/module/first-hold/${step}`);
  await app.choose(label);
  await app.see(app.t('answer_kept'));
}

/** Ends a module at its last step: with its practice, or where nothing of it was chosen with what was read. */
async function take(app: Opened, id: string): Promise<void> {
  await app.go(`text/module/${id}/practice`);
  await app.until(() => expect([app.t('practice_take'), app.t('done')]).toContain(text(main())));
  press(main());
  await app.until(() => expect(text(main())).toBe(app.t('page_enough')));
  await app.go('today');
}

test.each(both)(
  'a side path that a trigger is for is offered without its name, and stands in the programme (%s)',
  async (locale) => {
    const bundle = shipped(locale);
    const [side = '', trigger = ''] =
      stop(bundle)
        .side.flatMap((id) =>
          options(bundle, 'trigger').flatMap((it) =>
            stop(bundle).offers[id]?.triggers.includes(it.code) ? [[id, it.label]] : [],
          ),
        )
        .at(0) ?? [];
    const app = await open({ locale, at: `${first}T12:00:00+01:00` });
    await app.press(app.t('first_begin'));
    await app.choose(app.t('what_once'));
    await app.press(app.t('continue'));
    await app.until(() => expect(document.querySelector('.progress')).not.toBeNull());
    await answer(app, 'reason', options(bundle, 'reason')[0]?.label ?? '');
    await answer(app, 'trigger', trigger);
    await take(app, 'first-hold');
    await there(app, app.t('side_short'));
    // What it is about may stand on nobody's Today.
    const name = module(bundle, side).title;
    expect(app.text()).not.toContain(name);
    await app.press(app.t('hide_this', { what: app.t('side_short') }));
    await gone(app, app.t('side_short'));
    // What was put aside stands in the programme all the same.
    await app.go('programme');
    await says(app, app.t('side_paths'), name);
  },
);

const waits = {
  nb: 'Foreslått fra onsdag 2. desember. Du kan begynne nå.',
  en: 'Suggested from Wednesday 2 December. You can start now.',
};

test.each(both)('the next module waits a week under the practice, and can be opened at once (%s)', async (locale) => {
  const [one, two] = track(shipped(locale)) as [Text, Text];
  const app = await opened(locale, 1, begun());
  await app.until(() => expect(text(row(two.title))).toContain(waits[locale]));
  const parts = all('main .part h2').map(text);
  expect(parts).toContain(one.practice?.title);
  expect(parts.indexOf(one.practice?.title ?? '')).toBeLessThan(parts.indexOf(app.t('today_next')));
  press(row(two.title));
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  await at(app, 7);
  await there(app, two.title);
  expect(text(row(two.title))).not.toContain(waits[locale]);
});

test.each(both)(
  'a module opens with the practice before it, and one that waits becomes smaller (%s)',
  async (locale) => {
    const [one, two] = track(shipped(locale)) as [Text, Text];
    const practice = one.practice as NonNullable<Text['practice']>;
    const [{ code, label: barrier }] = options(shipped(locale), 'barrier') as [{ code: string; label: string }];
    // The smallest part is that of the barrier he chose.
    const smallest = practice.smallest_of?.[code] ?? '';
    expect(smallest).not.toBe('');
    const app = await opened(locale, 7, begun());
    await there(app, two.title);
    press(row(two.title));
    await app.see(app.t('look_back_title'));
    await app.see(practice.next ?? '');
    expect(all('main .own').map(text).join()).toContain(barrier);
    // A practice that waits is no verdict.
    await app.choose({ nb: 'Venter', en: 'Later' }[locale]);
    await app.see(smallest);
    await app.press(app.t('continue'));
    await app.until(() => expect(all('h1, h2').map(text)).toContain(two.title));
    await app.press(app.t('back'));
    expect((await app.labelled(app.t('practice_notyet'))).checked).toBe(true);
    await app.press(app.t('continue'));
    await app.until(() => expect(all('h1, h2').map(text)).toContain(two.title));
    press(main());
    const step = two.steps[1]?.title ?? '';
    await app.until(() => expect(all('h1, h2').map(text)).toContain(step));

    await app.go('today');
    // A week has gone: it stands there still, but it is not that of this week.
    await says(app, app.t('practice_since'), smallest);
    expect(part(practice.title)).toBeUndefined();
    await app.until(() =>
      expect(text(row(two.title))).toContain(app.t('today_page', { step: 2, of: two.steps.length + 1 })),
    );
    press(row(two.title));
    await app.until(() => expect(all('h1, h2').map(text)).toContain(step));
    const [shown = ''] = two.practice?.show ?? [];
    const maker =
      two.steps.find(({ exercise }) => exercise && 'answer' in exercise && exercise.answer === shown)?.id ?? '';
    await app.go(`text/module/${two.id}/${maker}`);
    await app.choose(options(shipped(locale), maker, two.id)[0]?.label ?? '');
    await app.see(app.t('answer_kept'));
    await take(app, two.id);
    // Done takes the practice off the screen, its answers too.
    const taken = two.practice?.title ?? '';
    await app.until(() => expect(part(taken)).toBeDefined());
    press(
      [...(part(taken)?.querySelectorAll<HTMLElement>('label') ?? [])]
        .find((it) => text(it) === app.t('practice_done'))
        ?.querySelector('input'),
    );
    await without(app, taken);
  },
);

test.each(both)('the practice is not asked about on the day on which it was taken (%s)', async (locale) => {
  const [, two] = track(shipped(locale)) as [Text, Text];
  const app = await opened(locale, 0, begun());
  await app.go(`text/module/${two.id}`);
  await app.until(() => expect(all('h1, h2').map(text)).toContain(two.title));
  await at(app, 1);
  await app.go(`text/module/${two.id}`);
  await app.see(app.t('look_back_title'));
});

test.each(both)(
  'half a fortnight is there again, and said to be begun, when the app is opened anew (%s)',
  async (locale) => {
    const app = await opened(locale, 14, begun());
    await there(app, app.t('fortnight_title'));
    const asked = shipped(locale).measures.filter((it) => it.every === 14 && it.for.includes('stop'));
    expect(text(row(app.t('fortnight_title')))).toContain(app.t('fortnight_small', { n: asked.length }));
    press(row(app.t('fortnight_title')));
    await app.until(() => expect(document.querySelector("input[name='wellbeing']")).not.toBeNull());
    tick('wellbeing', 7);
    await app.until(() => expect(app.state.deviceRecords.value.get('fortnight-draft')?.wellbeing).toBe(7));
    const again = await onToday(open({ locale, disk: app.disk, at: `${day(14)}T12:05:00+01:00` }));
    await there(again, again.t('fortnight_title'));
    expect(text(row(again.t('fortnight_title')))).toContain(again.t('fortnight_begun', { n: asked.length - 1 }));
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
    press(row(again.t('fortnight_title')));
    await again.until(() =>
      expect(document.querySelector<HTMLInputElement>("input[name='wellbeing'][value='7']")?.checked).toBe(true),
    );
    // It goes on at the first question without an answer.
    const first = asked.find((it) => it.id !== 'wellbeing')?.ask ?? '?';
    await again.until(() => expect(scrolled.mock.contexts).toEqual([part(first)]));
    for (const { id } of asked) tick(id, 5);
    await again.go('today');
    await again.until(() => expect(text(row(again.t('fortnight_title')))).toContain(again.t('fortnight_unsaved')));
  },
);

test.each(both)('after a purchase the module of a slip is offered beside the next step (%s)', async (locale) => {
  const bundle = shipped(locale);
  const [, two] = track(bundle) as [Text, Text];
  const slip = module(bundle, 'when-it-slips').title;
  const app = await opened(
    locale,
    5,
    begun({}, (vault) => vault.create('purchase', { date: day(4), part: 'evening' })),
  );
  await says(app, app.t('today_next'), slip);
  // The next step stays where it was, under it.
  const next = () => [...(part(app.t('today_next'))?.querySelectorAll<HTMLElement>('.step') ?? [])];
  expect(next().map((it) => text(it.querySelector('b')))).toEqual([slip, two.title]);
  expect(text(next()[0])).toContain(app.t('slip_first'));
  await app.go('programme');
  await says(app, app.t('slip_first'), slip);
  press(part(app.t('slip_first'))?.querySelector<HTMLElement>('.step'));
  // It helps at once: how the practice went is asked at the next module.
  await app.until(() => expect(document.querySelector('.progress, progress, [role=progressbar]')).not.toBeNull());
  expect(app.text()).not.toContain(app.t('look_back_title'));
  await at(app, 12);
  await there(app, two.title);
  expect(row(slip)).toBeUndefined();
});

test('what waits for an answer comes before an offer of the app', async () => {
  const userAgent = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/148.0.0.0 Mobile Safari/537.36';
  const diary = begun({}, (vault) => vault.write('consents', 'consents', consentFields('copy', false, first)));
  const app = await onToday(open({ locale: 'nb', userAgent, diary, at: `${day(10)}T12:00:00+01:00` }));
  await app.see(app.t('install_offer'));
  await at(app, 14);
  await there(app, app.t('fortnight_title'));
  expect(app.text()).not.toContain(app.t('install_offer'));
});

const advice = { nb: 'Det kan være lurt å snakke med noen', en: 'It may help to talk to someone' };
const bought = {
  nb: [
    'Du har ikke skrevet noe de siste 28 dagene.',
    'Den 23. desember svarte du at det hadde vært 5 kjøp på fire uker.',
    'Lengste tid uten kjøp',
    'ifølge dagboken',
  ],
  en: [
    'You haven’t written anything in the last 28 days.',
    'On 23 December you counted 5 purchases in four weeks.',
    'Your longest time without',
    'according to your diary',
  ],
};

/** Answers what is asked every fortnight on Today: 5, unless the id of a question has one of these words. */
async function answerFortnight(app: Opened, face: 'stop' | 'near', given: Record<string, number> = {}): Promise<void> {
  await there(app, app.t('fortnight_title'));
  press(row(app.t('fortnight_title')));
  const measures = shipped(app.locale).measures.filter((it) => it.every === 14 && it.for.includes(face));
  for (const { id } of measures) {
    const value = id.split('-').flatMap((word) => given[word] ?? [])[0] ?? 5;
    await app.until(() => tick(id, value));
  }
  await app.press(app.t('save'));
  await gone(app, app.t('fortnight_title'));
}

test.each(both)('twice low control advises talking to somebody, until that is put aside (%s)', async (locale) => {
  const app = await opened(locale, 14, begun());
  await answerFortnight(app, 'stop', { control: 3 });
  await app.see(app.t('fortnights_once'));
  expect(part(advice[locale])).toBeUndefined();
  await at(app, 28);
  await there(app, app.t('fortnight_title'));
  expect(part(advice[locale])).toBeUndefined();
  await answerFortnight(app, 'stop', { control: 2 });
  // What is saved is said back beside the first time.
  await app.see({ nb: 'Noe var tyngre', en: 'Something was more difficult' }[locale]);
  await says(app, advice[locale], 'Sex og samfunn');
  await app.press(app.t('hide_this', { what: advice[locale] }));
  await without(app, advice[locale]);
});

test.each(both)(
  'insights tell what was answered beside a silent diary, and it can be changed there (%s)',
  async (locale) => {
    const app = await opened(
      locale,
      28,
      begun({}, (vault) => fortnight(14, 3)(vault).then(() => fortnight(28, 2)(vault))),
    );
    await app.go('insights');
    // The diary is silent and the answer five: silence is not called «none», and the answer stands beside it.
    for (const words of bought[locale]) await says(app, app.t('purchases_title'), words);
    const cells = (): string[] =>
      [...(part(app.t('fortnights_title'))?.querySelectorAll('tbody tr') ?? [])].map((it) =>
        [...it.querySelectorAll('td')].map(text).join(' '),
      );
    part(app.t('fortnights_title'))?.setAttribute('open', '');
    await app.until(() => expect(cells()).toContain('3 2'));
    await app.until(() =>
      press([...(part(app.t('fortnights_title'))?.querySelectorAll<HTMLElement>('.row') ?? [])].at(-1)),
    );
    await app.until(() => tick('control-14', 6));
    await app.press(app.t('save'));
    await app.until(() => expect(cells()).toContain('6 2'));
  },
);

test('what got worse since he began is told as what got better is', async () => {
  const app = await opened(
    'nb',
    30,
    begun({ 'done_your-map': day(7) }, (vault) => fortnight(14, 6)(vault).then(() => fortnight(28, 3)(vault))),
  );
  await app.go('month');
  await says(app, app.t('month_numbers'), 'Du svarte 6 første gang, og 3 sist.');
});

const paused = { nb: 'Pause til 1. januar', en: 'Break until 1 January' };

test.each(both)(
  'a month shows one’s own reason, and in a pause nothing is offered until one goes on (%s)',
  async (locale) => {
    const bundle = shipped(locale);
    const next = track(bundle)[2]?.title ?? '';
    const app = await opened(
      locale,
      30,
      begun({ 'done_your-map': day(7) }, (vault) => fortnight(14, 3)(vault).then(() => fortnight(28, 6)(vault))),
    );
    await there(app, app.t('month_title'));
    press(row(app.t('month_title')));
    await says(app, app.t('month_why'), options(bundle, 'reason')[0]?.label ?? 'nothing');
    expect(text(part(app.t('month_numbers')))).not.toBe('');
    expect(text(part(app.t('month_numbers')))).not.toContain(bought[locale][2]);
    const pause = async () => {
      await app.press(app.t('month_pause'));
      await app.choose(app.t('pause_week'));
      await app.until(() => expect(main().getAttribute('aria-disabled')).not.toBe('true'));
      press(main());
      await app.until(() => expect(part(paused[locale])).toBeDefined());
    };
    await pause();
    await gone(app, next);
    const again = await onToday(open({ disk: app.disk, locale, at: `${day(30)}T13:00:00+01:00` }));
    await again.until(() => expect(part(paused[locale])).toBeDefined());
    await again.press(again.t('rest_go_on'));
    await there(again, next);
    await without(again, paused[locale]);
    await gone(again, again.t('month_title'));
  },
);

const began = { nb: '25. november', en: '25 November' };

test.each(both)(
  'the look back says since when, stays until it is read, and hides no fortnight (%s)',
  async (locale) => {
    const app = await opened(locale, 43, begun());
    await there(app, app.t('month_title'));
    await at(app, 44);
    await there(app, app.t('month_title'));
    expect(text(row(app.t('month_title')))).toContain(app.t('month_small', { date: `${began[locale]} 2026` }));
    expect(row(app.t('fortnight_title'))).toBeDefined();
    press(row(app.t('month_title')));
    await app.until(() =>
      expect(text(document.querySelector('main .read'))).toBe(
        app.t('month_read', { date: `${began[locale]} 2026`, n: 44 }),
      ),
    );
    await app.press(app.t('back'));
    await there(app, app.t('fortnight_title'));
    await gone(app, app.t('month_title'));
  },
);

test.each(both)('a pause ends by itself on its date (%s)', async (locale) => {
  const next = track(shipped(locale))[2]?.title ?? '';
  const app = await opened(locale, 30, begun({ 'done_your-map': day(7), pause_until: day(37), month: day(30) }));
  await app.until(() => expect(part(paused[locale])).toBeDefined());
  expect(row(next)).toBeUndefined();
  await at(app, 37);
  await there(app, next);
  expect(part(paused[locale])).toBeUndefined();
});

test('ended, only the follow-ups are left, until one goes on', async () => {
  const next = track(shipped('nb'))[2]?.title ?? '';
  const app = await opened('nb', 30, begun({ 'done_your-map': day(7) }));
  await there(app, next);
  await app.go('month');
  await app.press(app.t('month_end'));
  await app.until(() => press(document.querySelector<HTMLElement>('main button.row')));
  await app.until(() => expect(part(app.t('rest_ended'))).toBeDefined());
  expect(row(next)).toBeUndefined();
  await app.press(app.t('rest_go_on'));
  await without(app, app.t('rest_ended'));
  await there(app, next);
});

test('finished, the first follow-up comes after its days', async () => {
  const bundle = shipped('nb');
  const [booster = '', days = 0] = Object.entries(stop(bundle).boosters).sort(([, a], [, b]) => a - b)[0] ?? [];
  const app = await opened('nb', 37, begun({ 'done_your-map': day(7), month: day(30) }, fortnight(30 + days, 6)));
  await take(app, 'when-it-slips');
  await at(app, 37 + days - 1);
  await app.until(() => expect(part(app.t('mood_title'))).toBeDefined());
  expect(row(module(bundle, booster).title)).toBeUndefined();
  await at(app, 37 + days);
  await there(app, module(bundle, booster).title);
});

const nearAdvice = {
  nb: 'To ganger på rad har du svart at livet er vanskelig. Du skal slippe å bære det alene.',
  en: 'Twice in a row you’ve answered that life is hard. You shouldn’t have to carry it alone.',
};

test.each(both)('somebody close to him has a fortnight and a month of their own (%s)', async (locale) => {
  const bundle = shipped(locale);
  const near = bundle.programmes.find((it) => it.id === 'near')?.modules ?? [];
  const app = await open({ locale, at: `${first}T12:00:00+01:00` });
  await app.press(app.t('first_begin'));
  await app.choose(app.t('what_relative'));
  await app.press(app.t('continue'));
  await app.until(() => expect(document.querySelector('.progress')).not.toBeNull());
  await take(app, near[0] ?? '');
  for (const n of [14, 28]) {
    await at(app, n);
    await there(app, module(bundle, near[1]).title);
    await answerFortnight(app, 'near', { wellbeing: 2 });
  }
  await app.until(() => expect(part(advice[locale])).toBeDefined());
  expect(text(part(advice[locale]))).toContain(nearAdvice[locale]);
  await at(app, 30);
  // As for somebody who wrote of himself before he came for another.
  await app.state.vault.value?.create('urge', { date: day(29), part: 'day', strength: 4 });
  await there(app, app.t('month_title'));
  press(row(app.t('month_title')));
  await app.until(() =>
    expect(text(document.querySelector('main .read'))).toBe(app.t('month_read_near', { date: began[locale], n: 30 })),
  );
  for (const word of { nb: ['trang', 'kjøp'], en: ['urge', 'purchase'] }[locale])
    expect(text(document.querySelector('main'))).not.toContain(word);
  await app.press(app.t('month_go_on'));
  await app.until(() => expect(title()).not.toBe(''));
  await gone(app, app.t('month_title'));
});
