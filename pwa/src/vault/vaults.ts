/** Opening, making and leaving the vault of this device. */
import { Api } from './api.ts';
import { type Database, openDatabase } from './database.ts';
import { deviceKey } from './device.ts';
import { lastEntry } from './entries.ts';
import { workOff } from './goodbye.ts';
import { foundHouse, type House, openHouse } from './house.ts';
import { readOutside, writeOutside } from './outside.ts';
import { moveToCode } from './signin.ts';
import { alone, type Surroundings } from './surroundings.ts';
import { Tabs } from './tabs.ts';
import type { Vaults } from './types.ts';
import { lockName, OpenVault } from './vault.ts';

export function vaultsIn(surroundings: Surroundings): Vaults {
  let opening: Promise<Database> | null = null;
  const database = (): Promise<Database> => {
    opening ??= openDatabase(surroundings.database);
    // A refusal now says nothing about the next try.
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  const show = (house: House) => OpenVault.open(surroundings, house);
  const goodbye = async () => {
    const open = await database();
    return alone(lockName(surroundings), () => workOff(open, new Api(surroundings)));
  };

  return {
    async open() {
      const house = await openHouse(await database());
      void goodbye().catch(() => undefined);
      return house && show(house);
    },

    async create() {
      return show(await foundHouse(await database()));
    },

    async signIn(code, local) {
      const open = await database();
      const why = await alone(lockName(surroundings), () => moveToCode(surroundings, open, code, local));
      if (why) return { ok: false, why };
      // Whoever still shows the vault that was here before closes it.
      const tabs = new Tabs(surroundings.database, () => undefined);
      tabs.tell('wiped');
      tabs.close();
      const house = await openHouse(open);
      if (!house) throw new Error('the vault was not there when read back');
      const vault = await show(house);
      await vault.sync();
      return { ok: true, vault, lastEntry: lastEntry(vault.entries) };
    },

    outside: async () => readOutside(await database()),

    writeOutside: async (fields) => writeOutside(await database(), fields),

    goodbye,

    async supported() {
      if (!globalThis.crypto?.subtle) return 'crypto';
      let open: Database;
      try {
        open = await database();
      } catch {
        return 'storage';
      }
      return deviceKey(open).then(
        () => true,
        () => 'crypto',
      );
    },
  };
}
