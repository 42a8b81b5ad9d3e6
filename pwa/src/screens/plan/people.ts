/** Whom to ring, as the form changes it: in the plan's own record, or in the answers where the name stands. */
import { answers, type Maker, makers } from '../../domain/answers.ts';
import type { PlanLine } from '../../domain/plan.ts';
import {
  type Person,
  peopleWritten,
  personChanged,
  personGone,
  personKind,
  withNumber,
} from '../../domain/plan-people.ts';
import type { Answer } from '../../domain/records.ts';
import { flush } from '../../drafts.ts';
import { entries, facePack, keep, vault } from '../../state.ts';
import type { Fields } from '../../vault/types.ts';
import { answerOf, change, device } from '../steps/answering.ts';

/** Every answer in which this name stands. */
function answersWith(line: PlanLine): { maker: Maker; answer: Answer }[] {
  const given = answers(entries.peek(), device());
  return makers(facePack()).flatMap((maker) => {
    const answer = given.get(maker.exercise.answer);
    const there = answer && maker.exercise.plan.includes('people') && personGone(answer, { ...line, maker });
    return there ? [{ maker, answer }] : [];
  });
}

/** The name and the number as they were typed, also one that does not ring. */
export function personOf(line: PlanLine): Person {
  const entry = line.person ? entries.value.get(line.person) : undefined;
  if (entry)
    return { name: String(entry.fields.name_text ?? ''), phone: line.phone ?? String(entry.fields.phone_text ?? '') };
  return { name: line.words, phone: line.phone ?? '' };
}

/** The key of the line afterwards. */
export async function keepPerson(line: PlanLine | undefined, person: Person): Promise<string> {
  const fields = { name_text: person.name.trim(), phone_text: person.phone.trim() };
  if (!line?.maker) {
    const open = await keep();
    if (line?.person) {
      const stored = open.entries.get(line.person)?.fields.phone_text;
      await open.edit(line.person, { ...fields, phone_text: withNumber(stored, line, person.phone) });
      return line.key;
    }
    return `${personKind}/${await open.create(personKind, { ...fields, made: peopleWritten(entries.peek()).length })}`;
  }
  for (const { maker, answer } of answersWith(line))
    change(maker, maker.exercise, personChanged(answer, { ...line, maker }, person));
  await flush();
  return line.code ? line.key : `${line.maker.exercise.answer}/«${person.name.trim() || line.words}»`;
}

/** Takes somebody out of the plan, everywhere; the way back from it. */
export async function dropPerson(line: PlanLine): Promise<() => Promise<void>> {
  const open = await keep();
  const entry = line.person ? open.entries.get(line.person) : undefined;
  if (entry) {
    await open.remove(entry.id);
    return async () => vault.peek()?.revive(entry);
  }
  const before = answersWith(line).map(({ maker, answer }) => {
    const gone = personGone(answer, { ...line, maker }) ?? {};
    const was = answerOf(maker, maker.exercise) as Fields;
    change(maker, maker.exercise, gone);
    return { maker, fields: Object.fromEntries(Object.keys(gone).map((field) => [field, was[field] ?? ''])) };
  });
  await flush();
  return async () => {
    for (const { maker, fields } of before) change(maker, maker.exercise, fields as Partial<Answer>);
    await flush();
  };
}
