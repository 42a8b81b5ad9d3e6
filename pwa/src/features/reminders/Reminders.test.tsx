/** Reminders: chosen, told to the server as times without words, tried, and turned off; and what the lock screen would show. */
import { expect, test } from 'vitest';
import type { Fields } from '../../core/model/plain.ts';
import { phone } from '../../core/vault/modelServer.ts';
import { type Opened, open, shipped } from '../../testing/app.ts';
import { compared, goes, head, ModelPush, openedAnew, turnedOn } from '../../testing/push.ts';

const both = ['nb', 'en'] as const;

const group = (label: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`fieldset[aria-label="${label}"]`);
  if (!found) throw new Error(`no group ${label}`);
  return found;
};
const pick = (label: string, option: string): void => {
  const found = [...group(label).querySelectorAll('label')].find((it) => it.textContent?.includes(option));
  if (!found) throw new Error(`no ${option} in ${label}`);
  found.click();
};
const notices = (): string[] =>
  [...document.querySelectorAll('.lock-notice > p:last-child')].map((it) => it.textContent ?? '');

const withdrawn = { nb: 'Du sa nei eller trakk det tilbake i dag.', en: 'You said no, or withdrew it, today.' };

test.each(both)('two presses choose reminders, which the server gets as times without words (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await open({ locale, push });
  await app.go('reminders');
  expect(document.querySelector('h2')?.textContent).toBe(app.t('reminders_when_daily'));
  expect(push.calls).toEqual([]);
  pick(app.t('reminders_when_daily'), '17:00');
  await app.press(app.t('reminders_turn_on'));
  await app.see(head(app.t('reminders_next')));
  const [body, ...more] = push.puts;
  expect(more).toEqual([]);
  expect(Object.keys(body ?? {}).sort()).toEqual(['auth', 'endpoint', 'locale', 'nudges', 'p256dh', 'timezone']);
  const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const id = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(body?.nudges).toEqual([
    { id, kind: 'daily', at: '17:00', days: all },
    { id, kind: 'weekly', at: '18:00', days: ['sun'] },
  ]);
  expect([body?.locale, body?.timezone]).toEqual([locale, 'Europe/Oslo']);
});

test.each(both)(
  'a test is asked for, and what is turned off leaves the phone and the server nothing (%s)',
  async (locale) => {
    const push = new ModelPush();
    const app = await turnedOn(push, { locale });
    await app.press(app.t('reminders_test'));
    await app.see(app.t('reminders_test_sent'));
    expect(push.box.lastAnswer).toBe(201);
    await app.press(app.t('reminders_turn_off'));
    await app.until(() => expect([push.address, push.boxes.size, push.tombstones.size]).toEqual([null, 0, 1]));
    await app.see(app.t('reminders_turn_on'));
    await app.go('consents');
    await app.see(withdrawn[locale]);
  },
);

/** A word for whoever has been away, which nobody gets unasked. */
async function welcomed(app: Opened): Promise<void> {
  await app.go('reminders');
  expect(notices()).toHaveLength(2);
  const welcome = await app.labelled(new RegExp(`^${app.t('reminders_comeback')}`));
  expect(welcome.checked).toBe(false);
  welcome.click();
  await app.until(() => expect(notices()).toHaveLength(3));
  await app.press(app.t('reminders_turn_on'));
  await app.see(head(app.t('reminders_next')));
}

test.each(both)('a word for whoever has been away is told as a time alone (%s)', async (locale) => {
  const push = new ModelPush();
  const app = await open({ locale, push });
  await welcomed(app);
  const id = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(push.nudges.comeback).toEqual({ id, kind: 'comeback', at: '20:00' });
});

test('the lock screen is shown in each style for each kind that is chosen', async () => {
  const app = await open({ push: new ModelPush() });
  await app.go('reminders');
  for (const [at, kind] of (['reminders_step', 'reminders_comeback'] as const).entries()) {
    pick(app.t('reminders_what'), app.t(kind));
    await app.until(() => expect(notices()).toHaveLength(at + 3));
  }
  const said: string[][] = [];
  for (const style of ['neutral', 'discreet', 'full'] as const) {
    pick(app.t('reminders_style'), app.t(`reminders_style_${style}`));
    await app.until(() => {
      expect(notices()).toHaveLength(4);
      expect(notices()).not.toEqual(said.at(-1));
      expect(app.state.settings.value.style).toBe(style);
    });
    said.push(notices());
  }
  const [neutral = [], discreet = [], full = []] = said;
  expect(neutral.slice(1)).toEqual([
    'Tid for en liten pause?',
    'Fortsett når du vil.',
    'Du er velkommen tilbake når som helst.',
  ]);
  expect(neutral.join(' ')).not.toMatch(/\d/);
  expect(discreet[1]).toContain('5 av 7 dager');
  for (const at of [0, 1, 2, 3]) expect(full[at]).not.toBe(neutral[at]);
  pick(app.t('reminders_what'), app.t('reminders_weekly'));
  await app.until(() => expect(notices()).toHaveLength(3));
});

test('the page says what the server holds, line by line', async () => {
  const push = new ModelPush();
  const app = await open({ push });
  await welcomed(app);
  Object.assign(push.box, { lastSent: '2026-11-20T12:04:00Z', lastAnswer: 201 });
  await app.go('more');
  await app.go('reminders');
  await app.see('Svaret fra varslingstjenesten sist: 201');
  for (const said of app.t('consent_push_text').split(/\n+/)) await app.see(said);
  const lines = [...document.querySelectorAll('.known + ul > li')].map((it) => it.textContent?.replace(/\s/g, ' '));
  expect(lines).toEqual([
    'En stund til deg selv: hver dag klokken 20',
    'Uken din: søndag klokken 18',
    'Velkommen tilbake: klokken 20, når du har vært borte i 3, 7, 14 og 30 dager',
    'Tidssone: Europe/Oslo',
    'Språk: norsk',
    'Adressen for varsler: hos push.test',
    'Sist sendt fredag 20. november kl. 13.04.',
    'Svaret fra varslingstjenesten sist: 201',
    'Dagen du sist åpnet appen, og hvor mange daglige som er sendt siden',
  ]);
});

test('another language is told once, and until the server has heard of it the page says what it knows', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await app.see('Språk: norsk');
  const held: (() => void)[] = [];
  push.between = (call, ask) => (call === 'PUT' ? new Promise((done) => held.push(() => done(ask()))) : ask());
  await app.go('language');
  await app.choose('English');
  await app.go('reminders');
  await app.later(2000);
  await app.until(() => expect(held).toHaveLength(1));
  await app.see('Language: Norwegian');
  held[0]?.();
  await app.see('Language: English');
  await compared(app);
  expect(push.box.wish.locale).toBe('en');
  expect(push.puts.map((it) => it.locale)).toEqual(['nb', 'en']);
});

test('an hour that another window has chosen stands in this one, and goes along with what this one tells', {
  tags: 'slow',
}, async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await app.see('hver dag klokken 20');
  const before = push.nudges;
  const { vaultsIn } = await import('../../core/vault/vaults.ts');
  const other = await vaultsIn(phone(app.server, { database: 'fotfeste' })).open();
  await other?.changeDevice('channel', (stored) => {
    const { choice, ...more } = stored as { choice: { daily: object } };
    return { ...more, choice: { ...choice, daily: { ...choice.daily, at: '21:15' } } } as unknown as Fields;
  });
  const field = await app.labelled(app.t('reminders_other_time'));
  await app.until(() => expect(field.value).toBe('21:15'));
  expect(app.text()).not.toContain(app.t('reminders_save'));
  await app.go('language');
  await app.choose('English');
  await app.later(2000);
  await app.until(() => expect(push.box.wish.locale).toBe('en'));
  expect(push.nudges).toEqual({ ...before, daily: { ...before.daily, at: '21:15' } });
});

test('an hour that is changed moves the same reminder', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  const before = push.nudges;
  await app.write(app.t('reminders_other_time'), '21:15');
  await app.press(app.t('reminders_save'));
  await app.see('hver dag klokken 21.15');
  expect(push.nudges).toEqual({ ...before, daily: { ...before.daily, at: '21:15' } });
});

test.each(both)(
  'whoever has finished the programme gets none but his own until he asks for them (%s)',
  { tags: 'slow' },
  async (locale) => {
    const push = new ModelPush();
    const stop = shipped(locale).programmes.find((it) => it.id === 'stop');
    const modules = stop?.tracks.once ?? [];
    const last = modules.at(-1) ?? '';
    const done = Object.fromEntries(modules.slice(0, -1).map((it) => [`done_${it}`, '2026-11-20']));
    const app = await turnedOn(push, {
      locale,
      diary: async (vault) => {
        await vault.write('settings', 'settings', { what: ['once'], locale });
        await vault.write('progress', 'progress', { began: '2026-10-01', ...done });
      },
    });
    await app.go(`text/module/${last}/practice`);
    // Nothing was answered in it: it ends as read.
    await app.press(app.t('done'));
    await app.until(() => expect(Object.keys(push.nudges)).toEqual(['own']));
    await app.go('reminders');
    await goes(app, 'reminders_state_finished');
    await app.see(app.t('reminders_finished'));
    await app.see(head(app.t('reminders_next')));
    await app.press(app.t('reminders_again'));
    await goes(app, 'reminders_state_on');
    await app.until(() => expect(Object.keys(push.nudges).sort()).toEqual(['daily', 'own', 'weekly']));
    const again = await openedAnew(app, push);
    expect(Object.keys(push.nudges).sort()).toEqual(['daily', 'own', 'weekly']);
    // An end that is pressed afterwards is another one.
    await again.go('month');
    await again.press(again.t('month_end'));
    await again.until(() => document.querySelector<HTMLElement>('main button.row')?.click());
    await again.until(() => expect(Object.keys(push.nudges)).toEqual(['own']));
  },
);
