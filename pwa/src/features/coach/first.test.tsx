/** The first message to a coach: what goes along with it, to whom it can go, and that its words are not lost. */
import { options as preact } from 'preact';
import { expect, test, vi } from 'vitest';
import { ModelCoach } from '../../core/thread/modelCoach.ts';
import { type Office, Signer } from '../../core/thread/modelOffice.ts';
import { signedIn } from '../../core/vault/modelPhones.ts';
import { phone } from '../../core/vault/modelServer.ts';
import { type Opened, type Options, open } from '../../testing/app.ts';
import { coachedOffice, opened, said, threadIn, wrote } from '../../testing/coached.ts';

const both = ['nb', 'en'] as const;
const asks = { nb: 'Hva vil du ha hjelp til?', en: 'What would you like help with?' };
const label = { nb: 'Det du vil si', en: 'What you want to say' };
const about = { nb: 'Jeg vet ikke hvor jeg skal begynne', en: 'I don’t know where to begin' };

const title = (): string | undefined => document.querySelector('h1')?.textContent ?? undefined;

/** Agrees, says what it is about, and writes; nothing is sent yet. */
async function writes(app: Opened, text: string): Promise<void> {
  await app.go('coach');
  await app.press(app.t('coach_agree'));
  await app.until(() => expect(title()).toBe(asks[app.locale]));
  await app.choose(about[app.locale]);
  await app.press(app.t('coach_next'));
  await app.write(label[app.locale], text);
}

async function begins(options: Options & { office: Office }, text: string): Promise<Opened> {
  const app = await opened(options);
  await writes(app, text);
  await app.until(() => expect(document.querySelector('.dock')?.textContent).toContain(app.t('coach_send')));
  return app;
}

test.each(both)('what goes along with the first message is shown and can be left out (%s)', async (locale) => {
  const { office, kari } = await coachedOffice();
  const app = await opened({ office, locale });
  await app.go('coach');
  await app.press(app.t('coach_agree'));
  await app.until(() => expect(title()).toBe(asks[locale]));
  await app.press(app.t('coach_next'));
  await app.write(label[locale], 'Noen linjer');
  const told = [app.t('coach_along_programme_stop'), app.t(`coach_along_locale_${locale}`)];
  for (const one of told) {
    expect((await app.labelled(one)).checked).toBe(true);
    await app.choose(one);
    await app.until(async () => expect((await app.labelled(one)).checked).toBe(false));
  }
  // That it is not read at once, with the number to ring.
  expect(app.text()).toContain(app.t('coach_danger').split('{')[0]);
  await app.press(app.t('coach_send'));
  await app.until(() => expect(title()).toBe(app.t('coach_title')));
  await app.until(() => expect(threadIn(office)).not.toBe(''));
  await app.until(async () =>
    expect((await said(kari))[0]).toMatchObject({ kind: 'opening', programme: null, locale: null, about: [] }),
  );
});

test.each(both)('what it is about, and the words, reach a coach, with what was not left out (%s)', async (locale) => {
  const { office, kari } = await coachedOffice();
  const app = await begins({ office, locale }, 'Første ord');
  await app.press(app.t('coach_send'));
  await app.until(async () =>
    expect((await said(kari))[0]).toMatchObject({ programme: 'stop', locale, about: ['start'], text: 'Første ord' }),
  );
  await app.see(app.t('coach_about', { codes: about[locale] }));
  const sent = JSON.stringify(vi.mocked(fetch).mock.calls.map(([asked, init]) => [asked, init?.body]));
  expect(sent).not.toContain('Første ord');
});

test('the title of a page that turns has the focus as it is drawn, and takes it from no field later', async () => {
  const { office } = await coachedOffice();
  const app = await opened({ office });
  await app.go('coach');
  await app.press(app.t('coach_agree'));
  await app.until(() => expect(title()).toBe(asks.nb));
  // The frame after which a browser does what can wait does not come.
  preact.requestAnimationFrame = () => undefined;
  await app.press(app.t('coach_next'));
  await app.until(() => expect(document.querySelector('#coach-first')).not.toBeNull());
  expect(document.activeElement).toBe(document.querySelector('h1'));
});

test('a first message that nobody can be given is not lost', async () => {
  const { office, kari } = await coachedOffice();
  const app = await begins({ office }, 'Halvveis i en tanke');
  document.querySelector('textarea')?.blur();
  await app.until(() => expect(JSON.stringify([...app.state.deviceRecords.value])).toContain('Halvveis i en tanke'));
  office.revoke(kari.id);
  const again = await opened({ office, disk: app.disk });
  await again.go('coach');
  await again.see(again.t('coach_none'));
  expect(again.text()).toContain(again.t('coach_first_stays'));
  // What is tidied away whenever the server is asked is not what waits for a coach.
  await (await import('./threads.ts')).refreshThreads();
  await again.later(100);
  expect(again.text()).toContain(again.t('coach_first_stays'));
  await ModelCoach.in(office);
  await again.press(again.t('coach_try'));
  await again.until(() => expect(title()).toBe(asks.nb));
  await again.press(again.t('coach_next'));
  expect((await again.labelled(label.nb)).value).toBe('Halvveis i en tanke');
});

test('a coach whom the organisation does not know is never let in, and that is said', async () => {
  const { office } = await coachedOffice();
  const other = await ModelCoach.in(office);
  await office.certify(other.id, 90, await Signer.make());
  const app = await begins({ office }, 'Første ord');
  await app.see('Vi fikk ikke bekreftet en av veilederne på listen.');
  await app.press(app.t('coach_send'));
  await app.until(() => expect([...office.threads.values()].map((it) => it.envelopes.has(other.id))).toEqual([false]));
  // And once more by whoever opens the app anew.
  const again = await opened({ office, disk: app.disk });
  await again.go('coach');
  await again.see(again.t('coach_found_coach'));
  await again.press(again.t('coach_findings_read'));
  await again.until(() => expect(again.text()).not.toContain(again.t('coach_found_coach')));
  await again.until(() => expect(document.activeElement).toBe(document.querySelector('h1')));
  await again.go('coach/who');
  await again.see('Én veileder kan lese det du skriver.');
  expect([...document.querySelectorAll('p')].map((it) => it.textContent)).toContain('Tirsdager og torsdager.');
});

test('a second conversation is not begun on another phone, and the words stay', async () => {
  const { office } = await coachedOffice();
  let code = '';
  const app = await begins(
    {
      office,
      diary: async (vault) => {
        code = await vault.makeCode();
        await vault.confirmCode();
        await vault.sync();
      },
    },
    'Skrevet på denne telefonen',
  );
  const elsewhere = await signedIn(phone(office), code);
  await wrote(office, 'Skrevet på den andre')(elsewhere);
  await elsewhere.sync();
  // It comes by itself.
  app.online();
  await app.see(app.t('coach_held'));
  expect(document.querySelector<HTMLTextAreaElement>('#coach-letter')?.value).toBe('Skrevet på denne telefonen');
  expect(office.threads.size).toBe(1);
  await app.go('coach/close');
  await app.press(app.t('coach_close_yes'));
  await app.until(() => expect(threadIn(office)).toBe(''));
});

test.each(both)('nobody hears of coaches where the texts have none (%s)', async (locale) => {
  const app = await open({
    locale,
    diary: (vault) => vault.create('urge', { date: '2026-11-23', part: 'day', strength: 4 }),
  });
  (await import('./words.ts')).addCoachWords();
  for (const screen of ['more', 'help', 'consents', 'today']) {
    await app.go(screen);
    expect(app.text()).not.toContain(app.t('more_coach'));
    expect(app.text()).not.toContain(app.t('consent_coach'));
  }
  await app.go('coach');
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  expect(vi.mocked(fetch).mock.calls.filter(([asked]) => String(asked).includes('/api/coaches'))).toEqual([]);
});
