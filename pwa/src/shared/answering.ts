/**
 * Keeping answers. The first kept answer makes the vault of this phone; before that nothing is stored. `keep: none` lives
 * until the page is closed. How they come to rest: see drafts.ts.
 */
import { type AskingExercise, answerName, answers, programmeOf, type TextKind } from '../core/model/answers.ts';
import { readAnswerPart, toFields } from '../core/model/codec.ts';
import type { Step, Text } from '../core/model/content.ts';
import type { Fields } from '../core/model/plain.ts';
import type { Answer } from '../core/model/records.ts';
import { asksHere } from '../core/model/shared-phone.ts';
import { standsFrom } from '../core/model/standing-page.ts';
import { route } from '../platform/router.ts';
import { draftOf, changeDraft as put, type Saving, savingOf as savingBy } from './drafts.ts';
import { deviceRecords, entries, keep, pack, today, unkept } from './state.ts';

/** A step and the text it stands in. */
export interface Where {
  kind: TextKind;
  text: Text;
  step: Step;
}

/** `shown`: own words as a field showed them before this change, where it may show older ones than are stored. */
export type ChangeAnswer = (fields: Partial<Answer>, shown?: Partial<Answer>) => void;

/** The answers that never leave this phone. */
export const device = (): ReadonlyMap<string, Fields> => deviceRecords.value;

export const answerNameOf = ({ kind, text, step }: Where): string =>
  answerName(programmeOf(pack(), kind, text.id), text.id, step.id);

/** The answer as it stands on the screen: what is stored, with what has been changed since. */
export function answerOf(where: Where, exercise: AskingExercise): Partial<Answer> {
  const stored = answers(entries.value, device()).get(exercise.answer);
  return { ...stored, ...readAnswerPart(draftOf(answerNameOf(where))) };
}

export const answerSavingOf = (where: Where): Saving => savingBy(answerNameOf(where));

/** Only what differs from the disk is written, so that another device's edit of another field survives. */
function changed(fields: Fields, stored: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key])),
  );
}

async function write(where: Where, exercise: AskingExercise, draft: Fields, shown: Fields): Promise<void> {
  const name = answerNameOf(where);
  // Over help nobody is asked anything; it is kept once it has been asked elsewhere.
  const open = await keep(asksHere(route.peek().name, route.peek().args));
  const fixed = {
    programme: programmeOf(pack(), where.kind, where.text.id),
    module: where.text.id,
    step: where.step.id,
    answer: exercise.answer,
    at: today.value,
  };
  if (exercise.keep === 'device') {
    const stands = standsFrom(where.text, exercise, draft, today.value);
    await open.editDevice(name, { ...fixed, ...draft, ...stands }, shown);
    return;
  }
  const stored = open.entries.get(await open.named(name))?.fields ?? {};
  await open.write(name, 'answer', changed({ ...fixed, ...draft }, stored), { shown });
}

/** Changes an answer. */
export function changeAnswer(
  where: Where,
  exercise: AskingExercise,
  fields: Partial<Answer>,
  shown?: Partial<Answer>,
): void {
  const kept = exercise.keep !== 'none' && !unkept.value;
  put(
    answerNameOf(where),
    { ...toFields(fields), at: today.value },
    toFields({ ...answerOf(where, exercise), ...shown }),
    kept ? (draft, seen) => write(where, exercise, draft, seen) : null,
  );
}
