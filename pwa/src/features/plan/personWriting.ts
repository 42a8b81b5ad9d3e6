/** One person as the plan has him and as he is being written, and how the change is kept. */
import { useState } from 'preact/hooks';
import type { Fields } from '../../core/model/plain.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import { draftPerson, type Person, rings } from '../../core/model/plan-people.ts';
import { flush } from '../../shared/drafts.ts';
import { keepPerson, numbersOfPerson, personOf, type SeenPerson } from './people.ts';
import { begunOf, dropBegun, noteBegun } from './personDrafts.ts';

export interface PersonWriting {
  /** what was begun and not saved */
  begun: Fields;
  /** as it stood when this screen was opened */
  stood: SeenPerson;
  person: Person;
  /** it can be kept as it is written */
  fine: boolean;
  write: (fields: Fields) => void;
  /** `kept`: what else is kept with it, for the key of the line */
  save: (kept?: (key: string) => void) => Promise<void>;
}

/** `key`: of the line, or of a draft of somebody new. */
export function usePersonWriting(line: PlanLine | undefined, key: string): PersonWriting {
  const [stood] = useState<SeenPerson>(() =>
    line ? { ...personOf(line), numbers: numbersOfPerson(line) } : { name: '', phone: '', numbers: '' },
  );
  const begun = begunOf(key);
  // What stood when the first letter was changed, also before the page was loaded anew.
  const seen: SeenPerson = {
    name: String(begun.seen_name ?? stood.name),
    phone: String(begun.seen_phone ?? stood.phone),
    numbers: String(begun.seen_numbers ?? stood.numbers),
  };
  const person = draftPerson(begun, stood);
  return {
    begun,
    stood,
    person,
    fine: person.name.trim() !== '' && (person.phone.trim() === '' || rings(person.phone)),
    write: (fields) =>
      noteBegun(
        key,
        { ...fields, seen_name: seen.name, seen_phone: seen.phone, seen_numbers: seen.numbers },
        { name_text: person.name, phone_text: person.phone },
      ),
    save: async (kept) => {
      await flush();
      const now = await keepPerson(line, person, seen);
      kept?.(now);
      await dropBegun(key);
    },
  };
}

/** Keeps the number that was begun for this line and not saved, where it rings. */
export async function keepBegunNumber(line: PlanLine): Promise<void> {
  const begun = begunOf(line.key);
  const phone = String(begun.phone_text ?? '');
  if (!rings(phone)) return;
  const seen = { phone: String(begun.seen_phone ?? ''), numbers: String(begun.seen_numbers ?? '') };
  await keepPerson(line, { name: line.words, phone }, { name: line.words, ...seen });
  await dropBegun(line.key);
}
