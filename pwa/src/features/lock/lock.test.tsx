/** The lock: shut when one leaves, opened by what was chosen alone or by the code, and slower with every wrong try. */
import { describe, expect, test, vi } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, open } from '../../testing/app.ts';
import { fill, found, openEntry, todayStands, urge } from '../../testing/doing.ts';
import { heading, isLocked, keyPin, keys, onDisk, PIN, pressPin, rests, seen, setLock } from '../../testing/locking.ts';
import { compared, ModelPush, turnedOn } from '../../testing/push.ts';
import { caching } from '../../testing/recorded.ts';

const minute = 60_000;
const field = () => document.querySelector<HTMLInputElement>('#pin') as HTMLInputElement;
const wrongTries = async () => (await onDisk()).outside.tries?.wrong;
const timer = (app: Opened, words: string) =>
  app.until(() => expect(document.querySelector('[role=timer]')?.textContent).toContain(words));

/** A diary with one entry, with a lock that is shut. */
async function shutPhone(locale: 'nb' | 'en', diary: (vault: Vault) => Promise<unknown> = urge('mitt')) {
  const app = await open({ locale, diary });
  await app.go('more');
  await setLock();
  const { lockNow } = await import('../../shared/lock.ts');
  await lockNow();
  await isLocked(app);
  return app;
}

describe.each(['nb', 'en'] as const)('%s', (locale) => {
  test('left with «at once» it is covered and locked, and what was half typed stands behind the PIN', async () => {
    const app = await open({ locale, diary: (vault) => vault.writeDevice('lock', { minutes: 0 }) });
    await setLock();
    await app.go('text/module/first-hold/reason');
    await app.write(app.t('own_words'), 'Jeg vil slippe å skjule noe');
    seen('hidden');
    expect(document.documentElement.classList).toContain('covered');
    await isLocked(app);
    seen('visible');
    await app.until(() => expect(document.documentElement.classList).not.toContain('covered'));
    await isLocked(app);
    expect(document.title).toBe('Fotfeste');
    expect(document.documentElement.innerHTML).not.toContain('slippe å skjule');
    await keys(`${PIN}\n`);
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('text'));
    expect((await app.labelled(app.t('own_words'))).value).toBe('Jeg vil slippe å skjule noe');
  });

  test('a laptop that slept wakes locked', async () => {
    const app = await open({ locale, diary: urge('mitt') });
    await setLock();
    // The wall clock has gone on and the page's own stood still: the first touch begins no new count.
    vi.setSystemTime(Date.now() + 16 * minute);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
    await isLocked(app);
  });

  test('a forgotten PIN gives way to the code, and a new one is chosen, changed and taken away', async () => {
    let code = '';
    const app = await shutPhone(locale, async (vault) => {
      await urge('skrevet først')(vault);
      code = await vault.makeCode();
      await vault.confirmCode();
    });
    await app.press(app.t('lock_forgot'));
    await app.press(app.t('forgot_open'));
    await fill(app, '#code', code);
    await app.press(app.t('signin_open'));
    await heading(app, app.t('lock_forgotten_title'));
    await rests(app, { by: 'device' });
    await app.press(app.t('lock_choose'));
    await keyPin(app, '602214');
    await todayStands(app);
    expect((await openEntry(app)).value).toBe('skrevet først');
    // The PIN that is there comes first.
    await app.go('lock');
    await app.press(app.t('lock_change'));
    await pressPin(app, PIN);
    await app.see(app.t('pin_wrong', { n: 4 }));
    await pressPin(app, '602214');
    await keyPin(app, '161803');
    await app.see(app.t('lock_changed'));
    await app.press(app.t('lock_remove'));
    await pressPin(app, '161803');
    await heading(app, app.t('lock_remove_title'));
    await app.press(app.t('lock_remove'));
    await app.see(app.t('lock_removed'));
    await rests(app, { by: 'device', keys: ['device'] });
    const again = await open({ locale, disk: app.disk });
    await todayStands(again);
    expect((await openEntry(again)).value).toBe('skrevet først');
  });

  test('without a code nobody opens it, and only the typed word empties the phone', async () => {
    const app = await shutPhone(locale);
    const kept = caching();
    await (await globalThis.caches.open('recordings')).put('/content/a.ogg', new Response('a tone'));
    await app.press(app.t('lock_forgot'));
    await app.see(app.t('forgot_none'));
    expect(app.text()).not.toContain(app.t('forgot_open'));
    await app.press(app.t('forgot_erase'));
    const word = app.t('forgot_erase_word');
    await app.press(app.t('forgot_erase_type', { word }), 'button');
    await heading(app, app.t('forgot_erase_title'));
    expect((await onDisk()).by).toBe('lock');
    await app.write(app.t('forgot_erase_type', { word }), `${word}${word}`);
    await app.press(app.t('forgot_erase_type', { word }), 'button');
    await app.later(500);
    expect((await onDisk()).by).toBe('lock');
    await app.write(app.t('forgot_erase_type', { word }), `${word.toUpperCase()} `);
    await app.press(app.t('forgot_erase_yes'));
    await app.until(() => expect(document.querySelector('.big')).not.toBeNull());
    await rests(app, { by: null, keys: [], records: 0, here: 0 });
    expect(kept.has('recordings'), 'what was downloaded to be listened to').toBe(false);
  });

  test('four words are shown, typed back, and open in whatever case', async () => {
    const app = await open({ locale, asks: true });
    app.router.go('log');
    await app.press(app.t('shared_words'));
    const drawn = () =>
      app.until(() => {
        const all = [...document.querySelectorAll('.lock-words li')].map((it) => it.textContent ?? '');
        expect(all).toHaveLength(4);
        return all;
      });
    const before = await drawn();
    await app.press(app.t('words_others'));
    await app.until(async () => expect(await drawn()).not.toEqual(before));
    const four = await drawn();
    await app.press(app.t('words_noted'));
    await heading(app, app.t('words_again_title'));
    await app.until(() => expect(document.activeElement).toBe(document.querySelector('h1')));
    await app.write(app.t('words_label'), four.slice(0, 3).join(' '));
    await app.see(app.t('words_short'));
    await app.write(app.t('words_label'), four.toReversed().join(' '));
    await app.press(app.t('pin_next'));
    await app.see(app.t('words_differ'));
    expect((await onDisk()).by).toBeNull();
    await app.press(app.t('words_see'));
    expect(await drawn()).toEqual(four);
    await app.press(app.t('words_noted'));
    await app.write(app.t('words_label'), four.join(', ').toUpperCase());
    await app.press(app.t('pin_next'));
    await heading(app, app.t('log_title'));
    await rests(app, { by: 'lock', keys: [] });

    // The lock has a field from the first moment, and no pad.
    const again = await open({ locale, disk: app.disk });
    await isLocked(again);
    expect(document.querySelector('.keys')).toBeNull();
    expect([field().type, field().getAttribute('autocomplete')]).toEqual(['password', 'current-password']);
    await again.write(again.t('words_label'), 'en to tre fire');
    await again.press(again.t('pin_open'));
    await again.see(again.t('words_wrong', { n: 4 }));
    const titled = four.map((it) => it.slice(0, 1).toUpperCase() + it.slice(1)).join(' ');
    await again.write(again.t('words_label'), `  ${titled} `);
    field().form?.requestSubmit();
    await todayStands(again);

    // Changed for a PIN, and back.
    await again.go('lock');
    await again.see(again.t('lock_set_words'));
    await again.press(again.t('lock_to_pin'));
    await again.write(again.t('words_label'), four.join(' '));
    await again.press(again.t('pin_next'));
    await keyPin(again);
    await again.see(again.t('lock_changed'));
    await again.press(again.t('lock_to_words'));
    await pressPin(again, PIN);
    await again.until(() => expect(document.querySelectorAll('.lock-words li')).toHaveLength(4));
  });

  test('every wrong PIN says how many are left, and after the fifth there is a wait', async () => {
    const app = await shutPhone(locale);
    for (const left of [4, 3, 2, 1]) {
      await pressPin(app, '000000');
      await app.see(app.t('pin_wrong', { n: left }));
    }
    await pressPin(app, '000000');
    await app.see(app.t('pin_wrong_wait'));
    await timer(app, app.t('pin_wait_seconds', { n: 30 }).slice(0, 12));
  });
});

test('a wait stands over a restart and a clock that was set forward, and a paste opens', async () => {
  const app = await shutPhone('nb');
  for (let wrong = 1; wrong <= 5; wrong += 1) {
    await pressPin(app, '000000');
    await app.until(async () => expect(await wrongTries()).toBe(wrong));
    await app.until(() => expect(field().value).toBe(''));
  }
  await timer(app, 'Du kan prøve igjen om');
  // It stands also where the worker has seen nothing kept.
  const kept = Object.assign(document.createElement('meta'), { name: 'kept', content: 'nothing' });
  document.head.append(kept);
  let again = await open({ disk: app.disk });
  await timer(again, 'Du kan prøve igjen om');
  kept.remove();
  // The keys answer nothing meanwhile, and the right PIN is not tried either.
  await keys(`${PIN}\n`);
  await again.later(1000);
  expect(await wrongTries()).toBe(5);
  const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  again = await open({ disk: app.disk, at: later(31_000) });
  await timer(again, 'Du kan prøve igjen om');
  await keys(`${PIN}\n`);
  await again.later(100);
  expect(await wrongTries()).toBe(5);
  await again.later(31_000);
  await pressPin(again, '000000');
  await timer(again, '60 sekunder');
  again = await open({ disk: app.disk, at: later(7 * 24 * 60 * minute) });
  await timer(again, '60 sekunder');
  await again.later(61_000);
  field().value = PIN;
  field().dispatchEvent(new Event('input', { bubbles: true }));
  await again.press(again.t('pin_open'));
  await todayStands(again);
  expect((await onDisk()).outside.tries).toBeUndefined();
});

test('away for as long as was chosen it locks', async () => {
  const app = await open({ locale: 'en', diary: urge('mine') });
  await setLock();
  // A minute is what it goes by before anything was chosen.
  for (const minutes of [5, 15, 1]) {
    await app.go('lock');
    await app.choose(app.t(`lock_delay_${minutes}` as 'lock_delay_1'));
    await app.until(() => expect(app.state.deviceRecords.value.get('lock')?.minutes).toBe(minutes));
    seen('hidden');
    await app.later(minutes * minute - 20_000);
    seen('visible');
    await app.until(() => expect(document.documentElement.classList).not.toContain('covered'));
    await heading(app, app.t('lock_title'));
    seen('hidden');
    await app.later(minutes * minute);
    seen('visible');
    await isLocked(app);
    await pressPin(app, PIN);
    await heading(app, app.t('lock_title'));
  }
});

test('an activity outside that the app itself began is not away, and has an end', async () => {
  const app = await open({ locale: 'en', diary: (vault) => vault.writeDevice('lock', { minutes: 0 }) });
  await setLock();
  await app.go('import');
  await fill(app, '#code', 'ABCD');
  const chooser = await found(app, 'input[type=file]');
  chooser.click();
  seen('hidden');
  await app.later(4 * minute);
  seen('visible');
  Object.defineProperty(chooser, 'files', { value: [new File(['fil'], 'fil.dat')], configurable: true });
  chooser.dispatchEvent(new Event('change', { bubbles: true }));
  await app.see('This file wasn’t made by the app.');
  expect(await found(app, '#code')).toHaveProperty('value', 'ABCD');
  // Then it locks as before.
  seen('hidden');
  await isLocked(app);
  seen('visible');
  await pressPin(app, PIN);
  (await found(app, 'input[type=file]')).click();
  seen('hidden');
  await app.later(5 * minute);
  seen('visible');
  await isLocked(app);
});

test('an app that dies while the phone stops listening has erased what is locked, and the next start does the rest', async () => {
  const push = new ModelPush();
  const app = await turnedOn(push);
  await compared(app);
  await setLock();
  const { lockNow } = await import('../../shared/lock.ts');
  await lockNow();
  await app.press(app.t('lock_forgot'));
  await app.press(app.t('forgot_erase'));
  const word = app.t('forgot_erase_word');
  await app.write(app.t('forgot_erase_type', { word }), word);
  Object.assign(navigator.serviceWorker, { getRegistration: () => new Promise(() => undefined) });
  await app.press(app.t('forgot_erase_yes'));
  const next = await open({ disk: app.disk, push });
  expect(document.documentElement.dataset.screen).toBe('first');
  await next.until(() => expect(push.address).toBe(null));
});
