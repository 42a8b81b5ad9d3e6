/** A number to ring stands in its row, and not in the sentence above it as well. */
import { expect, test } from 'vitest';
import { open } from '../../../testing/app.ts';

test.each(['nb', 'en'] as const)('a number is said in rows alone (%s)', async (locale) => {
  const app = await open({ locale });
  for (const page of ['safety', 'threatened']) {
    await app.go(`text/page/${page}`);
    await app.until(() => expect(document.querySelector('main .calls a')).not.toBeNull());
    const [sentence] = document.querySelectorAll('main > .prose');
    expect(sentence?.textContent).not.toMatch(/[,:]\s*\d{3}/);
    const rows = [...document.querySelectorAll('main > .calls a')].map((it) => it.getAttribute('href'));
    expect(new Set(rows).size).toBe(rows.length);
  }
});

const answers = { nb: ['Litt', 'Ja'], en: ['Sometimes', 'Yes'] } as const;

test.each(['nb', 'en'] as const)(
  'after the question of safety a service is named in its row alone, and 113 rung from the foot alone (%s)',
  async (locale) => {
    for (const page of ['safety', 'lapse'])
      for (const answer of answers[locale]) {
        const app = await open({ locale });
        await app.go(`text/page/${page}`);
        await app.choose(answer);
        if (page === 'safety') await app.press(app.t('continue'));
        const within = page === 'safety' ? 'main >' : 'main .reply';
        const rows = () => [...document.querySelectorAll(`${within} .calls b`)].map((it) => it.textContent ?? '');
        await app.until(() => expect(rows().length).toBeGreaterThan(0));
        const said = document.querySelector(`${within} .prose`)?.textContent ?? '';
        for (const name of rows()) expect(said.toLowerCase()).not.toContain(name.split(' (')[0]?.toLowerCase());
        expect(said).not.toContain('116');
        await app.until(() =>
          expect(document.querySelectorAll(".dock a[href='tel:113']")).toHaveLength(
            page === 'safety' || answer === answers[locale][1] ? 1 : 0,
          ),
        );
        expect(document.querySelector(`${within} .calls a[href='tel:113']`)).toBeNull();
      }
  },
);

test.each(['nb', 'en'] as const)('a number on a button is not torn apart at the end of a line (%s)', async (locale) => {
  const app = await open({ locale });
  await app.go('text/page/lapse');
  await app.until(() => expect(document.querySelector('.dock a.btn')?.textContent).toMatch(/, 116\u00a0117$/));
});
