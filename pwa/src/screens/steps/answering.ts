/**
 * Keeping answers: what is typed stands at once, rests in the vault half a second later, and is never lost in between by moving on.
 * The first kept answer makes the vault of this phone; before that nothing is stored. `keep: none` lives until the page is closed.
 */
import { signal } from '@preact/signals';
import { type Asking, answerName, answers, type Kind, programmeOf } from '../../domain/answers.ts';
import type { Step, Text } from '../../domain/content.ts';
import { standsFrom } from '../../domain/programme.ts';
import type { Answer } from '../../domain/records.ts';
import { entries, keep, pack, today, under18, vault } from '../../state.ts';
import type { Fields } from '../../vault/types.ts';

/** A step and the text it stands in. */
export interface Where {
  kind: Kind;
  text: Text;
  step: Step;
}

export type Change = (fields: Partial<Answer>) => void;
export type Saving = 'no' | 'soon' | 'kept' | 'failed';

const drafts = signal<ReadonlyMap<string, Fields>>(new Map());
/** How far the answer under each name has come on its way to the disk. */
const saving = signal<ReadonlyMap<string, Saving>>(new Map());
const waiting = new Map<string, { timer: number; write: () => Promise<void> }>();
/** Records that never leave this phone are not part of `entries`; counting writes makes readers look again. */
const deviceWrites = signal(0);

const put = <V>(of: { value: ReadonlyMap<string, V> }, name: string, value: V | null) => {
  const next = new Map(of.value);
  if (value === null) next.delete(name);
  else next.set(name, value);
  of.value = next;
};

/** The answers that never leave this phone. */
export function device(): ReadonlyMap<string, Fields> {
  void deviceWrites.value;
  return vault.value?.device ?? new Map();
}

const nameOf = ({ kind, text, step }: Where): string =>
  answerName(programmeOf(pack(), kind, text.id), text.id, step.id);

/** The answer as it stands on the screen: what is stored, with what has been changed since. */
export function answerOf(where: Where, exercise: Asking): Partial<Answer> {
  const stored = answers(entries.value, device()).get(exercise.answer);
  return { ...stored, ...(drafts.value.get(nameOf(where)) as Partial<Answer> | undefined) };
}

export const savingOf = (where: Where): Saving => saving.value.get(nameOf(where)) ?? 'no';

/** Only what differs from the disk is written, so that another device's edit of another field survives. */
function changed(fields: Fields, stored: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key])),
  );
}

async function write(name: string, where: Where, exercise: Asking): Promise<void> {
  const draft = drafts.value.get(name);
  if (!draft) return;
  try {
    const open = await keep();
    const fixed = {
      programme: programmeOf(pack(), where.kind, where.text.id),
      module: where.text.id,
      step: where.step.id,
      answer: exercise.answer,
      at: today.value,
    };
    if (exercise.keep === 'device') {
      await open.writeDevice(name, {
        ...open.device.get(name),
        ...fixed,
        ...draft,
        ...standsFrom(where.text, exercise, draft, today.value),
      });
      deviceWrites.value++;
    } else {
      const stored = open.entries.get(await open.named(name))?.fields ?? {};
      await open.write(name, 'answer', changed({ ...fixed, ...draft }, stored));
    }
    if (drafts.value.get(name) === draft) put(drafts, name, null);
    put(saving, name, 'kept');
  } catch {
    // The words stay on the screen and are tried again at the next change.
    put(saving, name, 'failed');
  }
}

/** Changes an answer. Words wait for half a second without a key; choices do not wait. */
export function change(where: Where, exercise: Asking, fields: Partial<Answer>): void {
  const name = nameOf(where);
  put(drafts, name, { ...drafts.value.get(name), ...(fields as Fields), at: today.value });
  if (exercise.keep === 'none' || under18.value) return;
  put(saving, name, 'soon');
  const before = waiting.get(name);
  if (before) clearTimeout(before.timer);
  // A choice that takes the place of words clears them; that is not typing.
  const typed = Object.entries(fields).some(([key, value]) => key.endsWith('_text') && value !== '');
  const go = () => {
    waiting.delete(name);
    // One write of an answer at a time: two at once could reach the disk in the wrong order.
    queue = queue.then(() => write(name, where, exercise));
    return queue;
  };
  waiting.set(name, { timer: window.setTimeout(go, typed ? 500 : 0), write: go });
}

let queue: Promise<void> = Promise.resolve();

/** Writes what is waiting; resolves when it rests on the disk. */
export async function flush(): Promise<void> {
  for (const { timer, write } of [...waiting.values()]) {
    clearTimeout(timer);
    void write();
  }
  await queue;
}

addEventListener('pagehide', () => void flush());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void flush();
});
