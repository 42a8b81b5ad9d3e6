/** What Insights and the sheet of four weeks say of little, and of the days of somebody close to him. */
import { expect, test } from 'vitest';
import { addDays } from '../../core/model/dates.ts';
import { open } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const today = '2026-11-23';
const inMain = (): string => text(document.querySelector('main'));
const sheet = (): string => text(document.querySelector('.sheet'));

test('a diary of one entry says how little more it takes', async () => {
  const app = await open();
  await app.go('insights');
  expect(all('main .btn')).toHaveLength(1);
  await app.go('summary');
  await app.see(app.t('summary_empty'));
  await app.go('log');
  document.querySelector<HTMLElement>("fieldset.ten button[value='6']")?.click();
  await app.see(app.t('about_title'));
  expect(app.text()).toContain(app.t('undo'));
  // What was just written is not taken back on a page that has nothing to do with it; and nothing has left the phone.
  await app.go('text/page/privacy');
  await app.see(app.t('held_nothing'));
  await app.see(app.t('who_unsaid'));
  expect(all('button').map(text)).not.toContain(app.t('undo'));
  await app.go('insights');
  await app.see(app.t('mood_missing', { n: 3 }));
  await app.see('Senere ser du også når på uken det er vanskeligst, hva som går igjen og hva som hjelper deg mest.');
  expect(all('main .empty .btn')).toHaveLength(1);
  // Nobody knows yet how the one of a moment ago ends.
  await app.see('Du logget trangen.');
  expect(inMain()).not.toContain('uten at du logget et kjøp');
  await app.go('summary');
  await app.until(() => {
    for (const words of ['Skrevet om 1 av 1 dag.', 'Trang logget 1 gang, styrke 6 av 10.'])
      expect(sheet()).toContain(words);
  });
});

test.each([
  [
    'nb',
    'Siden 15. november har du sovet godt 3 av 9 netter.',
    ['Sov godt 3 av 9 netter.', 'Grensene holdt 9 av 9 dager.'],
    /trang|kjøp/i,
  ],
  [
    'en',
    'Since 15 November you’ve slept well on 3 of 9 nights.',
    ['Slept well on 3 of 9 nights.', 'Kept my limits on 9 of 9 days.'],
    /\burges?\b|purchase/i,
  ],
] as const)(
  'somebody close to him takes along days of their own, without a word of his (%s)',
  async (locale, slept, onPaper, his) => {
    const app = await open({
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['relative'] });
        for (let days = 0; days < 9; days += 1) {
          const date = addDays(today, -days);
          await vault.write(`checkin/${date}`, 'checkin', {
            date,
            sleep: days % 3,
            mood: 3 + (days % 5),
            limits: 2,
            talked: days % 2 === 0,
          });
        }
      },
    });
    await app.until(() => expect(app.state.vault.value).not.toBeNull());
    await app.go('insights');
    const part = (name: string) => all('main .part').find((it) => text(it.querySelector('h2')) === name);
    for (const key of ['near_sleep_title', 'near_limits_title', 'near_mood_title', 'near_talked_title'] as const)
      await app.until(() => expect(part(app.t(key))?.querySelectorAll('figure'), key).toHaveLength(1));
    expect(text(part(app.t('near_sleep_title'))?.querySelector('figcaption')).replaceAll('\u00a0', ' ')).toBe(slept);
    await app.go('summary');
    await app.until(() => expect(sheet()).not.toBe(''));
    for (const words of onPaper) expect(sheet()).toContain(words);
    expect(inMain()).not.toMatch(his);
  },
);
