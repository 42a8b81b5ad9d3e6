/** The way in: nothing is kept before there is something to keep, and the answer decides whose app it is and what is read first. */
import { screen } from '@testing-library/dom';
import { expect, test } from 'vitest';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { all, main, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const answers = (): string[] => all('.choice').map(text);
/** A choice by its words; smaller ones may stand below them. */
const named = (words: string) => (name: string) => name.startsWith(words);
const pick = (app: Opened, ...codes: string[]): void => {
  for (const code of codes) screen.getByRole('checkbox', { name: named(app.t(`what_${code}` as 'what_once')) }).click();
};

async function asked(locale: 'nb' | 'en'): Promise<Opened> {
  const app = await open({ locale });
  await app.until(() => expect(title()).toBe(app.t('first_title')));
  await app.press(app.t('first_begin'), 'link');
  await app.until(() => expect(title()).toBe(app.t('what_title')));
  return app;
}

test.each(both)(
  'the first screen leads to help at once, to crisis help, to a diary and to the start (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.until(() => expect(title()).toBe(app.t('first_title')));
    expect(all('.dock a').map((it) => it.getAttribute('href'))).toEqual([
      '#/urge',
      '#/what',
      '#/text/page/crisis',
      '#/signin',
    ]);
  },
);

test('the language is changed by one press, and the button then offers the first again', async () => {
  const app = await open();
  await app.press('English', 'button');
  await app.until(() => expect(title()).toBe('We don’t ask who you are, and we can’t read your diary.'));
  expect(document.documentElement.lang).toBe('en');
  await app.press('Norsk', 'button');
  await app.until(() => expect(title()).toBe('Vi spør ikke hvem du er, og vi kan ikke lese dagboken din.'));
});

test.each(both)('without an answer one stays, and is told so; nothing is kept yet (%s)', async (locale) => {
  const app = await asked(locale);
  expect(text(main())).toBe(app.t('what_first'));
  main().click();
  await app.later(50);
  expect(title()).toBe(app.t('what_title'));
  pick(app, 'again');
  await app.until(() => expect(text(main())).toBe(app.t('continue')));
  expect(app.state.vault.value).toBeNull();
});

test.each(both)(
  'what has just happened is asked where it is answered, and its page comes first (%s)',
  async (locale) => {
    const app = await asked(locale);
    const before = answers().length;
    pick(app, 'happened');
    await app.until(() => expect(answers()).toHaveLength(before + 3));
    pick(app, 'police');
    await app.until(() => expect(text(main())).toBe(app.t('continue')));
    main().click();
    await app.until(() => expect(title()).toBe(shipped(locale).pages.safety?.title));
  },
);

test.each(both)('who does not want to answer has one answer, and comes to his first module (%s)', async (locale) => {
  const app = await asked(locale);
  pick(app, 'once', 'none');
  await app.until(() => expect(all('.choice :checked')).toHaveLength(1));
  main().click();
  await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
  expect(app.state.face.value).toBe('stop');
});

test.each(both)('the answer of somebody close to him changes whose app it is (%s)', async (locale) => {
  const app = await asked(locale);
  pick(app, 'relative');
  await app.until(() => expect(text(main())).toBe(app.t('continue')));
  main().click();
  await app.until(() => expect(app.state.face.value).toBe('near'));
});
