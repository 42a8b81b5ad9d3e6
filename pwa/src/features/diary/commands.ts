/** What a press in the diary keeps. Each is written whole in one transaction or not at all, and returns the way back from it. */

import { type ChipList, hiddenList } from '../../core/model/chips.ts';
import { localRivals } from '../../core/model/local-record.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import type { Purchase, Urge } from '../../core/model/records.ts';
import { fieldIds, writeWords } from '../../core/model/word-fields.ts';
import type { Vault } from '../../core/vault/types.ts';
import { wallClock } from '../../platform/environment.ts';
import { changeDraft, flush, savingOf } from '../../shared/drafts.ts';
import { keep, settingsFields, vault } from '../../shared/state.ts';

export type Undo = () => Promise<void>;

async function log(kind: 'urge' | 'purchase', fields: Fields): Promise<{ id: string; undo: Undo }> {
  const open = await keep();
  const id = await open.create(kind, fields);
  const undo = async (): Promise<void> => {
    // What was written about it meanwhile must not bring it back.
    await flush();
    await open.remove(id);
  };
  return { id, undo };
}

export const logUrge = (urge: Urge): Promise<{ id: string; undo: Undo }> => log('urge', { ...urge });

export const logPurchase = (purchase: Purchase): Promise<{ id: string; undo: Undo }> =>
  log('purchase', { ...purchase });

export const checkinName = (date: string): string => `checkin/${date}`;

/** Keeps the good thing of a day while it is written: in its draft, or in the day itself once that is kept (`draft` is null). */
export function noteGood({
  date,
  draft,
  text,
  shown,
}: { date: string; draft: string | null } & Record<'text' | 'shown', string>): void {
  const name = checkinName(date);
  changeDraft(name, { good_text: text }, { good_text: shown }, async (good, seen) => {
    const open = await keep();
    if (draft) await open.editDevice(draft, good, seen);
    else await open.write(name, 'checkin', { date, ...good }, { shown: seen });
  });
}

interface Day {
  date: string;
  /** the numbers that were pressed */
  pressed: Fields;
  /** where its good thing rests until it is saved */
  draft: string;
  /** the day and its good thing as they stood when the screen was opened */
  before: Fields | undefined;
  good: string;
}

/** Keeps a day; its draft goes with it. `open`: the diary it was kept in. */
export async function saveCheckin({ date, pressed, draft, before, good }: Day): Promise<{ open: Vault; undo: Undo }> {
  const name = checkinName(date);
  await flush();
  if (savingOf(name) === 'failed') throw new Error('the good thing could not be kept');
  const open = await keep();
  const begun = open.device.get(draft);
  const shown = { good_text: '' };
  // What another tab has written stands beside it, until the person has chosen.
  for (const { text } of localRivals(begun ?? {}))
    await open.write(name, 'checkin', { date, good_text: text }, { shown });
  const text = begun ? { good_text: begun.good_text ?? '' } : {};
  const id = await open.write(name, 'checkin', { date, ...pressed, ...text }, { shown, ends: draft });
  const undo = (): Promise<void> =>
    before ? open.edit(id, undone(before, pressed, good), { good_text: good }) : open.remove(id);
  return { open, undo };
}

/** What stood before the press, for the fields that it changed; and the good thing as it was when the screen was opened. */
function undone(before: Fields, pressed: Fields, good: string): Fields {
  const numbers = Object.fromEntries(Object.keys(pressed).map((field) => [field, before[field] ?? null]));
  const { good_text = '' } = before;
  return good === good_text ? numbers : { ...numbers, good_text };
}

export async function removeEntry(entry: Entry): Promise<Undo> {
  await flush();
  const now = vault.value?.entries.get(entry.id) ?? entry;
  await vault.value?.remove(entry.id);
  return async () => vault.value?.revive(now);
}

/** Of his own words these are no longer suggested, and all others are. */
export async function hideWords(list: ChipList, words: readonly string[]): Promise<void> {
  const open = await keep();
  await open.write(
    'settings',
    'settings',
    writeWords(settingsFields.value, hiddenList(list), words, fieldIds(wallClock.now())),
  );
}
