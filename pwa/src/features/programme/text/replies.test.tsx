/** Replies to what was chosen: each under its choice or, where choices stand close together, the one just made aloud. */
import { expect, test } from 'vitest';
import { answerName, makerOf, optionsOf } from '../../../core/model/answers.ts';
import { open, shipped } from '../../../testing/app.ts';

const both = ['nb', 'en'] as const;
const replies = (): Element[] => [...document.querySelectorAll('main .reply')].filter((it) => it.textContent !== '');
const thoughts = {
  nb: [
    '«Bare denne gangen»',
    '«Dette er den siste»',
    'Den sa kanskje det samme sist.',
    'Da kan den forrige være den siste.',
  ],
  en: [
    '‘Just this once’',
    '‘This is the last time’',
    'Perhaps it said the same last time.',
    'Then the time before can be the last.',
  ],
} as const;

test.each(both)('each of several choices keeps its reply under it (%s)', async (locale) => {
  const [one, two, first, second] = thoughts[locale];
  const app = await open({ locale });
  await app.go('text/module/just-this-once/thoughts');
  for (const thought of [one, two]) await app.choose(thought);
  await app.until(() => expect(replies()).toHaveLength(2));
  expect(replies().map((it) => it.textContent)).toEqual([
    expect.stringContaining(first),
    expect.stringContaining(second),
  ]);
});

test.each(both)(
  'of choices that stand close together the reply to the one just made is said, and the others stay (%s)',
  async (locale) => {
    const app = await open({ locale });
    await app.go('text/module/when-urge-comes/helped');
    const chips = () => [...document.querySelectorAll<HTMLElement>('main .chips label')];
    const aloud = () => [...document.querySelectorAll('main .reply[role=status]')];
    await app.until(() => expect(aloud()).toHaveLength(1));
    for (const [n, at] of [0, 3, 1].entries()) {
      chips()[at]?.querySelector('input')?.click();
      await app.until(() => expect(replies()).toHaveLength(n + 1));
      expect(aloud()).toHaveLength(1);
      expect(aloud()[0]?.querySelector('.meta')?.textContent).toBe(chips()[at]?.textContent);
    }
    chips()[1]?.querySelector('input')?.click();
    await app.until(() => expect(replies()).toHaveLength(2));
  },
);

test.each(both)('what is smallest in a practice is that of the choice that was made (%s)', async (locale) => {
  const bundle = shipped(locale);
  const practices = Object.values(bundle.modules).flatMap(({ id, practice }) =>
    practice?.smallest_of ? [{ id, ...practice, smallest_of: practice.smallest_of }] : [],
  );
  expect(practices.map((it) => it.id).sort()).toEqual([
    'after-four-weeks',
    'after-six-months',
    'alcohol-and-drugs',
    'first-hold',
    'harder',
    'near-safe',
  ]);
  for (const { id, show, smallest, smallest_of } of practices) {
    const maker = makerOf(bundle, show[0] ?? '');
    if (!maker) throw new Error(`nothing is shown in the practice of ${id}`);
    const { exercise, programme, step } = maker;
    const codes = optionsOf(exercise).map((it) => it.code);
    // Each choice has its own.
    expect([id, ...Object.keys(smallest_of)]).toEqual([id, ...codes]);
    const code = codes.at(-1) ?? '';
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['again', 'relative'] });
        await vault.write(answerName(programme, id, step.id), 'answer', {
          ...{ programme, module: id, step: step.id, answer: exercise.answer, at: '2026-11-20' },
          codes: [code],
        });
      },
    });
    await app.go(`text/module/${id}/practice`);
    await app.see(smallest_of[code] ?? '');
    expect(app.text()).not.toContain(smallest);
  }
});
