/** What was agreed to before a text changed: what goes on, what waits, and where it is said. */
import { expect, test } from 'vitest';
import { consentFields } from '../../core/model/consents.ts';
import type { Vault } from '../../core/vault/types.ts';
import { open } from '../../testing/app.ts';
import { all, text } from '../../testing/urge.ts';

const both = ['nb', 'en'] as const;

/** A yes to each, under the texts before 1 December 2026, in the second week; with a copy. */
async function older(vault: Vault): Promise<void> {
  await vault.write('settings', 'settings', { what: ['again'] });
  await vault.write('progress', 'progress', { began: '2026-11-20' });
  for (const [name, version] of [
    ['copy', '2026-11-25.2'],
    ['push', '2026-11-27.2'],
    ['figures', '2026-11-28.4'],
  ] as const) {
    const given = consentFields(name, true, '2026-11-20')[name];
    await vault.write('consents', 'consents', { [name]: { ...given, version } });
  }
  await vault.makeCode();
  await vault.confirmCode();
  await vault.sync();
}

test.each(both)('under a text that has changed the copy goes on, figures wait for a new yes (%s)', async (locale) => {
  const app = await open({ locale, diary: older });
  await app.until(() => expect(app.state.syncState.value).toBe('idle'));
  const records = () => [...app.server.tables.vaults.values()][0]?.records.size ?? 0;
  const before = records();
  await app.state.vault.value?.create('urge', { date: '2026-11-23', part: 'day', strength: 4 });
  await app.until(() => expect(records()).toBe(before + 1));
  // Nobody is asked again on Today: neither for the figures of the start nor whether he wants to give any.
  await app.go('today');
  await app.until(() => expect(document.querySelector('.hold')).not.toBeNull());
  expect(all("main a[href='#/figures']")).toHaveLength(0);
  await app.go('consents');
  const told = () => all('main .part .meta').filter((it) => text(it).includes(app.t('consents_older')));
  await app.until(() => expect(told()).toHaveLength(3));
  await app.go('figures');
  await app.see(app.t('figures_older'));
  await app.press(app.t('figures_yes'));
  await app.see(app.t('figures_wave_00'));
});

test('what is folded of a consent is printed too', async () => {
  const app = await open({ diary: older });
  await app.go('consents');
  await app.until(() => expect(all('main details').length).toBeGreaterThan(0));
  expect(all('main details[open]')).toHaveLength(0);
  dispatchEvent(new Event('beforeprint'));
  expect(all('main details[open]')).toHaveLength(all('main details').length);
});
