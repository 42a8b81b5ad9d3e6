/** The thread as the screens know it. Fetched with the first of them; where the pack has no coaches nothing of it is. */
import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { coachAsks } from '../../core/content/cache.ts';
import { fetchPack, readManifest } from '../../core/content/manifest.ts';
import { noted } from '../../core/faults.ts';
import { request } from '../../core/http/request.ts';
import { coachIn } from '../../core/model/coach-here.ts';
import { coachConsentFields, consentOf } from '../../core/model/consents.ts';
import {
  type CallFailure,
  type OrganisationKeys,
  type Thread,
  type Threads,
  threadsOf,
} from '../../core/thread/index.ts';
import type { Vault } from '../../core/vault/types.ts';
import { locale } from '../../platform/i18n.ts';
import { bundle, coming, entriesOfKind, keep, pack, today, vault } from '../../shared/state.ts';
import { hasThread, leftBehind } from './here.ts';

/** Null until the diary of this phone has been asked, or while there is none. */
export const threads: ReadonlySignal<Threads | null> = signal(null);
export const thread: ReadonlySignal<Thread | null> = signal(null);
export const others: ReadonlySignal<readonly Thread[]> = signal([]);
/** The last look at the server failed, and how. */
export const threadTrouble: ReadonlySignal<CallFailure | null> = signal(null);

/** What is written stays here for now: the server cannot be had, or nobody can read. */
export const staysHere = (): boolean => threadTrouble.value !== null || thread.value?.readers.length === 0;

const noCoaches: OrganisationKeys = { key: '' };

let of: { vault: Vault; key: string } | null = null;
let making: Promise<Threads | null> = Promise.resolve(null);

function leave(): void {
  threads.peek()?.stop();
  of = null;
  making = Promise.resolve(null);
  (threads as Signal<Threads | null>).value = null;
  (thread as Signal<Thread | null>).value = null;
  (others as Signal<readonly Thread[]>).value = [];
  (threadTrouble as Signal<CallFailure | null>).value = null;
}

/** The organisation as the server names it now: past the worker, which gives what it has kept. */
async function named(): Promise<OrganisationKeys | null> {
  const answer = await request(`/api/content/${locale.peek()}${coachAsks}`, { cache: 'no-cache' });
  const manifest = answer.ok ? readManifest(await answer.json(), locale.peek()) : null;
  const texts = manifest && (await fetchPack(manifest));
  return texts && (coachIn(texts)?.organisation ?? noCoaches);
}

async function make(open: Vault): Promise<Threads | null> {
  const organisation = coachIn(pack())?.organisation ?? noCoaches;
  // Where there are coaches no more, what was written to them is still here.
  if (organisation === noCoaches && !hasThread() && !leftBehind()) return null;
  const mine = { vault: open, key: organisation.key };
  of = mine;
  const made = await threadsOf(open, organisation, named);
  // Another diary was opened meanwhile, or none is any more.
  if (of !== mine) {
    made.stop();
    return null;
  }
  const show = () => {
    (thread as Signal<Thread | null>).value = made.current;
    (others as Signal<readonly Thread[]>).value = made.others;
  };
  made.subscribe(show);
  (threads as Signal<Threads | null>).value = made;
  show();
  return made;
}

/** The threads of the open diary, made when they are asked for first; null where there is none. */
export function ready(): Promise<Threads | null> {
  watch();
  const open = vault.peek();
  if (!open) return Promise.resolve(null);
  if (of?.vault !== open) {
    leave();
    making = make(open);
  }
  return making;
}

let watching = false;

/** Follows the diary, the pack and the connection; from the first thread on. */
function watch(): void {
  if (watching) return;
  watching = true;
  // What is shut, deleted or replaced is forgotten here too.
  effect(() => {
    const open = vault.value;
    untracked(() => {
      if (of && of.vault !== open) leave();
    });
  });

  /** Another pack may name another organisation. */
  effect(() => {
    const now = bundle.value;
    untracked(() => {
      if (!of || now === null || now === 'missing') return;
      if ((coachIn(now) ?? { organisation: noCoaches }).organisation.key !== of.key) leave();
    });
  });
  addEventListener('online', () => void refreshThreads());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && thread.peek()) void refreshThreads();
  });
}

/** Sends what waits and fetches what is new. Never throws. */
export async function refreshThreads(): Promise<void> {
  if (coming.peek()) return;
  const done = await (await ready())?.refresh().catch(noted('thread refresh', null));
  (threadTrouble as Signal<CallFailure | null>).value = done && !done.ok ? done.why : null;
}

/** What was agreed to, and whether it still is. */
export const givenCoachConsent = () => consentOf(entriesOfKind('consents')[0]?.fields, 'coach');

export async function agree(version: string): Promise<void> {
  const open = await keep();
  await open.write('consents', 'consents', coachConsentFields(version, true, today.value));
}

/** The consent is withdrawn, and every thread goes with it: here at once, on the server as soon as it can be reached. */
export async function withdraw(): Promise<void> {
  const open = await keep();
  // Also where the pack names no organisation any more: what was begun under one can still be erased.
  const all = (await ready()) ?? (await threadsOf(open, noCoaches));
  await all.leave(givenCoachConsent()?.version ?? '');
}
