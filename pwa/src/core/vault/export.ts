/** Everything of an open diary as one sealed file, so that another phone can go on from it without a server. */

import { type Bytes, base64, equal, hex, utf8 } from '../bytes.ts';
import { deviceLeavingRecord } from '../model/devices.ts';
import { checkinDraft, personDraft } from '../model/draft-keys.ts';
import { letterQueueRecord as letterQueue } from '../model/letters-here.ts';
import { reportQueueRecord as outcomesQueue } from '../model/outcomes-queue.ts';
import { canonical, type Fields, type Plain } from '../model/plain.ts';
import { leftRecord, rideRecord } from '../model/ride-rest.ts';
import { channelRecord } from './channel.ts';
import type { Row } from './database.ts';
import { unwrapMaster } from './device.ts';
import type { VaultDiary } from './diary.ts';
import { sealFile } from './envelope.ts';
import { codeOf, newSecret, secretOf } from './recovery.ts';
import { Foreign, recordId } from './seal.ts';
import { pendingSecret, secretIn } from './slots.ts';
import type { Exported } from './types.ts';

/** What the file holds (docs/engineers/export.md, "What is inside"). */
export interface ExportContent {
  /** The master key in hex: the same vault opens where the file is taken in. */
  master: string;
  /** The secret of a confirmed code whose slot is not on the server yet, in hex. */
  pending?: string;
  /** Every record, erased ones too, by id. */
  records: (Plain & { id: string })[];
  /** Records in a form that this app does not know, sealed as they are. */
  unread: { id: string; version: number; sealed: string }[];
  /** Records that are kept on the phone only. */
  here: { name: string; fields: Fields }[];
}

/** Of this phone and of this hour: another phone has its own. */
const STAYS_HERE: ReadonlySet<string> = new Set([
  channelRecord,
  deviceLeavingRecord,
  rideRecord,
  leftRecord,
  checkinDraft,
  personDraft,
  'fortnight-draft',
  // Sent by this phone: another one would send it once more. The person is told before the file is made.
  letterQueue,
  'thread-draft',
  'thread-told',
  // Likewise, and a withdrawal since would be passed over.
  outcomesQueue,
]);
const staysHere = (name: string): boolean => STAYS_HERE.has(name.split('/')[0] ?? name);

/**
 * Seals under the recovery code as it was typed; null makes a code for this file alone. What is typed is held against the
 * sealed `keys` record, so no server is needed.
 */
export async function exportFile(diary: VaultDiary, typed: string | null): Promise<Exported> {
  const secret = typed === null ? newSecret() : await secretOf(typed);
  if (!secret) return { ok: false, why: 'code' };
  if (typed !== null) {
    const present = await codeSecret(diary);
    if (!present) return { ok: false, why: 'unchecked' };
    if (!equal(present, secret)) return { ok: false, why: 'other' };
  }
  const plain = utf8(canonical(await contentOfDiary(diary)));
  const file = await sealFile(secret, plain);
  return { ok: true, file, code: typed === null ? await codeOf(secret) : null };
}

/** Everything in one order and one form: the same diary gives the same text, whichever phone writes it. */
export async function contentOfDiary(diary: VaultDiary): Promise<ExportContent> {
  const { unlocked } = diary;
  const { wrapped } = await unlocked.store.meta();
  const pending = await pendingSecret(unlocked);
  const records: ExportContent['records'] = [];
  const unread: ExportContent['unread'] = [];
  for (const row of (await unlocked.store.all()).sort(byId)) {
    const plain = await unlocked.seals.open(row.id, row.version, row.sealed).catch((fault: unknown) => fault);
    if (!(plain instanceof Error)) records.push({ ...(plain as Plain), id: row.id });
    else if (plain instanceof Foreign) unread.push({ id: row.id, version: row.version, sealed: base64(row.sealed) });
  }
  return {
    master: hex(await unwrapMaster(unlocked.store.database, wrapped)),
    ...(pending && { pending: hex(pending) }),
    records,
    unread,
    here: [...diary.locals]
      .filter(([name]) => !staysHere(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, fields]) => ({ name, fields })),
  };
}

/** The secret of the code that the person has: of one on its way to the server, else of the one in the `keys` record. */
async function codeSecret(diary: VaultDiary): Promise<Bytes | null> {
  const pending = await pendingSecret(diary.unlocked);
  return pending ?? secretIn(diary.entries.get(await recordId(diary.unlocked.master, 'keys'))?.fields);
}

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1);
