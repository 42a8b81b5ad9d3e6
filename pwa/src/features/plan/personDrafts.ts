/** What was begun in the form of one person and not saved: it stands in no plan, and the plan says that it is there. */

import { hex, random } from '../../core/bytes.ts';
import { noted } from '../../core/faults.ts';
import { newPerson, personDraft } from '../../core/model/draft-keys.ts';
import { localRivals } from '../../core/model/local-record.ts';
import type { Fields } from '../../core/model/plain.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { onCard, planFields } from '../../core/model/plan-order.ts';
import { draftPerson, type Person, peopleWritten, samePerson } from '../../core/model/plan-people.ts';
import { go } from '../../platform/router.ts';
import { changeDraft, draftOf } from '../../shared/drafts.ts';
import { deviceRecords, entries, keep, vault } from '../../shared/state.ts';
import { personOf } from './people.ts';

export const personDraftRecord = (key: string): string => `${personDraft}/${key}`;

/** What was begun here, also what does not rest on the disk yet. */
export const begunOf = (key: string): Fields => ({
  ...deviceRecords.value.get(personDraftRecord(key)),
  ...draftOf(personDraftRecord(key)),
});

/** Keeps what is typed in the form, on this phone. `shown`: the texts as the form had them. */
export const noteBegun = (key: string, fields: Fields, shown: Fields): void =>
  changeDraft(personDraftRecord(key), fields, shown, async (draft, seen) =>
    (await keep()).editDevice(personDraftRecord(key), draft, seen),
  );

/** What was begun goes; the way back, or null where nothing rested. */
export async function dropBegun(key: string): Promise<(() => Promise<void>) | null> {
  const open = vault.peek();
  const draft = open?.device.get(personDraftRecord(key));
  await open?.writeDevice(personDraftRecord(key), null);
  return draft ? async () => open?.writeDevice(personDraftRecord(key), draft) : null;
}

/** An empty form. Each has a draft of its own, so that two tabs never write in one. */
export const writeSomebody = (): void => go('plan', 'person', `${newPerson}/${hex(random(8))}`);

export const isNew = (key: string): boolean => key === newPerson || key.startsWith(`${newPerson}/`);

const keysOfNew = (): string[] =>
  [...deviceRecords.value.keys()]
    .filter((it) => it.startsWith(`${personDraft}/`))
    .map((it) => it.slice(personDraft.length + 1))
    .filter(isNew);

const nobody: Person = { name: '', phone: '' };

/** What another tab wrote beside it has not been chosen from. */
const apart = (draft: Fields): boolean => localRivals(draft).length > 0;

/** Whether what was begun of somebody new is somebody who stands in the plan. */
function saved(key: string): boolean {
  const draft = begunOf(key);
  const person = draftPerson(draft, nobody);
  return !apart(draft) && peopleWritten(entries.value).some((it) => samePerson(personOf(it), person));
}

/** Those who were begun and stand in no plan, with the keys that open them again. */
export const begunPeople = (): (Person & { key: string })[] =>
  keysOfNew()
    .filter((key) => !saved(key))
    .map((key) => ({ key, ...draftPerson(begunOf(key), nobody) }))
    .filter((it) => it.name.trim() || it.phone.trim());

/** Whether somebody in the plan was changed in the form without being saved. */
export function changed(line: PlanLine): boolean {
  const draft = begunOf(line.key);
  const stands = personOf(line);
  const card = onCard(planFields(entries.value), line.key);
  return apart(draft) || !samePerson(draftPerson(draft, stands), stands) || Boolean(draft.card ?? card) !== card;
}

/** A page that was closed between the saving and the end of its draft leaves a draft of what stands: it goes. */
export function dropSaved(lines: readonly PlanLine[]): void {
  const same = lines
    .filter((it) => deviceRecords.value.has(personDraftRecord(it.key)) && !changed(it))
    .map((it) => it.key);
  for (const key of [...keysOfNew().filter(saved), ...same]) {
    dropBegun(key).catch(noted('draft removal'));
  }
}
