/** What stands beside a thread: what is sent along, the rhythm, who can read, and the consent. */
import { expect, test } from 'vitest';
import { ModelCoach } from '../../core/thread/modelCoach.ts';
import type { Vault } from '../../core/vault/types.ts';
import { opened, said, thread, threadIn } from '../../testing/coached.ts';

const both = ['nb', 'en'] as const;

async function withPlan(vault: Vault): Promise<void> {
  await vault.create('person', { name_text: 'Ola Dunk', phone_text: '412 34 567' });
  await vault.create('urge', { date: '2026-11-20', part: 'day', strength: 6 });
}

test.each(both)('only what is chosen of the plan and of four weeks goes along (%s)', async (locale) => {
  const { app, office, kari } = await thread({ locale, diary: withPlan });
  const last = async () => (await said(kari)).at(-1);
  await app.go('coach/plan');
  // Somebody else's name goes along only when it is chosen, and never with the number.
  await app.until(() => expect(document.querySelector('.dock')?.textContent).toContain(app.t('coach_attach_none')));
  await app.choose(new RegExp(`^${app.t('place_people')}`));
  await app.press(app.t('coach_attach_send'));
  await app.until(async () => expect(await last()).toMatchObject({ kind: 'plan' }));
  expect(JSON.stringify(await last())).toContain('Ola Dunk');
  expect(JSON.stringify(await said(kari))).not.toContain('412');
  await app.go('coach/summary');
  expect((await app.labelled(app.t('summary_purchases'))).checked).toBe(false);
  await app.until(() => expect(document.querySelector('.dock')?.textContent).toContain(app.t('coach_attach_send')));
  await app.press(app.t('coach_attach_send'));
  await app.until(async () => expect(await last()).toMatchObject({ kind: 'summary' }));
  const { lines } = (await last()) as { lines: string[] };
  expect(lines).toContain(app.t('summary_urges'));
  expect(lines).not.toContain(app.t('summary_purchases'));
  // Nobody can read any more: that is said before the next is sent.
  office.revoke(kari.id);
  app.online();
  for (const screen of ['plan', 'summary']) {
    await app.go(`coach/${screen}`);
    await app.see(app.t('coach_unread'));
  }
});

test('a screen that is opened once more by a link keeps what was written, and leads on when it is sent', async () => {
  const { app, kari } = await thread({ diary: withPlan });
  const last = async () => (await said(kari)).at(-1);
  const stands = () => app.until(() => expect(document.querySelector('#coach-letter')).not.toBeNull());
  await app.go('coach/checkin');
  await app.until(() => document.querySelectorAll<HTMLElement>('fieldset.ten input')[4]?.click());
  await app.write('Er det noe du vil spørre om?', 'Hva gjør jeg i helgen?');
  app.router.root('coach', 'checkin');
  await app.later(50);
  expect((await app.labelled('Er det noe du vil spørre om?')).value).toBe('Hva gjør jeg i helgen?');
  await app.press(app.t('coach_send'));
  await stands();
  await app.until(async () =>
    expect(await last()).toMatchObject({ kind: 'checkin', how: 4, question_text: 'Hva gjør jeg i helgen?' }),
  );
  await app.go('coach/plan');
  await app.choose(new RegExp(`^${app.t('place_people')}`));
  app.router.root('coach', 'plan');
  await app.later(50);
  await app.press(app.t('coach_attach_send'));
  await stands();
  await app.until(async () => expect(await last()).toMatchObject({ kind: 'plan' }));
});

const weekly = {
  nb: ['Hver uke', 'Er det noe du vil spørre om?', 'Ukens melding'],
  en: ['Every week', 'Is there anything you want to ask?', 'Weekly message'],
} as const;

test.each(both)('a rhythm is chosen, and its check-in reaches the coach (%s)', async (locale) => {
  const { app, kari, id } = await thread({ locale });
  const [week, question] = weekly[locale];
  const last = async () => (await said(kari)).at(-1);
  await app.go('coach/rhythm');
  await app.choose(week);
  await app.choose(new RegExp(`^${app.t('coach_remind')}`));
  await app.press(app.t('save'));
  await app.until(async () => expect(await last()).toEqual({ kind: 'rhythm', every: 'week' }));
  await app.until(() =>
    expect(app.state.deviceRecords.value.get('own')).toMatchObject({ on: { [`coach/${id}/checkin`]: true } }),
  );
  await app.go('coach/checkin');
  await app.until(() => {
    const six = document.querySelector<HTMLElement>("fieldset.ten [value='6']");
    if (!six) throw new Error('no number to press');
    six.click();
  });
  await app.write(question, 'Hva nå?');
  await app.press(app.t('coach_send'));
  await app.see(app.t('coach_how', { n: 6 }));
  await app.until(async () =>
    expect(await last()).toMatchObject({ kind: 'checkin', how: 6, question_text: 'Hva nå?' }),
  );
});

test('who has joined reads nothing before the person has let them in', async () => {
  const { app, office, id } = await thread({ opening: 'Første ord' });
  const ola = await ModelCoach.in(office);
  await app.go('coach/who');
  await app.see(app.t('coach_newcomers', { n: 1 }));
  expect(office.threads.get(id)?.envelopes.has(ola.id)).toBe(false);
  await app.press(app.t('coach_admit'));
  await app.until(() => expect(document.activeElement?.textContent).toBe(app.t('coach_readers', { n: 2 })));
  expect(JSON.stringify(await said(ola))).toContain('Første ord');
});

test.each(both)(
  'a new coach is let in from within the thread, and not asked about again before the next start (%s)',
  async (locale) => {
    const { app, office } = await thread({ locale, opening: 'Første ord' });
    const ola = await ModelCoach.in(office);
    const asked = (): Element | undefined =>
      [...document.querySelectorAll('.notice')].find((it) =>
        it.textContent?.includes(app.t('coach_newcomers', { n: 1 })),
      );
    await app.go('more');
    await app.go('coach');
    await app.until(() => expect(asked()).toBeDefined());
    // Whoever would rather not is left alone until the app is opened again.
    await app.press(app.t('coach_admit_later'));
    await app.until(() => expect(asked()).toBeUndefined());
    await app.go('more');
    await app.go('coach');
    await app.until(() => expect(document.querySelector('.coach-letter')).not.toBeNull());
    expect(asked()).toBeUndefined();
    const again = await opened({ office, disk: app.disk, locale });
    await again.go('coach');
    await again.press(again.t('coach_admit'));
    await again.until(() => expect(document.activeElement?.textContent).toBe(again.t('coach_readers', { n: 2 })));
    expect(JSON.stringify(await said(ola))).toContain('Første ord');
  },
);

const consent = {
  nb: ['Skrive til en veileder', 'Samtalen med veilederen. Så snart telefonen er på nett.'],
  en: ['Writing to a coach', 'The conversation with the coach. Once your phone has been online.'],
} as const;

test.each(both)(
  'the consent stands with the others, and its withdrawal erases the conversation (%s)',
  async (locale) => {
    const { app, office } = await thread({ locale });
    const [name, goes] = consent[locale];
    // «Slett alt» would take it along, and says so although nothing else of the diary is on the server.
    await app.go('delete');
    await app.see(goes);
    await app.go('consents');
    const part = (): HTMLElement | undefined =>
      [...document.querySelectorAll<HTMLElement>('.part')].find((it) => it.querySelector('h2')?.textContent === name);
    await app.until(() => expect(part()).toBeDefined());
    [...(part()?.querySelectorAll('button') ?? [])]
      .find((it) => it.textContent === app.t('consents_withdraw'))
      ?.click();
    await app.until(() => expect(part()?.textContent).toContain(app.t('consents_coach_gone')));
    await app.until(() => expect(threadIn(office)).toBe(''));
    await app.go('coach');
    await app.see(app.t('coach_agree'));
  },
);
