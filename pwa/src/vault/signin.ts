/** Opening the vault of a recovery code on this device. */
import { Api, Unanswered } from './api.ts';
import { type Bytes, equal } from './bytes.ts';
import type { Database, Goodbye } from './database.ts';
import { unwrapMaster, wrapMaster } from './device.ts';
import { Diary } from './diary.ts';
import { freshMeta, houseOf, openHouse } from './house.ts';
import { root, slotBox, slotKey } from './keys.ts';
import { type Luggage, moveIn, pack } from './move.ts';
import { secretOf } from './recovery.ts';
import { Foreign, openSlot, Unreadable } from './seal.ts';
import { ownBoxes } from './slots.ts';
import { openRow } from './snapshot.ts';
import type { Surroundings } from './surroundings.ts';
import type { SignIn } from './types.ts';

export type Refusal = Extract<SignIn, { ok: false }>['why'];

/** Makes the code's vault the one of this device. With `add` the records that are here move in with it. */
export async function moveToCode(
  surroundings: Surroundings,
  database: Database,
  code: string,
  local: 'add' | 'discard',
): Promise<Refusal | null> {
  const secret = await secretOf(code);
  if (!secret) return 'code';
  const master = await fetchMaster(new Api(surroundings), secret);
  if (typeof master === 'string') return master;
  const present = await openHouse(database).catch(() => null);
  if (!present && (await rewrap(database, master))) return null;
  if (present) {
    const here = await unwrapMaster(database, (await present.book.meta()).wrapped);
    if (equal(here, master)) return null;
  }
  const meta = { ...(await freshMeta(database, master)), vaultMade: true, slotChecked: true, hasCode: true };
  let luggage: Luggage = { rows: [], here: [] };
  let goodbyes: Goodbye[] = [];
  if (present) {
    const diary = new Diary(present, surroundings.now, () => undefined);
    await diary.load();
    if (local === 'add') luggage = await pack(diary, await houseOf(database, meta, master));
    // Thrown away is thrown away: nothing of it stays on the server for a code that may be lost.
    else goodbyes = await ownBoxes(diary);
    diary.close();
  }
  await moveIn(database, meta, luggage, goodbyes);
  return null;
}

async function fetchMaster(api: Api, secret: Bytes): Promise<Bytes | Refusal> {
  const recovery = await root(secret);
  const box = await slotBox(recovery);
  try {
    return await openSlot(await slotKey(recovery), box.id, await api.getSlot(box));
  } catch (fault) {
    if (fault instanceof Unreadable || fault instanceof Foreign) return 'unknown';
    if (!(fault instanceof Unanswered)) throw fault;
    return fault.why === 'no-such-box' || fault.why === 'box-deleted' ? 'unknown' : 'offline';
  }
}

/** This very vault rests here, but the browser has lost its key: the records are kept and the master key is wrapped anew. */
async function rewrap(database: Database, master: Bytes): Promise<boolean> {
  const meta = await database.get('meta', 'vault');
  if (!meta) return false;
  const { book, seals } = await houseOf(database, meta, master);
  const [row] = await book.rowsSince(0);
  if (!row || !(await openRow(seals, row))) return false;
  const wrapped = await wrapMaster(database, master);
  await book.commit([], () => ({ wrapped, hasCode: true }));
  return true;
}
