/** The list of devices: who is in it, what is asked about, and leaving one without losing anything. */
import { expect, test } from 'vitest';
import { deviceLeavingRecord } from '../../../core/model/devices.ts';
import { ModelServer } from '../../../core/vault/modelServer.ts';
import { type Opened, open } from '../../../testing/app.ts';
import { rows } from '../../../testing/disks.ts';
import { count, openEntry, signIn, todayStands, urge } from '../../../testing/doing.ts';
import { heading, isLocked, PIN, pressPin, setLock } from '../../../testing/locking.ts';
import { comes, copied, twoPhones } from '../../../testing/phones.ts';
import { compared, ModelPush, turnedOn } from '../../../testing/push.ts';

const listed = 'main > .rows > li';
const asked = (app: Opened) => document.querySelector(`section[aria-label='${app.t('devices_new')}']`);

test.each(['nb', 'en'] as const)('a new device is listed, and asked about once (%s)', async (locale) => {
  const { app, theirs } = await twoPhones({ locale, diary: urge('mitt') });
  await comes(app, theirs);
  await app.until(() => expect(asked(app)).not.toBeNull());
  await app.press(app.t('new_device_yes'));
  await app.until(() => expect(asked(app)).toBeNull());
  const again = await open({ locale, disk: app.disk, server: app.server });
  await todayStands(again);
  await again.go('devices');
  await count(again, listed, 2);
  const [first, last] = [...document.querySelectorAll(listed)].map((it) => it.textContent);
  expect(first).toContain(again.t('devices_this'));
  expect(last).toContain(again.t('date_today'));
  expect(asked(again)).toBeNull();

  // Off the list: it comes back when it is used, and is asked about anew.
  document.querySelectorAll<HTMLElement>(`${listed} button`)[0]?.click();
  await again.press(again.t('device_remove'));
  await count(again, listed, 1);
  await again.state.vault.value?.sync();
  await theirs.sync();
  await theirs.create('urge', { date: '2026-11-23', part: 'day', strength: 2 });
  await comes(again, theirs);
  await theirs.sync();
  await again.state.vault.value?.sync();
  await count(again, listed, 2);
  await again.until(() => expect(asked(again)).not.toBeNull());
});

test.each(['nb', 'en'] as const)(
  'leaving with something that only this phone has warns, and what is sent first is not lost (%s)',
  async (locale) => {
    const { app, code, theirs } = await twoPhones({ locale, diary: urge('mitt') });
    // All that the devices tell of each other is there.
    for (let round = 0; round < 3; round += 1) await comes(app, theirs);
    await app.until(() => expect(app.state.syncState.value).toBe('idle'));
    app.offline();
    await app.state.vault.value?.create('urge', { date: '2026-11-23', part: 'day', strength: 3, text: 'bare her' });
    await app.go('devices');
    await app.press(new RegExp(`^${app.t('devices_leave')}`));
    await app.press(app.t('leave_now'));
    await app.see(app.t('leave_unsent', { n: 1 }));
    app.between(null);
    await app.press(app.t('leave_again'));
    await heading(app, app.t('left_title'));
    await app.press(app.t('left_home'));
    await app.until(() => expect(document.querySelector('.big')).not.toBeNull());
    await theirs.sync();
    expect([...theirs.entries.values()].map((it) => it.fields.text)).toContain('bare her');
    expect([...theirs.entries.values()].filter((it) => it.kind === 'device')).toHaveLength(1);
    // Nothing is left there, and the code opens it once more.
    await app.until(async () => {
      const { keys, meta, records, here, snapshot, goodbye } = await rows();
      expect([keys, meta, records, here, snapshot, goodbye]).toEqual([0, 0, 0, 0, 0, 0]);
    });
    app.router.go('signin');
    await signIn(app, code);
    expect(await openEntry(app, 'bare her')).toHaveProperty('value', 'bare her');
  },
);

test.each(['open', 'locked'] as const)(
  'a log-out that was cut short is finished: the phone stops listening, and its notices go (%s)',
  async (how) => {
    const push = new ModelPush();
    const app = await turnedOn(push);
    await compared(app);
    push.shown.add('20:00');
    if (how === 'locked') await setLock();
    // The app dies here, before anything else of it is done.
    await app.state.vault.value?.writeDevice(deviceLeavingRecord, { anyway: true });
    const next = await open({ disk: app.disk, push });
    if (how === 'locked') {
      await isLocked(next);
      // All that begins by itself behind the lock has begun.
      await compared(next);
      await pressPin(next, PIN);
    }
    await next.until(() => expect(document.documentElement.dataset.screen).toBe('first'));
    expect(next.state.vault.value).toBe(null);
    await next.until(() => expect([push.address, push.shown.size, push.boxes.size]).toEqual([null, 0, 0]));
  },
);

test('a device that was left does not tell whose app it was', async () => {
  const app = await open({ locale: 'en' });
  // Answered before there is a diary, as in the first minutes.
  await app.go('what');
  await app.choose(app.t('what_relative'));
  await app.press(app.t('continue'));
  const vault = await app.state.keep();
  await app.until(() => expect(app.state.settings.value.what).toEqual(['relative']));
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
  await app.go('devices');
  await app.press(new RegExp(`^${app.t('devices_leave')}`));
  await app.press(app.t('leave_now'));
  await heading(app, app.t('left_title'));
  await app.press(app.t('left_home'));
  await app.see(app.t('first_for'));
  await app.go('what');
  expect([...document.querySelectorAll<HTMLInputElement>('main input')].some((it) => it.checked)).toBe(false);
});

test('a long diary lets one in with its first part, and goes on after a kill', async () => {
  const server = new ModelServer();
  const { code } = await copied({
    server,
    diary: async (vault) => {
      for (let at = 0; at < 12; at += 1)
        await vault.create('urge', { date: `2026-11-${10 + at}`, part: 'day', strength: 5 });
    },
  });
  server.page = 3;
  let app = await open({ server });
  let syncs = 0;
  // The first answer tells the log, the second is the first page; the others do not come.
  const held = (at: Opened) =>
    at.between((asked, init, honest) => {
      if (!asked.includes('/sync')) return honest(asked, init);
      syncs += 1;
      return syncs <= 2 ? honest(asked, init) : new Promise<Response>(() => undefined);
    });
  held(app);
  await signIn(app, code);
  await app.press(app.t('signin_today'));
  await todayStands(app);
  await app.see(app.t('coming_fetching'));
  await app.later(500);
  expect(app.text()).not.toContain(app.t('mood_title'));
  await app.go('insights');
  await app.see(app.t('coming_read'));
  await app.state.vault.value?.create('urge', {
    date: '2026-11-23',
    part: 'day',
    strength: 6,
    text: 'mens resten er på vei',
  });

  app = await open({ server, disk: app.disk, offline: true });
  await app.go('more');
  await app.see(app.t('coming_fetching'));
  app = await open({ server, disk: app.disk });
  await app.go('today');
  await app.see(app.t('mood_title'));
  await app.until(() => expect(app.text()).not.toContain(app.t('coming_fetching')));
  expect(app.state.entriesOfKind('urge')).toHaveLength(13);
  expect(await openEntry(app, 'mens resten er på vei')).toHaveProperty('value', 'mens resten er på vei');
});
