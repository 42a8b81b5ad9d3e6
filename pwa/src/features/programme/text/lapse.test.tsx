/** What is urgent after a lapse stays within the thumb's reach, whatever is answered on the page. */
import { expect, test } from 'vitest';
import { type Opened, open } from '../../../testing/app.ts';

const answers = { nb: ['Legge meg', 'Litt', 'Ja'], en: ['Go to bed', 'Sometimes', 'Yes'] } as const;
const inDock = (href: string): boolean => document.querySelector(`.dock a[href='${href}']`) !== null;

test.each(['nb', 'en'] as const)('what is urgent stays in the dock after each answer (%s)', async (locale) => {
  const [bed, little, yes] = answers[locale];
  const app = await open({ locale });
  await app.go('text/page/lapse');
  const doctor = 'tel:116117';
  const crisis = '#/text/page/crisis';
  await app.until(() => expect([doctor, crisis].map(inDock)).toEqual([true, true]));
  await app.choose(bed);
  await app.see(app.t('page_do_now'));
  expect([doctor, crisis].map(inDock)).toEqual([true, true]);
  await app.choose(little);
  await app.see(app.t('safety_plan_make'));
  expect([doctor, crisis].map(inDock)).toEqual([true, true]);
  await app.choose(yes);
  await app.until(() => expect(inDock('tel:113')).toBe(true));
  expect(inDock(crisis)).toBe(true);
  expect(document.querySelectorAll('.dock .main, .dock .life')).toHaveLength(1);
});

test('opened again, what was chosen for the next hour stands open over its button', async () => {
  const app = await open();
  await app.go('text/page/lapse');
  const fold = () => document.querySelector<HTMLDetailsElement>('#fold-next-hour');
  await app.until(() => expect(fold()?.open).toBe(false));
  await app.choose(answers.nb[0]);
  await app.see(app.t('page_do_now'));
  await app.go('help');
  await app.go('text/page/lapse');
  await app.see(app.t('page_do_now'));
  expect(fold()?.open).toBe(true);
  expect(document.querySelectorAll('main details[open]')).toHaveLength(1);
});

const wordsIn = (selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((it) => it.textContent?.trim() ?? '');

test.each(['nb', 'en'] as const)('what only some need is at the foot, and is no main button (%s)', async (locale) => {
  const app = await open({ locale });
  await app.go('text/page/lapse');
  await app.until(() => expect(inDock('tel:116117')).toBe(true));
  expect(wordsIn('.dock .main')).toEqual([]);
  await app.choose(answers[locale][0]);
  await app.until(() => expect(wordsIn('.dock .main')).toEqual([app.t('page_do_now')]));
});

test.each(['nb', 'en'] as const)(
  'the button that saves a slip says so, opens the page, and is undone there (%s)',
  async (locale) => {
    const app = await open({
      locale,
      diary: (vault) => vault.create('urge', { date: '2026-11-23', part: 'day', strength: 3 }),
    });
    await app.go('log');
    const button = () => document.querySelector('main button.btn');
    await app.until(() => expect(button()?.textContent).toBe(`${app.t('log_bought')}${app.t('log_bought_small')}`));
    button()?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await app.until(() => expect(app.state.entriesOfKind('purchase')).toHaveLength(1));
    await app.until(() => expect(inDock('tel:116117')).toBe(true));
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(app.state.entriesOfKind('purchase')).toEqual([]));
    await app.see(app.t('log_title'));
  },
);

test.each([
  ['nb', 'Hva skjedde før jeg bestemte meg?', ['Hvor kunne jeg tatt en annen vei?', 'Hva vil jeg endre?']],
  ['en', 'How did I get there?', ['Where could I have done something else?', 'What will I do differently?']],
] as const)(
  'each thing that can wait until the day after is named, and opens now (%s)',
  async (locale, first, others) => {
    const app = await open({ locale });
    await app.go('text/page/lapse');
    await app.until(() => expect(wordsIn('main .step .step-name')).toEqual([first]));
    expect(wordsIn('main .step .meta')).toEqual(others);
    expect(wordsIn('main .part > h2')).toContain(app.t('page_later'));
    document.querySelector<HTMLElement>('main .step')?.click();
    await app.until(() => expect(wordsIn('h1')).toEqual([first]));
  },
);

/** From the log to the page of a slip. */
async function logsPurchase(locale: 'nb' | 'en'): Promise<Opened> {
  const app = await open({
    locale,
    diary: (vault) => vault.create('urge', { date: '2026-11-23', part: 'day', strength: 3 }),
  });
  await app.go('log');
  await app.until(() => expect(document.querySelector('main button.btn')).not.toBeNull());
  document.querySelector<HTMLElement>('main button.btn')?.click();
  await app.until(() => expect(inDock('tel:116117')).toBe(true));
  return app;
}
const screenNow = () => document.documentElement.dataset.screen;

test.each(['nb', 'en'] as const)(
  'after a purchase a few words may be written, what is urgent stands first, and «Ferdig» leads to Today (%s)',
  async (locale) => {
    const app = await logsPurchase(locale);
    const bought = () => app.state.entriesOfKind('purchase')[0];
    const buttons = () => wordsIn('.dock > .btn');
    await app.until(() => expect(buttons().at(-1)).toBe(app.t('done')));
    expect(buttons()).toHaveLength(2);
    expect(inDock('#/text/page/crisis')).toBe(true);
    await app.write(app.t('lapse_words'), 'Satt alene.');
    await app.press(app.t('done'), 'button');
    await app.until(() => expect(screenNow()).toBe('today'));
    expect(bought()?.fields.text).toBe('Satt alene.');
    await app.see(app.t('log_more_saved'));
    await app.press(app.t('undo'), 'button');
    await app.until(() => expect(bought()?.fields.text).toBe(''));
    // It stays as one goes through the page, and nothing of it is asked where nothing was logged.
    await app.go(`text/page/lapse/logged/${bought()?.id}`);
    await app.choose(answers[locale][0]);
    await app.until(() => expect(wordsIn('.dock .main')).toEqual([app.t('done')]));
    await app.go('text/page/lapse');
    await app.see(app.t('page_do_now'));
    expect(app.text()).not.toContain(app.t('lapse_words'));
  },
);

test('after a purchase nothing has to be written, and what is written opens again with the page', async () => {
  const app = await logsPurchase('nb');
  await app.press(app.t('done'), 'button');
  await app.until(() => expect(screenNow()).toBe('today'));
  expect(app.text()).not.toContain(app.t('log_more_saved'));
  const [bought] = app.state.entriesOfKind('purchase');
  await app.state.vault.value?.edit(bought?.id ?? '', { text: 'Fra før.' });
  await app.go(`text/page/lapse/logged/${bought?.id}`);
  await app.until(async () => expect((await app.labelled(app.t('lapse_words'))).value).toBe('Fra før.'));
});
