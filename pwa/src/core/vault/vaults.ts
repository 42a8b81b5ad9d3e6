/** Opening, making and leaving the vault of this device. */

import { noted } from '../faults.ts';
import { keepingRefused } from '../model/warnings.ts';
import { Api } from './api.ts';
import type { BootData } from './boot-read.ts';
import { compactFiles } from './compact.ts';
import { type Database, opener } from './database.ts';
import { provenKey } from './device.ts';
import type { VaultEnvironment } from './environment.ts';
import { lockIn } from './lock.ts';
import { flushDeletions } from './pending-deletions.ts';
import { lockName } from './session.ts';
import { alone, TabChannel, Tabs } from './tabs.ts';
import type { Vaults } from './types.ts';
import { createVault, type FoundVault, unlockVault } from './unlocked.ts';
import { forgetUnsealedPref, readUnsealedPrefs, writeUnsealedPrefs } from './unsealed-prefs.ts';
import { OpenVault } from './vault.ts';

export function vaultsIn(
  environment: VaultEnvironment,
  database = opener(environment.database),
  channel = new TabChannel(environment.database, environment.channel),
): Vaults {
  const show = (unlocked: FoundVault, bootData?: BootData) => OpenVault.open(environment, unlocked, bootData);
  const finishDeletions = async () => {
    const open = await database();
    return alone(lockName(environment), () => flushDeletions(open, new Api(environment)));
  };

  /** What lives here now; another tab may rotate the keys while it is being opened. */
  const openPresent = async (bootData?: BootData): Promise<OpenVault | null> => {
    for (let seen = bootData; ; seen = undefined) {
      const unlocked = await unlockVault(await database(), seen);
      const vault = unlocked && (await show(unlocked, seen));
      // Else at the next start: a full disk must not keep the diary shut.
      const left = await vault?.resumeLeaving().catch(noted('leaving on', false));
      if (!left && !vault?.replaced) return vault;
    }
  };

  return {
    async open(bootData) {
      const vault = await openPresent(bootData).finally(() => bootData?.done());
      void finishDeletions().catch(noted('deletions start'));
      return vault;
    },

    async create() {
      return show(await createVault(await database()));
    },

    async signIn(code, local) {
      const open = await database();
      // Fetched when it is needed: the first screen must not wait for it.
      const { moveToCode } = await import('./signin.ts');
      const why = await alone(lockName(environment), () => moveToCode(environment, open, code, local));
      if (why) return { ok: false, why };
      // Whoever still shows the vault that was here before closes it.
      const tabs = new Tabs(environment.database, () => undefined, environment.channel);
      tabs.tell('wiped');
      tabs.close();
      const unlocked = await unlockVault(open);
      if (!unlocked) throw new Error('the vault was not there when read back');
      const vault = await show(unlocked);
      // A log-out that was cut short is not what was wanted last.
      await vault.cancelLeaving();
      await vault.begin();
      return { ok: true, vault };
    },

    lookAt: async (start, size) => (await import('./envelope.ts')).flawOf(start, size),

    openCopy: async (file, code) => (await import('./copy.ts')).openCopy(await database(), file, code),

    async takeIn(copy, local) {
      const { takeIn } = await import('./import.ts');
      const open = await database();
      const done = await alone(lockName(environment), () => takeIn(environment, open, copy, local));
      if (done === 'shut') return null;
      const tabs = new Tabs(environment.database, () => undefined, environment.channel);
      tabs.tell(done === 'merged' ? 'changed' : 'wiped');
      tabs.close();
      const unlocked = await unlockVault(open);
      if (!unlocked) throw new Error('the vault was not there when read back');
      return show(unlocked);
    },

    unsealedPrefs: async () => readUnsealedPrefs(await database()),

    writeUnsealedPrefs: async (fields) => writeUnsealedPrefs(await database(), fields),

    finishDeletions,

    async sweep() {
      const open = await database();
      await alone(`${environment.database} sweep`, async () => {
        if (!(await readUnsealedPrefs(open)).sweep) return;
        await compactFiles(open);
        await forgetUnsealedPref(open, 'sweep');
      });
    },

    lock: lockIn(environment, database, channel),

    async supported() {
      if (!globalThis.crypto?.subtle) return 'crypto';
      let open: Database;
      try {
        open = await database();
      } catch {
        // The warning that follows from this answer says it.
        return 'storage';
      }
      return provenKey(open).then(
        () => true,
        // As above. A phone that is full would keep it: whoever finds no room hears of that.
        (fault) => (keepingRefused(fault) === 'full' ? true : 'crypto'),
      );
    },
  };
}
