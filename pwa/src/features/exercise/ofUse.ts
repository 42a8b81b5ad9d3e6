/** The order in which an exercise offers what may come before an urge. */
import { useState } from 'preact/hooks';
import { answers, makers } from '../../core/model/answers.ts';
import { codesOfUse } from '../../core/model/chips.ts';
import type { Option } from '../../core/model/content.ts';
import { device } from '../../shared/answering.ts';
import { codesOf } from '../../shared/codes.ts';
import { entries, pack } from '../../shared/state.ts';

/** From so many on, options that are codes of what comes before are that: one alone may be of another list. */
const SEVERAL = 2;

/** What he has named as a trigger in other exercises. */
function namedBeside(name: string): string[] {
  const given = answers(entries.peek(), device());
  return makers(pack()).flatMap(({ exercise }) =>
    exercise.plan.includes('triggers') && exercise.answer !== name ? (given.get(exercise.answer)?.codes ?? []) : [],
  );
}

/**
 * The options of an exercise; where they name triggers, those first that his diary has most often, then those that he has named in
 * another exercise. They stay where they are while the screen stands. Those that are no triggers come as they stand.
 */
export function useOfUse(options: Option[], name: string): Option[] {
  const [order] = useState(() => {
    const known = new Set(codesOf('triggers').map(({ code }) => code));
    const codes = options.map(({ code }) => code);
    return codes.filter((it) => known.has(it)).length < SEVERAL
      ? codes
      : codesOfUse(entries.peek().values(), 'triggers', codes, namedBeside(name));
  });
  return options.toSorted((one, other) => order.indexOf(one.code) - order.indexOf(other.code));
}
