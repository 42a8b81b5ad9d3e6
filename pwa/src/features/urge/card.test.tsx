/** The plan where it is needed: in the middle of an urge. */
import { expect, test } from 'vitest';
import { open } from '../../testing/app.ts';
import { ago, answered } from '../../testing/kept.ts';

const own = {
  nb: ['Jeg vil slippe å skjule noe.', 'Gå ut i ti minutter', 'Laderen står i gangen fra klokka 22.'],
  en: ['I want to stop hiding things.', 'Go outside for ten minutes', 'The charger stays in the hall from 10 pm.'],
} as const;

test.each(['nb', 'en'] as const)('the whole card stands by when it is hard (%s)', async (locale) => {
  const [reason, outside, barrier] = own[locale];
  const app = await open({
    locale,
    diary: async (vault) => {
      await vault.write('settings', 'settings', { what: ['again'] });
      await answered(vault, 'reason', { own_text: reason });
      await answered(vault, 'trigger', { codes: ['home-alone'] });
      await answered(vault, 'first-plan', { if_code: 'home-alone', codes: ['outside'] });
      await answered(vault, 'barrier', { own_text: barrier });
      await vault.write('progress', 'progress', { began: ago(43), 'done_first-hold': ago(6) });
    },
  });
  await app.go('urge');
  // With nothing rated, his own plan is what opens.
  await app.until(() => expect(document.querySelector('main > .own')?.textContent).toBe(outside));
  const card = (): string =>
    [...document.querySelectorAll('main .part')].find((it) => it.querySelector('h2')?.textContent === app.t('my_card'))
      ?.textContent ?? '';
  await app.until(() => {
    for (const line of [reason, outside, barrier]) expect(card()).toContain(line);
  });
});
