/** The safety question, and the plan that follows it: where they are asked, where the plan stands, and what is kept. */
import { expect, test } from 'vitest';
import type { Vault } from '../../../core/vault/types.ts';
import { type Opened, open, shipped } from '../../../testing/app.ts';

const both = ['nb', 'en'] as const;
const question = { nb: 'Har du tanker om å ta livet ditt?', en: 'Are you having thoughts of killing yourself?' };
const answers = { nb: ['Nei', 'Litt', 'Ja'], en: ['No', 'Sometimes', 'Yes'] } as const;
const stands = { nb: 'Planen vises under «I dag» til ', en: 'You’ll see the plan under ‘Today’ until ' };
const plan = { nb: 'Trygghetsplanen', en: 'The safety plan' };
const step = { nb: 'Hva er tyngst nå?', en: 'What’s most difficult now?' };

const kept = (vault: Vault): Promise<string> => vault.create('urge', { date: '2026-11-22', part: 'day', strength: 4 });

/** Presses what this selects, once it is there. */
const tick = (app: Opened, select: string): Promise<void> =>
  app.until(() => {
    const found = document.querySelector<HTMLElement>(select);
    if (!found) throw new Error(`no ${select}`);
    found.click();
  });
const headings = (): (string | null)[] => [...document.querySelectorAll('h1, h2, h3')].map((it) => it.textContent);

test.each(both)('a mood that is corrected to a very low one asks the safety question (%s)', async (locale) => {
  const [, , yes] = answers[locale];
  const app = await open({ locale });
  await app.go('checkin');
  await tick(app, ".ten button[value='6']");
  await app.press(app.t('save'));
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  await app.go('diary');
  await tick(app, 'main .rows .row');
  await app.press(app.t('change'), 'link');
  await tick(app, "#ask-peak + * button[value='0']");
  await app.see(app.t('entry_of_ten', { n: 0 }));
  expect(app.text()).not.toContain(question[locale]);
  await tick(app, '#ask-mood');
  await tick(app, "#ask-mood + * button[value='0']");
  await app.see(question[locale]);
  await app.choose(yes);
  await app.until(() => expect(document.querySelector("main a[href='tel:113']")).not.toBeNull());
});

test.each(both)(
  'a module asks the safety question after the step that it names, and tells nobody (%s)',
  async (locale) => {
    const [, little, yes] = answers[locale];
    const app = await open({ locale });
    await app.go('text/module/after-the-police/start');
    await app.until(() => expect(headings()).toContain(question[locale]));
    await app.choose(little);
    await app.until(() =>
      expect([...document.querySelectorAll('a')].map((it) => it.textContent)).toContain(app.t('safety_plan_make')),
    );
    await app.choose(yes);
    await app.until(() => expect(document.querySelector(".dock a[href='tel:113']")).not.toBeNull());
    await app.press(app.t('continue'));
    await app.until(() => expect(headings()).toContain(step[locale]));
    expect(app.text()).not.toContain(question[locale]);
    expect(document.querySelector(".dock a[href='tel:113']")).toBeNull();
    expect(app.server.calls).toEqual([]);
  },
);

test.each(both)('the safety plan is promised on Today only when it will stand there (%s)', async (locale) => {
  const [, little] = answers[locale];
  const app = await open({ locale, diary: kept });
  await app.go('text/page/safety/my-plan');
  await app.see(app.t('safety_kept'));
  await app.go('text/page/safety');
  await app.choose(little);
  await app.press(app.t('continue'));
  await app.press(app.t('safety_plan_make'));
  await app.see(stands[locale]);
  await app.go('today');
  await app.until(() => expect(headings()).toContain(plan[locale]));
});

test.each(both)(
  'a safety plan stands on Today without an answer, and the answer whichever way one leaves (%s)',
  async (locale) => {
    const [no, little] = answers[locale];
    const app = await open({ locale, diary: kept });
    const first = 'main .choice input';
    await app.go('text/page/safety');
    await app.press(app.t('safety_plan'));
    await tick(app, first);
    await app.see(stands[locale]);
    await app.press(app.t('done'));
    await app.until(() => expect(headings()).toContain(plan[locale]));
    await app.go('text/page/safety/signs');
    await tick(app, first);
    await app.go('today');
    await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
    await app.until(() => expect(headings()).not.toContain(plan[locale]));
    // Chosen, and left at once by the way back; a later «nei» changes nothing.
    for (const answer of [little, no]) {
      await app.go('text/page/safety');
      await app.choose(answer);
      await app.press(app.t('back'));
      await app.go('today');
      await app.until(() => expect(headings()).toContain(plan[locale]));
    }
  },
);

test.each(both)('who is under 18 is told that the safety plan is not kept (%s)', async (locale) => {
  const [, little] = answers[locale];
  const app = await open({ locale });
  await app.press(app.t('first_begin'));
  await app.press(app.t('what_under_18'));
  await app.until(() => expect(document.querySelector("main a[href='#/text/page/safety']")).not.toBeNull());
  document.querySelector<HTMLElement>("main a[href='#/text/page/safety']")?.click();
  await app.choose(little);
  await app.press(app.t('continue'));
  await app.press(app.t('safety_plan_make'));
  await app.see(app.t('safety_not_kept'));
  expect(document.querySelector('main')?.textContent).not.toContain(stands[locale].slice(0, 24));
  expect(app.state.vault.value).toBeNull();
});

test.each(both)('the plan opens at one part, and folds the others over what has been chosen (%s)', async (locale) => {
  const app = await open({ locale, diary: kept });
  await app.go('text/page/safety/signs');
  await tick(app, 'main .first-step .choice input');
  const { steps } = shipped(locale).pages.safety ?? { steps: [] };
  const parts = steps.slice(steps.findIndex(({ id }) => id === 'signs') + 1);
  expect([...document.querySelectorAll('main details.fold h2')].map((it) => it.textContent)).toEqual(
    parts.filter(({ kind }) => kind === 'list').map(({ title }) => title),
  );
  expect(document.querySelectorAll('main details.fold[open]')).toHaveLength(0);
  expect(document.querySelector('#step-my-plan > details')).toBeNull();
});
