/** Leaving a device with a message to a coach that was not sent. */
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { letter, said, thread } from '../../testing/coached.ts';

async function copied(vault: Vault): Promise<void> {
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
}

test.each(['nb', 'en'] as const)(
  'nobody leaves a device with a message that was not sent without being told (%s)',
  async (locale) => {
    const { app, kari, office, id } = await thread({ locale, diary: copied });
    const names = (): (string | undefined)[] =>
      [...document.querySelectorAll('button')].map((it) => it.textContent?.trim());
    app.between((asked, init, honest) =>
      asked.endsWith('/messages')
        ? Promise.resolve(Response.json({ type: '/problems/overloaded', status: 503 }, { status: 503 }))
        : honest(asked, init),
    );
    await app.write(app.t('coach_field'), 'Ikke sendt');
    await app.press(app.t('coach_send'));
    await app.until(() => letter('Ikke sendt'));
    // Said before a file is made.
    for (const path of ['export/sealed', 'move']) {
      await app.go(path);
      await app.see(app.t('sealed_letters', { n: 1 }));
    }
    // Said before anything is erased, and nothing is before the person says so.
    await app.go('move/erase');
    await app.press(app.t('move_erase_now'));
    await app.see(app.t('move_erase_letters', { n: 1 }));
    expect(names()).toContain(app.t('move_erase_anyway'));
    await app.go('devices');
    await app.press(new RegExp(`^${app.t('devices_leave')}`));
    await app.press(app.t('leave_now'));
    await app.see(app.t('leave_letters', { n: 1 }));
    expect(names()).toContain(app.t('leave_anyway'));
    expect(app.state.vault.value).not.toBeNull();
    expect(office.threads.get(id)?.seq).toBe(1);
    // Once the server takes it, it is sent before the device is left.
    app.between(null);
    await app.press(app.t('leave_again'));
    await app.until(() => expect(document.querySelector('h1')?.textContent).toBe(app.t('left_title')));
    expect((await said(kari)).at(-1)).toMatchObject({ text: 'Ikke sendt' });
  },
);
