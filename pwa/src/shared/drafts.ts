/**
 * What is typed or pressed, on its way to the disk: it stands on the screen at once, rests in the vault within a second,
 * and is not lost in between by moving on or by another app coming to the front. Answers, entries and the check-in
 * all go this way.
 */
import { effect, signal } from '@preact/signals';
import { type Fields, isText } from '../core/model/plain.ts';
import { unwritten } from '../core/model/unwritten.ts';
import { environment } from '../platform/environment.ts';
import { kept, notKept } from './disk.ts';
import { answered, guest, NotAsked } from './session.ts';
import { vault } from './state.ts';

/** Puts changed fields on the disk. `shown`: the texts as the screen had them when the person began to write. */
export type WriteDraft = (fields: Fields, shown: Fields) => Promise<unknown>;
export type Saving = 'no' | 'soon' | 'kept' | 'failed';

interface Draft {
  fields: Fields;
  shown: Fields;
}

/** Milliseconds without a key before words are written; a press does not wait. */
const pause = 300;
/** The worker lets the next page wait for what is on its way (worker/sw.ts). Before it has come, no word waits for a pause. */
const held = (): boolean => Boolean(environment().worker?.controller);
/** However steadily somebody writes on, what was typed first waits no longer than this. */
const atMost = 1000;
/** What found no room is tried again by itself, so that it comes to rest when there is room. */
const again = 5000;

const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
const saving = signal<ReadonlyMap<string, Saving>>(new Map());
const waiting = new Map<string, { timer: number; since: number; go: () => void }>();
const typedAt = new Map<string, number>();
let queue: Promise<void> = Promise.resolve();
/** Lets go of the lock that is held while anything waits; null while nothing does. */
let rest: (() => void) | null = null;

function hold(): void {
  if (rest) return;
  holdPage(
    new Promise<void>((resolve) => {
      rest = resolve;
    }),
  );
}

/** A page that is loaded anew waits until `work` is done (worker/sw.ts), so that it finds what was just written. */
export function holdPage(work: Promise<unknown>): void {
  // Whoever began the work hears of its failure; where a lock is refused the page is not held.
  navigator.locks?.request(unwritten, { mode: 'shared' }, () => work).catch(() => undefined);
}

/** Everything rests, but for what nobody has been asked about. */
function letGo(): void {
  if ([...waiting.values()].some(({ timer }) => timer !== 0)) return;
  rest?.();
  rest = null;
}

function put<V>(of: { value: ReadonlyMap<string, V> }, name: string, value: V | null): void {
  const next = new Map(of.value);
  if (value === null) next.delete(name);
  else next.set(name, value);
  of.value = next;
}

/** What has been changed and does not rest on the disk yet. */
export const draftOf = (name: string): Fields => drafts.value.get(name)?.fields ?? {};

export const savingOf = (name: string): Saving => saving.value.get(name) ?? 'no';

const texts = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([field]) => isText(field)));

/** The texts that these fields take the place of; a field that showed nothing was seen empty. */
const replaced = (fields: Fields, shown: Fields): Fields =>
  Object.fromEntries(Object.keys(texts(fields)).map((field) => [field, shown[field] ?? '']));

/** Changes fields of what is called `name`; `shown` is what the screen showed. `write` null: it lives until the page is closed. */
export function changeDraft(name: string, fields: Fields, shown: Fields, write: WriteDraft | null): void {
  const before = drafts.value.get(name);
  put(drafts, name, {
    fields: { ...before?.fields, ...fields },
    shown: { ...replaced(fields, shown), ...before?.shown },
  });
  if (!write) return;
  put(saving, name, 'soon');
  // A choice that takes the place of words clears them; that is not typing.
  const typed = Object.entries(fields).some(([field, value]) => isText(field) && value !== '');
  if (typed) typedAt.set(name, performance.now());
  wait(name, write, typed && held() ? pause : 0);
}

/** `delay` null: at the next change, and before the page goes. */
function wait(name: string, write: WriteDraft, delay: number | null): void {
  const before = waiting.get(name);
  if (before) clearTimeout(before.timer);
  const since = before?.since ?? performance.now();
  const left = Math.min(delay ?? 0, Math.max(0, since + Math.max(atMost, delay ?? 0) - performance.now()));
  const go = () => {
    waiting.delete(name);
    // One write at a time: two at once could reach the disk in the wrong order.
    queue = queue.then(() => run(name, write)).then(letGo);
  };
  if (delay !== null) hold();
  waiting.set(name, { timer: delay === null ? 0 : window.setTimeout(go, left), since, go });
}

/** That it is kept is said when somebody has stopped writing, not after every word: a screen reader reads it aloud. */
function sayKept(name: string): void {
  const say = () => {
    if (!drafts.value.has(name) && savingOf(name) === 'soon') put(saving, name, 'kept');
  };
  const quiet = performance.now() - (typedAt.get(name) ?? 0);
  if (quiet >= pause || savingOf(name) !== 'soon') put(saving, name, 'kept');
  else setTimeout(say, pause - quiet);
}

async function run(name: string, write: WriteDraft): Promise<void> {
  const draft = drafts.value.get(name);
  if (!draft) return;
  try {
    await write(draft.fields, draft.shown);
    kept();
    const now = drafts.value.get(name);
    if (now === draft) {
      put(drafts, name, null);
      sayKept(name);
    } else if (now) {
      // Written on meanwhile, over what has just come to rest.
      const rest = Object.entries(now.fields).filter(([field, value]) => value !== draft.fields[field]);
      put(drafts, name, { fields: Object.fromEntries(rest), shown: { ...now.shown, ...texts(draft.fields) } });
    }
  } catch (fault) {
    // The words stay on the screen, and are tried again at the next change, every few seconds, and before the page goes.
    if (!drafts.value.has(name)) return;
    // Before it has been asked whether others can open the phone nothing is kept, and nothing has failed.
    const asked = !(fault instanceof NotAsked);
    put(saving, name, asked ? 'failed' : null);
    if (asked) notKept(fault);
    if (!waiting.has(name)) wait(name, write, asked ? again : null);
  }
}

/** Writes what waits; resolves when it rests on the disk, or could not. */
export async function flush(): Promise<void> {
  for (const { timer, go } of [...waiting.values()]) {
    clearTimeout(timer);
    go();
  }
  await queue;
}

/** Nothing of a diary that was deleted or locked, or of a visit without logging in, stays behind in memory. */
function forget(): void {
  for (const { timer } of waiting.values()) clearTimeout(timer);
  waiting.clear();
  letGo();
  typedAt.clear();
  drafts.value = new Map();
  saving.value = new Map();
}

/** Follows the diary, the question whether others can open the phone, and the page: what waits comes to rest, what is over is forgotten. */
export function watchDrafts(): void {
  let had = false;
  effect(() => {
    const has = vault.value !== null;
    if (had && !has) forget();
    // What waited for the first diary.
    if (!had && has) void flush();
    had = has;
  });
  // It has been asked whether others can open the phone: what waited for the answer makes the first diary.
  effect(() => {
    if (answered.value) void flush();
  });
  let visited = false;
  effect(() => {
    if (visited && !guest.value) forget();
    visited = guest.value;
  });
  // Before a page is loaded anew there is time to seal and write, between the wish to leave and the arrival of the next page;
  // when it is hidden for good there may be none.
  for (const leaving of ['beforeunload', 'pagehide']) addEventListener(leaving, () => void flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush();
  });
}
