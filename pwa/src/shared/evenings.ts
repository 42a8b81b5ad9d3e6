/** What a press or a word about a planned evening keeps, and what such a plan can be made of here. */
import type { Moment } from '../core/model/dates.ts';
import { type EveningPlan, eveningKind, eveningName, planFieldsOf } from '../core/model/evening.ts';
import { type EveningSituation, offerField } from '../core/model/hard-evening.ts';
import type { Entry, Fields } from '../core/model/plain.ts';
import { planRecord } from '../core/model/plan-order.ts';
import type { EveningHeld } from '../core/model/records.ts';
import { device } from './answering.ts';
import { labelOf } from './codes.ts';
import { changeDraft, flush } from './drafts.ts';
import { entries, facePack, keep } from './state.ts';
import { running } from './today.ts';

type Undo = () => Promise<void>;

export const eveningSituation = (): EveningSituation => ({
  entries: entries.value,
  device: device(),
  bundle: facePack(),
  now: running.value,
});

export const whereOf = ({ place, place_text }: EveningPlan): string | undefined =>
  place_text ?? (place && labelOf('places', place));

/** What is planned, in one line. */
export const planLine = (plan: EveningPlan): string =>
  [whereOf(plan), plan.person_text, plan.first_text].filter(Boolean).join(' ·\u00a0');

/** Plans a part of a day with what was suggested. */
export async function planEvening({ date, part }: Moment, plan: EveningPlan): Promise<Undo> {
  const open = await keep();
  const id = await open.write(eveningName(date), eveningKind, { date, part, ...planFieldsOf(plan) });
  return () => open.remove(id);
}

/** Keeps what is chosen or written in the form of an evening, as it is typed. `shown`: the texts as the form had them. */
export const changeEvening = ({ date, part }: Moment, fields: Fields, shown: Fields): void =>
  changeDraft(eveningName(date), fields, shown, async (written, seen) =>
    (await keep()).write(eveningName(date), eveningKind, { date, part, ...written }, { shown: seen }),
  );

export async function removeEvening(entry: Entry): Promise<Undo> {
  await flush();
  const open = await keep();
  const stands = open.entries.get(entry.id) ?? entry;
  await open.remove(entry.id);
  return () => open.revive(stands);
}

/** How it went, also where it was said otherwise before. */
export async function answerEvening(id: string, held: EveningHeld): Promise<Undo> {
  const open = await keep();
  const before = open.entries.get(id)?.fields.held ?? '';
  await open.edit(id, { held });
  return () => open.edit(id, { held: before });
}

/** «Spør meg ikke om dette», and its undo. */
export async function stopOfferingEvenings(): Promise<Undo> {
  const open = await keep();
  await open.write(planRecord, planRecord, { [offerField]: false });
  return async () => void (await open.write(planRecord, planRecord, { [offerField]: true }));
}
