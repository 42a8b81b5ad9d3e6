/** A conversation that begins anew: who is left behind, what comes along, and what is left when there are coaches no more. */
import { expect, test } from 'vitest';
import { ModelCoach } from '../../core/thread/modelCoach.ts';
import type { Office } from '../../core/thread/modelOffice.ts';
import { shipped } from '../../testing/app.ts';
import { letter, opened, said, thread, threadIn } from '../../testing/coached.ts';

const both = ['nb', 'en'] as const;
const dock = (): string => document.querySelector('.dock')?.textContent ?? '';

/** What the operator does with `selfhelp coach erase`. */
function erase(office: Office, id: string): void {
  office.threads.delete(id);
  office.server.tombstones.add(id);
}

test.each([
  ['nb', true],
  ['en', false],
] as const)(
  'one who is no coach any more is left behind in a new conversation (%s, carried: %s)',
  async (locale, carried) => {
    const { app, office, kari, id } = await thread({ locale, opening: 'Første ord' });
    const ola = await ModelCoach.in(office);
    app.online();
    await app.go('today');
    await app.go('coach');
    await app.press(app.t('coach_admit'));
    await app.until(() => expect(office.threads.get(id)?.envelopes.has(ola.id)).toBe(true));
    await ola.answers(id, { kind: 'agreement', name: 'Ola', text: 'Ring legen', date: '2026-11-28', time: null });
    app.online();
    await app.press(app.t('coach_agree_yes'));
    const reminded = () => expect(letter('Ring legen').textContent).toContain(app.t('coach_agreed_off'));
    await app.until(reminded);
    office.revoke(ola.id);
    app.online();
    await app.see(app.t('coach_renew_coach-gone'));
    expect(document.querySelector('main [role=status]')?.textContent).toContain(app.t('coach_renew_coach-gone'));
    // Also to whoever has not scrolled up.
    await app.until(() => expect(dock()).toContain(app.t('coach_found_gone')));
    await app.press(app.t('coach_renew'), 'link');
    if (carried) await app.choose(new RegExp(`^${app.t('coach_carry')}`));
    await app.press(app.t('coach_renew'), 'button');
    await app.until(() => expect(document.querySelector('h1')?.textContent).toBe(app.t('coach_title')));
    await app.until(() => expect(office.threads.has(id)).toBe(false));
    await app.until(() => expect(threadIn(office)).not.toBe(''));
    await app.until(async () => expect((await said(kari)).length).toBeGreaterThan(0));
    expect(JSON.stringify(await said(kari)).includes('Første ord')).toBe(carried);
    // Once, also where the new conversation begins with it; and what was agreed is still said.
    await app.until(() => {
      const all = [...document.querySelectorAll('.coach-letter')].map((it) => it.textContent ?? '');
      expect(all.filter((it) => it.includes('Første ord'))).toHaveLength(1);
      expect(all.filter((it) => it.includes(app.t('coach_first')))).toHaveLength(carried ? 1 : 0);
    });
    reminded();
    office.revoke(kari.id);
    app.online();
    await app.press(app.t('coach_renew'), 'link');
    await app.press(app.t('coach_renew'), 'button');
    await app.see(app.t('coach_nobody'));
  },
);

test('why a conversation has to begin anew is said where one writes, and what was written comes along', async () => {
  const { app, office, id } = await thread();
  await app.write(app.t('coach_field'), 'Halvveis i en tanke');
  erase(office, id);
  app.online();
  await app.until(() => expect(dock()).toContain(app.t('coach_found_ended')));
  expect(dock()).toContain(app.t('coach_comes_along'));
  expect(document.querySelector('.dock a')?.textContent).toBe(app.t('coach_renew'));
  await app.press(app.t('coach_renew'), 'link');
  await app.press(app.t('coach_renew'), 'button');
  await app.until(() => expect([id, '']).not.toContain(threadIn(office)));
  await app.until(() =>
    expect(document.querySelector<HTMLTextAreaElement>('#coach-letter')?.value).toBe('Halvveis i en tanke'),
  );
});

test.each(both)('when nobody of them is left the others are written to only after a yes (%s)', async (locale) => {
  const { app, office, kari } = await thread({ locale, opening: 'Første ord' });
  office.revoke(kari.id);
  const ola = await ModelCoach.in(office);
  app.online();
  // Above the field: nobody reads this, and there is somebody to ring.
  await app.see(app.t('coach_unread'));
  expect([...document.querySelectorAll('a')].map((it) => it.textContent)).toContain(app.t('coach_call'));
  await app.write(app.t('coach_field'), 'Skrevet imens');
  await app.press(app.t('coach_send'));
  await app.until(() => expect(letter('Skrevet imens').textContent).toContain(app.t('coach_waiting')));
  await app.press(app.t('coach_renew'), 'link');
  await app.choose(new RegExp(`^${app.t('coach_carry')}`));
  await app.press(app.t('coach_renew'), 'button');
  await app.see(app.t('coach_strangers', { n: 1, organisation: 'Stegvis' }));
  const reads = () => [...office.threads.values()].some((it) => it.envelopes.has(ola.id));
  expect(reads()).toBe(false);
  await app.press(app.t('coach_strangers_yes'));
  await app.until(() => expect(reads()).toBe(true));
  await app.until(async () => expect(JSON.stringify(await said(ola))).toContain('Skrevet imens'));
  expect(JSON.stringify(await said(ola))).toContain('Første ord');
});

test.each(both)('where coaches are no more what was written is read, and erased (%s)', async (locale) => {
  const { app, office, kari, id } = await thread({ locale, opening: 'Første ord' });
  await kari.says(id, 'Det siste svaret');
  await app.write(app.t('coach_field'), 'Halvveis i en tanke');
  document.querySelector<HTMLElement>('#coach-letter')?.blur();
  await app.until(() => expect(JSON.stringify([...app.state.deviceRecords.value])).toContain('Halvveis'));
  const again = await opened({ office, disk: app.disk, locale, texts: () => shipped(locale) });
  await again.go('more');
  await again.see(again.t('more_coach_thread'));
  expect(again.text()).not.toContain(again.t('more_coach_part'));
  await again.press(again.t('more_coach_thread'), 'link');
  await again.see(again.t('coach_no_more'));
  for (const words of ['Første ord', 'Det siste svaret']) await again.until(() => letter(words));
  const unsent = () =>
    [...document.querySelectorAll('.part')].find(
      (it) => it.querySelector('h2')?.textContent === again.t('coach_unsent'),
    );
  await again.until(() => expect(unsent()?.textContent).toContain('Halvveis i en tanke'));
  await again.press(again.t('coach_close'), 'link');
  await again.press(again.t('coach_close_yes'));
  await again.until(() => expect(document.querySelector('h1')?.textContent).toBe(again.t('coach_closed_title')));
  await again.until(() => expect(threadIn(office)).toBe(''));
  await again.go('more');
  expect(again.text()).not.toContain(again.t('more_coach_thread'));
});
