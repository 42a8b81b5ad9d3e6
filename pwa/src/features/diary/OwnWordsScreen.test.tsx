/** «Dine egne ord»: one is taken out of what is suggested, and brought back; the diary keeps it. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { all, text, title } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;
const date = '2026-11-25';

const boxes = (): [string, boolean][] =>
  all('main input[type=checkbox]').map((it) => [text(it.closest('label')), (it as HTMLInputElement).checked]);
const hidden = (fields: Record<string, unknown>) =>
  Object.entries(fields).flatMap(([field, word]) => (field.startsWith('hidden_triggers_') ? [word] : []));
const offered = (): string[] => all('input[name=triggers]').map((it) => text(it.closest('label')));

test.each(both)('an own word is no longer suggested, stays in the diary, and is brought back (%s)', async (locale) => {
  const app = await open({
    locale,
    at: '2026-11-26T19:30:00+01:00',
    diary: async (vault) => {
      const urge = { date, part: 'evening', strength: 4 };
      await vault.create('urge', { ...urge, own_triggers: ['Reise', 'Søndager'], own_feelings: ['Rastløs'] });
      await vault.create('urge', { ...urge, own_triggers: ['Søndager'] });
    },
  });
  const [once, twice] = { nb: ['Brukt én gang', 'Brukt 2 ganger'], en: ['Used once', 'Used 2 times'] }[locale];
  await app.go('more');
  await app.see(app.t('own_words_title'));
  document.querySelector<HTMLElement>('a[href="#/own-words"]')?.click();
  await app.until(() => expect(title()).toBe(app.t('own_words_title')));
  expect(boxes()).toEqual([
    [`Søndager${twice}`, true],
    [`Reise${once}`, true],
    [`Rastløs${once}`, true],
  ]);
  all('main input')[0]?.click();
  await app.until(() => expect(hidden(app.state.settingsFields.value)).toEqual(['Søndager']));
  expect(boxes()[0]).toEqual([`Søndager${twice}`, false]);

  const log = async () => {
    await app.go('log');
    await app.until(() => expect(all('fieldset.ten button')).toHaveLength(11));
    all('fieldset.ten button')[3]?.click();
    await app.until(() => expect(title()).toBe(app.t('about_title')));
  };
  await log();
  expect(offered()).toContain('Reise');
  expect(offered()).not.toContain('Søndager');
  await app.go('diary');
  await app.until(() => expect(app.text().match(/Søndager/g)).toHaveLength(2));

  await app.go('own-words');
  await app.until(() => expect(boxes()[0]?.[1]).toBe(false));
  all('main input')[0]?.click();
  // Nothing of the word is left where it was hidden.
  await app.until(() => expect(hidden(app.state.settingsFields.value)).toEqual(['']));
  await log();
  expect(offered()[0]).toBe('Søndager');
});

test('who has added no word finds no row for them', async () => {
  const app = await open({ diary: (vault) => vault.create('urge', { date, part: 'evening', triggers: ['travel'] }) });
  await app.go('more');
  await app.see(app.t('more_reminders'));
  expect(document.querySelector('a[href="#/own-words"]')).toBeNull();
});
