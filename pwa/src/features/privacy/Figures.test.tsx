/** Figures for the organisation: agreed to, answered, sent one by one days later, and withdrawn. */
import { expect, test, vi } from 'vitest';
import { signedIn } from '../../core/vault/modelPhones.ts';
import { phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';

const both = ['nb', 'en'] as const;
const hour = 3_600_000;
const day = 24 * hour;

const urge =
  (date: string) =>
  (vault: Vault): Promise<unknown> =>
    vault.create('urge', { date, part: 'day', strength: 6 });

const main = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('.dock .btn.main');
  if (!found) throw new Error('no main button');
  return found;
};
const titled = (app: Opened, title: string): Promise<void> =>
  app.until(() => expect(document.querySelector('h1')?.textContent).toBe(title));
/** The answers of the question with this name. */
const radios = (question: string): HTMLInputElement[] => {
  const group = [...document.querySelectorAll('fieldset')].find((it) => it.getAttribute('aria-label') === question);
  return [...(group?.querySelectorAll('input') ?? [])];
};

/** So much later than now, the app has looked for what may be sent, which it does once an hour. */
async function passes(app: Opened, milliseconds: number): Promise<void> {
  const vault = app.state.vault.value as Vault;
  const look = vi.isMockFunction(vault.sendFigure) ? vi.mocked(vault.sendFigure) : vi.spyOn(vault, 'sendFigure');
  const looks = () => look.mock.settledResults.filter(({ type }) => type !== 'incomplete').length;
  const before = looks();
  vi.setSystemTime(Date.now() + milliseconds);
  await app.until(async () => {
    // However long it looks, that takes none of the days.
    if (looks() === look.mock.settledResults.length) await app.later(hour / 6);
    expect(looks()).toBeGreaterThan(before);
  });
}

test('what is taken back leaves the queue first, also where the app is closed in the middle', async () => {
  const app = await open({ diary: urge('2026-11-23') });
  await app.until(() => expect(app.state.vault.value).not.toBeNull());
  const { giveFigures } = await import('./commands.ts');
  const undo = await giveFigures('00', { p: 1, c: 1, w: 1 });
  const queue = () => app.state.deviceRecords.value.get('outcomes');
  await app.until(() => expect(queue()).toBeDefined());
  vi.spyOn(app.state.vault.value as Vault, 'write').mockRejectedValue(new Error('closed'));
  await expect(undo()).rejects.toThrow('closed');
  await app.until(() => expect(queue()).toBeUndefined());
});

test.each(both)('rough answers go one by one, days later, and only while it is agreed to (%s)', async (locale) => {
  const app = await open({ locale, diary: urge('2026-11-23') });
  (await import('./outcomes/words.ts')).addFigureWords();
  const sent = () => app.server.outcomes;
  await app.go('more');
  await app.press(new RegExp(`^${app.t('more_figures')}`), 'link');
  await titled(app, app.t('figures_title'));
  await app.press(app.t('figures_yes'));
  // Nothing is given before each has an answer.
  await titled(app, app.t('figures_wave_00'));
  expect([main().textContent, main().getAttribute('aria-disabled')]).toEqual([app.t('figures_left', { n: 3 }), 'true']);
  for (const code of ['p', 'c', 'w'] as const) {
    const [, one, , none] = radios(app.t(`figures_ask_${code}`));
    (code === 'w' ? none : one)?.click();
    await app.until(() => expect((code === 'w' ? none : one)?.checked).toBe(true));
  }
  await app.press(app.t('figures_give'));
  await app.see(app.t('figures_given'));
  await app.go('figures');
  await app.see(app.t('figures_waiting', { n: 3 }));
  await passes(app, 12 * hour);
  expect(sent()).toEqual([]);

  // Whoever opens the app after three weeks sends one, and the next a day later.
  for (const n of [1, 2]) {
    await passes(app, n === 1 ? 21 * day : day);
    await app.see(app.t('figures_waiting', { n: 3 - n }));
    await passes(app, hour);
    expect(sent()).toHaveLength(n);
  }
  const [one, other] = sent();
  expect(one?.id).not.toBe(other?.id);
  for (const body of [one?.body, other?.body]) expect(body).toMatch(/^\{"report":"00(?:[pc][0-3]|w[0-6])"\}$/);

  await app.go('consents');
  const part = [...document.querySelectorAll('section.part')].find((it) =>
    it.querySelector('h2')?.textContent?.includes(app.t('consent_figures')),
  );
  const withdraw = [...(part?.querySelectorAll('button') ?? [])].find(
    (it) => it.textContent === app.t('consents_withdraw'),
  );
  withdraw?.click();
  await app.see(app.t('consents_figures_gone'));
  vi.setSystemTime(Date.now() + 3 * day);
  await app.later(2 * hour);
  expect(sent()).toHaveLength(2);
});

const asked = {
  nb: [
    'På hvor mange enheter har du brukt dagboken de siste fire ukene?',
    'omtrent hvor mange enheter appen er i bruk på',
    'Forslag ut fra hvordan dagboken er lagret.',
  ],
  en: [
    'On how many devices have you used the diary in the last four weeks?',
    'roughly how many devices the app is used on',
    'Suggested from your devices and your backup.',
  ],
} as const;
const where = {
  nb: [
    'Bare her, uten sikkerhetskopi',
    'Bare her, med sikkerhetskopi',
    'På to enheter eller flere, med sikkerhetskopi',
  ],
  en: ['Only this one, without a backup', 'Only this one, with a backup', 'Two or more, with a backup'],
};

test.each(both)('where the diary is kept is asked after four weeks, as the phone knows it (%s)', async (locale) => {
  const [question, purpose, known] = asked[locale];
  const then = await open({ locale, diary: urge('2026-10-24'), at: '2026-10-24T12:00:00+02:00' });
  await then.go('figures');
  // What is agreed to says that it is asked, and what for.
  await then.see(question);
  await then.see(purpose);
  await then.press(then.t('figures_yes'));
  // At the start it is not asked.
  await titled(then, then.t('figures_wave_00'));
  expect(then.text()).not.toContain(question);

  const app = await open({ locale, disk: then.disk, server: then.server });
  const proposed = async (answer: number): Promise<void> => {
    await app.go('today');
    await app.go('figures');
    await titled(app, app.t('figures_wave_04'));
    await app.until(() => {
      const all = radios(question).map((it) => [it.closest('label')?.textContent, it.checked]);
      expect(all.slice(0, 3)).toEqual(where[locale].map((words, at) => [words, at === answer]));
    });
    await app.see(known);
  };
  await proposed(0);
  const own = app.state.vault.value;
  const code = (await own?.makeCode()) ?? '';
  await own?.confirmCode();
  await own?.sync();
  await proposed(1);
  const other = await signedIn(phone(app.server), code);
  await other.sync();
  await own?.sync();
  await proposed(2);

  // It is a proposal: the person has the last word, and then it is the person's own.
  radios(question)[1]?.click();
  await app.until(() => expect(app.text()).not.toContain(known));
  for (const one of ['p', 'c', 'w'] as const) {
    radios(app.t(`figures_ask_${one}`))[1]?.click();
    await app.until(() => expect(radios(app.t(`figures_ask_${one}`))[1]?.checked).toBe(true));
  }
  await app.press(app.t('figures_give'));
  await app.see(app.t('figures_given'));
  await app.go('figures');
  await app.see(app.t('figures_waiting', { n: 5 }));
});
