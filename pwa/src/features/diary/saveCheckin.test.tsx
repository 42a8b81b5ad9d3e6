/** A day is kept whole, also where the app dies between what it writes. */
import { expect, test } from 'vitest';
import type { Vault } from '../../core/vault/types.ts';
import { open } from '../../testing/app.ts';

const date = '2026-11-25';
const draft = `checkin-draft/${date}`;

/** Saves a day whose good thing two tabs have written; dies before its writes of these numbers. What is kept then. */
async function saved(...deaths: number[]): Promise<unknown> {
  const app = await open({
    diary: async (vault) => {
      await vault.writeDevice(draft, { good_text: 'En tur.' });
      await vault.editDevice(draft, { good_text: 'Ringte Ola.' }, { good_text: '' });
    },
  });
  const vault = await app.until(() => {
    const it = app.state.vault.value;
    expect(it?.device.has(draft)).toBe(true);
    return it as Vault;
  });
  const { saveCheckin } = await import('./commands.ts');
  const { write } = vault;
  let at = 0;
  vault.write = (...of) => {
    // The app that stands behind it may write for itself.
    if (of[1] === 'checkin') at += 1;
    if (of[1] === 'checkin' && deaths.includes(at)) throw new Error('the app died');
    return write.apply(vault, of);
  };
  const save = () => saveCheckin({ date, pressed: { mood: 6 }, draft, before: undefined, good: '' });
  for (const _ of deaths) await expect(save()).rejects.toThrow('the app died');
  await save();
  expect(vault.device.has(draft)).toBe(false);
  const { fields, also } = app.state.entriesOfKind('checkin')[0] ?? {};
  return { mood: fields?.mood, texts: [fields?.good_text, ...(also ?? []).map(({ text }) => text)].sort() };
}

test('a day that was half written when the app died is written once', async () => {
  const whole = { mood: 6, texts: ['En tur.', 'Ringte Ola.'] };
  expect(await saved()).toEqual(whole);
  expect(await saved(2)).toEqual(whole);
  expect(await saved(1, 3)).toEqual(whole);
});
