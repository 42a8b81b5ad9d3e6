/** A PIN that is chosen: what was typed is what opens, and nobody has another one than the one he believes he typed. */
import { describe, expect, test, vi } from 'vitest';
import { type Opened, open } from '../../testing/app.ts';
import {
  heading,
  isLocked,
  keyPin,
  keys,
  onDisk,
  PIN,
  pressPin,
  rests,
  setLock,
  typePin,
} from '../../testing/locking.ts';

const LONG = '27182818';
const EIGHT = '60221407';
/** A little more than the quiet after which six digits are taken. */
const QUIET = 1300;

const dots = () => document.querySelectorAll('.pin .on').length;
const status = () => document.querySelector('.pin-said [role=status]')?.textContent;
const says = (app: Opened, words: string) => app.until(() => expect(status()).toBe(words));

/** At «Velg en PIN», on the way to the log of a phone on which nothing was ever kept. */
async function choosing(locale: 'nb' | 'en' = 'nb'): Promise<Opened> {
  const app = await open({ locale, asks: true });
  app.router.go('log');
  await app.press(app.t('shared_yes'));
  await heading(app, app.t('pin_new_title'));
  return app;
}

const logStands = (app: Opened) => heading(app, app.t('log_title'));

describe.each(['nb', 'en'] as const)('a new PIN (%s)', (locale) => {
  test('six digits go on by themselves, the sixth alone is erased, and a second that differs shuts nobody out', async () => {
    const app = await choosing(locale);
    await app.see(app.t('pin_six_read'));
    await app.see(app.t('lock_guests_off'));
    typePin(PIN);
    await says(app, app.t('pin_going_on'));
    expect(document.querySelector('.pin-said [role=status]')?.className).toBe('');
    await app.later(QUIET);
    await heading(app, app.t('pin_again_title'));
    await app.until(() => expect(document.activeElement).toBe(document.querySelector('h1')));
    await app.see(app.t('pin_again_read'));
    await app.press(app.t('pin_erase'));
    await heading(app, app.t('pin_new_title'));
    await app.until(() => expect(dots()).toBe(5));
    typePin('9');
    await app.later(QUIET);
    await heading(app, app.t('pin_again_title'));
    typePin('271828');
    await app.later(QUIET);
    await says(app, app.t('pin_differs'));
    expect((await onDisk()).by).toBeNull();
    await app.press(app.t('pin_another'));
    await app.see(app.t('pin_six_read'));
    typePin(PIN);
    await app.later(QUIET);
    await heading(app, app.t('pin_again_title'));
    typePin('271829');
    await app.later(QUIET);
    await says(app, app.t('pin_differs'));
    await pressPin(app, PIN);
    await logStands(app);
    await rests(app, { by: 'lock', keys: [] });
  });

  test('more digits are as many as one likes, and the second is taken once it is the same', async () => {
    const app = await choosing(locale);
    await app.press(app.t('pin_more'));
    await app.see(app.t('pin_new_read'));
    typePin(EIGHT);
    await app.later(QUIET);
    await heading(app, app.t('pin_new_title'));
    await says(app, app.t('pin_so_far', { n: 8 }));
    await app.press(app.t('pin_next'));
    await heading(app, app.t('pin_again_title'));
    typePin('60221408');
    await app.later(QUIET);
    await says(app, app.t('pin_differs'));
    await pressPin(app, EIGHT);
    await logStands(app);
    await rests(app, { by: 'lock' });
  });

  test('words in place of digits are taken once they are the same, and may be mended before', async () => {
    const app = await open({ locale, diary: async () => undefined });
    await app.go('lock');
    await app.press(app.t('lock_choose'));
    await app.press(app.t('pin_letters'));
    await app.see(app.t('pin_new_read'));
    const field = () => document.querySelector<HTMLInputElement>('#pin') as HTMLInputElement;
    const write = (words: string) => {
      field().value = words;
      field().dispatchEvent(new Event('input', { bubbles: true }));
    };
    write('Over alle hauger');
    await app.later(QUIET);
    await heading(app, app.t('pin_new_title'));
    await app.press(app.t('pin_next'));
    await heading(app, app.t('pin_again_title'));
    write('Over alle haugar');
    await app.later(QUIET);
    expect(field().value).toBe('Over alle haugar');
    write('Over alle hauger');
    await app.later(QUIET);
    await app.see(app.t('lock_changed'));
    await rests(app, { by: 'lock' });
  });

  test('one that is tried first is refused with its reason', async () => {
    const app = await choosing(locale);
    for (const [pin, why] of [
      ['123456', 'run'],
      ['121212', 'repeat'],
      ['290276', 'date'],
      ['159753', 'common'],
    ] as const) {
      typePin(pin);
      await app.later(QUIET);
      await says(app, app.t(`pin_weak_${why}`));
      expect(document.querySelector('.pin-said [role=status]')?.className).toBe('pin-error');
      await heading(app, app.t('pin_new_title'));
      expect(dots()).toBe(0);
    }
    // Nor one of more digits, which is taken only when he says so.
    await app.press(app.t('pin_more'));
    typePin('12345678');
    await app.press(app.t('pin_next'));
    await says(app, app.t('pin_weak_run'));
    await heading(app, app.t('pin_new_title'));
    expect((await onDisk()).by).toBeNull();
    await keyPin(app);
    await logStands(app);
  });

  test('one that is tried first and was set before opens, and is told of until another is chosen', async () => {
    const app = await open({ locale, diary: async () => undefined });
    await setLock('123456');
    const again = await open({ locale, disk: app.disk });
    await isLocked(again);
    await pressPin(again, '123456');
    await again.until(() => expect(document.querySelector('.hold')).not.toBeNull());
    await again.go('lock');
    await again.see(again.t('lock_weak'));
    await again.press(again.t('lock_change'));
    await pressPin(again, '123456');
    await keyPin(again, '602214');
    await again.see(again.t('lock_changed'));
    expect(again.text()).not.toContain(again.t('lock_weak'));
  });
});

describe.each([
  ['on the pad', typePin],
  ['on a keyboard', keys],
] as const)('typed fast %s', (_, typed) => {
  test('a longer one the second time is not cut, and from then on nothing is taken by itself', async () => {
    const app = await choosing();
    await typed(PIN);
    await app.later(QUIET);
    await heading(app, app.t('pin_again_title'));
    // What came too late for the first is the beginning of the second, and all of it is erased at once.
    await typed(`18${LONG}`);
    await app.later(QUIET);
    await says(app, app.t('pin_differs_long', { was: 6, now: 10 }));
    expect(dots()).toBe(0);
    await typed(LONG);
    await app.later(60_000);
    expect(dots()).toBe(8);
    await app.press(app.t('pin_next'));
    await says(app, app.t('pin_differs_long', { was: 6, now: 8 }));
    await typed(PIN);
    await app.later(60_000);
    await heading(app, app.t('pin_again_title'));
    expect((await onDisk()).by).toBeNull();
    // Another one begins as the first did, and the second is taken by itself again.
    await app.press(app.t('pin_another'));
    await app.see(app.t('pin_six_read'));
    await app.press(app.t('pin_more'));
    await typed(LONG);
    await app.press(app.t('pin_next'));
    await heading(app, app.t('pin_again_title'));
    await typed(LONG);
    await app.later(QUIET);
    await logStands(app);
    const again = await open({ disk: app.disk });
    await isLocked(again);
    await pressPin(again, LONG);
    await again.until(() => expect(again.state.vault.value).not.toBeNull());
  });

  test('eight digits at speed are the PIN, and nothing shorter opens', async () => {
    const app = await open({ diary: async () => undefined });
    await app.go('lock');
    await app.press(app.t('lock_choose'));
    await heading(app, app.t('pin_new_title'));
    await typed(EIGHT);
    await says(app, app.t('pin_so_far', { n: 8 }));
    await app.later(QUIET);
    await heading(app, app.t('pin_new_title'));
    await app.press(app.t('pin_next'));
    await heading(app, app.t('pin_again_title'));
    await typed(EIGHT);
    await app.later(QUIET);
    await app.see(app.t('lock_changed'));
    const again = await open({ disk: app.disk });
    await isLocked(again);
    await pressPin(again, EIGHT.slice(0, 6));
    await again.see(again.t('pin_wrong', { n: 4 }));
    await pressPin(again, EIGHT);
    await again.until(() => expect(again.state.vault.value).not.toBeNull());
  });
});

/** From here on the key of a PIN is not made before `release` is called. */
function holdKeys(): { held: number; made: number; release: () => void } {
  const waiting: (() => void)[] = [];
  let open = false;
  const it = {
    get held() {
      return waiting.length;
    },
    made: 0,
    release() {
      open = true;
      for (const go of waiting.splice(0)) go();
    },
  };
  const Quick = Worker;
  vi.stubGlobal(
    'Worker',
    class extends Quick {
      override postMessage(message: unknown): void {
        this.addEventListener('message', () => {
          it.made += 1;
        });
        if (open) super.postMessage(message);
        else waiting.push(() => super.postMessage(message));
      }
    },
  );
  return it;
}

/** Six digits twice, up to where the key is being made; how long it is, is said. */
async function making(app: Opened, work: ReturnType<typeof holdKeys>): Promise<void> {
  await heading(app, app.t('pin_new_title'));
  typePin(PIN);
  await app.later(QUIET);
  await heading(app, app.t('pin_again_title'));
  typePin(PIN);
  await app.later(QUIET);
  await app.until(() => expect(work.held).toBeGreaterThan(0));
  await says(app, `${app.t('pin_is_six')} ${app.t('pin_making')}`);
}

async function makingInMore(app: Opened): Promise<ReturnType<typeof holdKeys>> {
  const work = holdKeys();
  await app.go('more');
  await app.go('lock');
  await app.press(app.t('lock_choose'));
  await making(app, work);
  return work;
}

describe.each(['nb', 'en'] as const)('while the lock is being set (%s)', (locale) => {
  test('back is held, and a digit more calls it back', { tags: 'slow' }, async () => {
    const app = await choosing(locale);
    const work = holdKeys();
    await making(app, work);
    for (let press = 0; press < 2; press += 1) await app.press(app.t('back'));
    await heading(app, app.t('pin_again_title'));
    typePin('1');
    await keys('8');
    await app.until(() => expect(dots()).toBe(8));
    work.release();
    await app.later(QUIET);
    await says(app, app.t('pin_differs_long', { was: 6, now: 8 }));
    expect((await onDisk()).by).toBeNull();
    for (let press = 0; press < 2; press += 1) {
      await app.press(app.t('back'));
      await app.later(50);
    }
    // No means no.
    await app.press(app.t('shared_no'));
    await logStands(app);
    document.querySelector<HTMLElement>("fieldset.ten button[value='4']")?.click();
    await app.until(() => expect(app.state.entriesOfKind('urge')).toHaveLength(1));
    await rests(app, { by: 'device' });
  });

  test('who goes elsewhere has not set it, and who only pressed back has', async () => {
    const app = await open({ locale, diary: async () => undefined });
    const left = await makingInMore(app);
    await app.go('more');
    left.release();
    await app.until(() => expect(left.made).toBeGreaterThan(0));
    await app.later(QUIET);
    await rests(app, { by: 'device' });

    const stays = await makingInMore(app);
    for (let press = 0; press < 2; press += 1) await app.press(app.t('back'));
    await heading(app, app.t('pin_again_title'));
    stays.release();
    await app.see(app.t('lock_changed'));
    await rests(app, { by: 'lock' });
  });
});
