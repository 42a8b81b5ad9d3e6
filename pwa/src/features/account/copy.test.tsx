/** A copy on the server and its code, without a connection: what waits is never said to have happened, and is said when it has. */
import { afterEach, expect, test, vi } from 'vitest';
import { consentFields } from '../../core/model/consents.ts';
import { signedIn } from '../../core/vault/modelPhones.ts';
import { phone } from '../../core/vault/modelServer.ts';
import type { Vault } from '../../core/vault/types.ts';
import { type Opened, type Options, open } from '../../testing/app.ts';
import { answered } from '../../testing/kept.ts';

const both = ['nb', 'en'] as const;
// What is to be done with the old code while the new one waits, and when that one works.
const oldOne = {
  nb: ['Ta vare på den gamle så lenge.', 'Den gamle virker ikke lenger og kan kastes.'],
  en: ['Keep the old one until then.', 'The old one no longer works, so you can throw it away.'],
} as const;
const copy = {
  nb: [
    'Til da virker gjenopprettingskoden.',
    'Gjenopprettingskoden virker ikke lenger.',
    'Den krypterte sikkerhetskopien og gjenopprettingskoden. Så snart telefonen er på nett.',
  ],
  en: [
    'Until then, the recovery code still works.',
    'the recovery code no longer works.',
    'The encrypted backup and the recovery code. Once your phone has been online.',
  ],
} as const;

afterEach(() => vi.restoreAllMocks());

const title = (): string | null | undefined => document.querySelector('h1')?.textContent;
const urge = (vault: Vault): Promise<string> => vault.create('urge', { date: '2026-11-22', part: 'day', strength: 6 });

/** With a copy on the server that was agreed to; its code. */
async function copied(
  options: Options,
  more?: (vault: Vault) => Promise<unknown>,
): Promise<{ app: Opened; code: string }> {
  let code = '';
  const app = await open({
    ...options,
    diary: async (vault) => {
      await urge(vault);
      await more?.(vault);
      await vault.write('consents', 'consents', consentFields('copy', true, '2026-11-20'));
      code = await vault.makeCode();
      await vault.confirmCode();
      await vault.sync();
      expect(vault.state).toBe('idle');
    },
  });
  await app.until(() => expect(app.state.syncState.value).toBe('idle'));
  return { app, code };
}

/** A code is made and one part of it typed back. */
async function confirmsCode(app: Opened): Promise<void> {
  await app.go('code');
  await app.until(() => {
    const make = document.querySelector<HTMLElement>('.btn.main');
    if (!make) throw new Error('nothing to press');
    make.click();
  });
  const groups = await app.until(() => {
    const all = [...document.querySelectorAll('ol.code li')].map((it) => it.textContent ?? '');
    expect(all).toHaveLength(7);
    return all;
  });
  await app.press(app.t('code_have'));
  const asked = await app.until(() => {
    const digit = /\d/.exec(document.querySelector('label[for=group]')?.textContent ?? '');
    if (!digit) throw new Error('no part is asked for');
    return Number(digit[0]);
  });
  await app.write(document.querySelector('label[for=group]')?.textContent ?? '', groups[asked - 1] ?? '');
  await app.press(app.t('code_check'));
}

test.each(both)(
  'a code made offline works when the phone has been online, and the screen says so by itself (%s)',
  async (locale) => {
    const app = await open({ locale, diary: urge });
    app.offline();
    await confirmsCode(app);
    await app.until(() => expect(title()).toBe(app.t('code_made_title')));
    expect(app.text()).toContain(app.t('code_waits'));
    app.online();
    await app.until(() => expect(title()).toBe(app.t('code_done_title')));
    document.querySelector<HTMLElement>('.top .back')?.click();
    await app.until(() => expect(document.documentElement.dataset.screen).toBe('today'));
    // The next one: the old is still the one that opens.
    await app.go('more');
    app.offline();
    await confirmsCode(app);
    await app.see(oldOne[locale][0]);
    app.online();
    await app.see(oldOne[locale][1]);
  },
);

test.each(both)('a copy given up offline is erased later, and the screen says which (%s)', async (locale) => {
  const { app } = await copied({ locale });
  app.offline();
  await app.go('consents');
  await app.press(app.t('consents_withdraw'));
  await app.see(copy[locale][0]);
  // It was tried, and both are on the server still.
  const { deletionsLeft } = await import('../../shared/notices/pending.ts');
  await app.until(() => expect(deletionsLeft.value).toBe(2));
  await app.later(100);
  expect(app.text()).toContain(copy[locale][0]);
  expect(app.server.tables.vaults.size).toBe(1);
  app.online();
  await app.later(6000);
  await app.see(copy[locale][1]);
  expect(app.server.tables.vaults.size).toBe(0);
});

test.each(both)('what is still to be erased from before is not called nothing (%s)', async (locale) => {
  const { app } = await copied({ locale });
  await app.go('delete');
  await app.see(copy[locale][2]);
  app.offline();
  await app.go('consents');
  await app.press(app.t('consents_withdraw'));
  await app.see(app.t('consents_copy_goes'));
  await app.go('delete');
  await app.see(app.t('deletions_left', { n: 2 }));
});

test.each(both)(
  'what was deleted offline is said to be on the server still, also when the page is loaded anew (%s)',
  async (locale) => {
    const { app } = await copied({ locale });
    const still = app.t('deletions_left', { n: 2 });
    app.offline();
    await app.go('delete');
    await app.press(app.t('delete_now'));
    await app.until(() => expect(title()).toBe(app.t('deleted_title')));
    await app.see(still);
    const again = await open({ locale, disk: app.disk, server: app.server, offline: true });
    await again.see(still);
    expect(document.querySelector('.big')).not.toBeNull();
    await again.go('delete');
    await again.until(() => expect(title()).toBe(again.t('deleted_title')));
    await again.see(still);
    expect(again.text()).not.toContain(again.t('deleted_all'));
    again.online();
    await again.later(6000);
    await again.until(() => expect(again.text()).not.toContain(still));
  },
);

test.each(both)('a diary that was only here is not said to be erased on the server (%s)', async (locale) => {
  const app = await open({ locale, diary: urge });
  await app.go('delete');
  await app.press(app.t('delete_now'));
  await app.until(() => expect(title()).toBe(app.t('deleted_title')));
  const { deletionsLeft } = await import('../../shared/notices/pending.ts');
  await app.until(() => expect(deletionsLeft.value).toBe(0));
  expect(app.text()).not.toContain(app.t('deleted_all'));
});

test('a count from before a deletion says nothing of it, however late it comes', async () => {
  await copied({});
  const [{ eraseNow, forgetCount, deletionsLeft }, { vaults }] = await Promise.all([
    import('../../shared/notices/pending.ts'),
    import('../../platform/vaults.ts'),
  ]);
  let resolve = (_left: number): void => undefined;
  vi.spyOn(vaults, 'finishDeletions').mockReturnValueOnce(
    new Promise((counted) => {
      resolve = counted;
    }),
  );
  const counted = eraseNow();
  forgetCount();
  resolve(0);
  await counted;
  expect(deletionsLeft.value).toBeNull();
});

test('a list that cannot be read is not taken for an empty one', async () => {
  const { app } = await copied({});
  await app.go('delete');
  const all = IDBObjectStore.prototype.getAll;
  const read = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
    this: IDBObjectStore,
    ...given
  ) {
    if (this.name === 'goodbye') throw new DOMException('no', 'UnknownError');
    return all.apply(this, given);
  });
  const asked = () => (read.mock.contexts as IDBObjectStore[]).filter(({ name }) => name === 'goodbye').length;
  await app.press(app.t('delete_now'));
  await app.until(() => expect(title()).toBe(app.t('deleted_title')));
  await app.until(() => expect(asked()).toBeGreaterThan(0));
  await app.later(6000);
  expect(app.text()).not.toContain(app.t('deleted_all'));
  read.mockRestore();
  await app.later(6000);
  await app.see(app.t('deleted_all'));
});

test.each(both)('kept as a new diary nothing is agreed to, and a code is offered again (%s)', async (locale) => {
  const { app, code } = await copied({ locale }, (vault) => answered(vault, 'reason', { own_text: 'Min grunn' }));
  const elsewhere = await signedIn(phone(app.server), code);
  await elsewhere.deleteEverything();
  app.online();
  await app.go('today');
  await app.press(app.t('warn_erased_do'));
  await app.press(app.t('erased_keep'));
  await app.until(() => expect(document.querySelector('.btn.main')?.textContent).toBe(app.t('code_make')));
  await app.go('consents');
  const given = () =>
    [...document.querySelectorAll('.part')].find((it) => it.querySelector('h2')?.textContent === app.t('consent_copy'));
  await app.until(() => expect(given()?.textContent).toContain(app.t('consents_never')));
  await app.go('today');
  await app.see(app.t('warn_no-code'));
});
