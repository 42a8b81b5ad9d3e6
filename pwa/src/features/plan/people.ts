/** Whom to ring, as the form changes it: in the plan's own record, or in the answers where the name stands. */
import { answers, type Maker, makers } from '../../core/model/answers.ts';
import { readAnswerPart, toFields } from '../../core/model/codec.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import {
  loses,
  type Person,
  peopleWritten,
  personChanged,
  personGone,
  personKind,
  withNumber,
} from '../../core/model/plan-people.ts';
import type { Answer } from '../../core/model/records.ts';
import { answerOf, changeAnswer, device } from '../../shared/answering.ts';
import { flush } from '../../shared/drafts.ts';
import { entries, facePack, keep, vault } from '../../shared/state.ts';

/** Every answer in which this name stands. */
function answersWith(line: PlanLine): { maker: Maker; answer: Answer }[] {
  const given = answers(entries.peek(), device());
  return makers(facePack()).flatMap((maker) => {
    const answer = given.get(maker.exercise.answer);
    const there = answer && maker.exercise.plan.includes('people') && personGone(answer, { ...line, maker });
    return there ? [{ maker, answer }] : [];
  });
}

/** Somebody as a form showed him: with every number that rested, the one of the line among them. */
export interface SeenPerson extends Person {
  numbers: string;
}

/** The name and the number as they were typed, also one that does not ring. */
export function personOf(line: PlanLine): Person {
  const entry = line.person ? entries.value.get(line.person) : undefined;
  if (entry)
    return { name: String(entry.fields.name_text ?? ''), phone: line.phone ?? String(entry.fields.phone_text ?? '') };
  return { name: line.words, phone: line.phone ?? '' };
}

/** Everything that stands as the number of somebody, as it rests. */
export const numbersOfPerson = (line: PlanLine): string =>
  String((line.person && entries.peek().get(line.person)?.fields.phone_text) ?? '');

/**
 * Keeps what was changed, and nothing else: what another phone has kept meanwhile stays, and where both wrote the same field
 * both stand. `seen`: somebody as the form showed him before the first change. The key of the line afterwards.
 */
export async function keepPerson(line: PlanLine | undefined, person: Person, seen: SeenPerson): Promise<string> {
  const open = await keep();
  const entry = line?.person ? open.entries.get(line.person) : undefined;
  if (line && entry) {
    const was = { ...line, phone: seen.phone };
    const merged = withNumber(entry.fields.phone_text, was, person.phone);
    const shown = loses(entry.fields.phone_text, merged, seen.phone) ? seen.numbers : entry.fields.phone_text;
    const named = person.name.trim() !== seen.name.trim();
    const rung = person.phone.trim() !== seen.phone.trim();
    if (named || rung)
      await open.edit(
        entry.id,
        { ...(named && { name_text: person.name.trim() }), ...(rung && { phone_text: merged }) },
        { ...(named && { name_text: seen.name }), ...(rung && { phone_text: shown ?? '' }) },
      );
    return line.key;
  }
  const there = line?.maker ? answersWith(line) : [];
  // Gone or renamed on another phone meanwhile: what was written here stands by itself.
  if (!line?.maker || there.length === 0) {
    const fields = { name_text: person.name.trim(), phone_text: person.phone.trim() };
    return `${personKind}/${await open.create(personKind, { ...fields, made: peopleWritten(entries.peek()).length })}`;
  }
  const { phone: _, ...rest } = line;
  const was = { ...rest, ...(seen.phone && { phone: seen.phone }) };
  for (const { maker, answer } of there)
    changeAnswer(maker, maker.exercise, personChanged(answer, { ...was, maker }, person));
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
    const was = toFields(answerOf(maker, maker.exercise));
    changeAnswer(maker, maker.exercise, gone);
    return { maker, fields: Object.fromEntries(Object.keys(gone).map((field) => [field, was[field] ?? ''])) };
  });
  await flush();
  return async () => {
    for (const { maker, fields } of before) changeAnswer(maker, maker.exercise, readAnswerPart(fields));
    await flush();
  };
}
