/** What a press in the programme keeps. */

import { draftValues, measureName } from '../../core/model/fortnight.ts';
import { endFields, goOnFields, monthReadFields, pauseFields } from '../../core/model/pace.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { leftFields, type TakenPractice, takenFields } from '../../core/model/practice.ts';
import { doneFields, type PracticeState, practiceFields, stepFields } from '../../core/model/progress.ts';
import { changeDraft, flush, savingOf } from '../../shared/drafts.ts';
import { noteProgress } from '../../shared/progress.ts';
import { keep, today, vault } from '../../shared/state.ts';

type Undo = () => Promise<void>;

/** Remembers the step left. Before anything has been kept there is nowhere to remember it. */
export async function rememberStep(text: string, step: string): Promise<void> {
  if (vault.peek()) await noteProgress(stepFields(text, step));
}

/** Marks that a text has been gone through; the same before anything has been kept. */
export async function finishText(text: string): Promise<void> {
  if (vault.peek()) await noteProgress(doneFields(text, today.value));
}

/** Takes the practice of a module, which ends it; so does having read it, where nothing was chosen that the practice is about. */
export async function takePractice(module: string): Promise<void> {
  const open = await keep();
  await noteProgress(takenFields(open.entries, module, today.value));
}

/** Ends a module without its practice. */
export async function leavePractice(module: string): Promise<void> {
  const open = await keep();
  await noteProgress(leftFields(open.entries, module, today.value));
}

export async function answerPractice(
  { module, state: before, at }: TakenPractice,
  state: PracticeState,
): Promise<Undo> {
  await noteProgress(practiceFields(module, state, today.value));
  return () => noteProgress({ [`practice_${module}`]: before ?? '', [`practice_at_${module}`]: at });
}

export const readMonth = (): Promise<void> => noteProgress(monthReadFields(today.value));
export const goOn = (): Promise<void> => noteProgress(goOnFields(today.value));
export const pauseProgramme = (until: string): Promise<void> => noteProgress(pauseFields(until, today.value));
export const endProgramme = (): Promise<void> => noteProgress(endFields(today.value));

/** What is pressed before «Lagre» rests here, on this phone only: half a check-in is no check-in. */
export const fortnightDraft = 'fortnight-draft';

/** Keeps one answer on this phone until all are given. */
export function noteFortnight(date: string, answers: Fields): void {
  changeDraft(fortnightDraft, answers, {}, async (draft) => {
    const open = await keep();
    await open.changeDevice(fortnightDraft, (stored) => ({ ...draftValues(stored, date), date, ...draft }));
  });
}

interface Fortnight {
  date: string;
  /** all that is answered, and of it what was pressed on this screen */
  answers: Fields;
  pressed: Fields;
  /** what stood when the screen was opened */
  before: Fields;
  /** a date of before, which has no draft */
  past: boolean;
}

/** Keeps the answers of a date in one transaction, in which their draft goes. */
export async function answerFortnight({ date, answers, pressed, before, past }: Fortnight): Promise<Undo> {
  await flush();
  if (savingOf(fortnightDraft) === 'failed') throw new Error('the answers could not be kept');
  const open = await keep();
  const fields = { date, ...answers };
  const id = await open.write(measureName(date), 'measure', fields, { ends: past ? undefined : fortnightDraft });
  const stood = Object.fromEntries(Object.keys(pressed).map((it) => [it, before[it] ?? null]));
  return () => (before.date ? open.edit(id, stood) : open.remove(id));
}

export async function removeFortnight(entry: Entry): Promise<Undo> {
  const open = await keep();
  await open.remove(entry.id);
  return () => open.revive(entry);
}
