/** What the screens share. Everything else lives in the screen that needs it. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { noted } from '../core/faults.ts';
import { faceOf, readSettings, toFields } from '../core/model/codec.ts';
import type { Bundle, Face, Locale } from '../core/model/content.ts';
import { ofFace, type Reader } from '../core/model/face.ts';
import { ofKind as kindOf } from '../core/model/kinds.ts';
import type { Entry, Fields } from '../core/model/plain.ts';
import { beganFields } from '../core/model/progress.ts';
import type { Settings, What } from '../core/model/records.ts';
import type { Trouble } from '../core/vault/records.ts';
import type { Coming, RotationProgress, SyncState, UnsealedPrefs, Vault } from '../core/vault/types.ts';
import { browserLocale, locale, speak } from '../platform/i18n.ts';
import { root, route } from '../platform/router.ts';
import { askStorage, insideApp } from '../platform/storage.ts';
import { vaults } from '../platform/vaults.ts';
import { keepsNothing } from './disk.ts';
import { answered, ask, diaryHasLock, forgetAnswer, guest, hasLock, locked, lockStands, NotAsked } from './session.ts';
import { bring, pack } from './texts.ts';
import { today } from './today.ts';

export interface ServerSays {
  troubles: ReadonlySet<Trouble>;
  /** The server's clock less this phone's, in milliseconds. */
  clock: number | null;
  syncedAt: number | null;
  hasCode: boolean;
}

export const vault: ReadonlySignal<Vault | null> = signal(null);
export const entries: ReadonlySignal<ReadonlyMap<string, Entry>> = signal(new Map());
/** Records that never leave this phone, by name. */
export const deviceRecords: ReadonlySignal<ReadonlyMap<string, Fields>> = signal(new Map());
export const syncState: ReadonlySignal<SyncState> = signal('local');
/** A confirmed code is still on its way to the server, and opens nothing before it is there. */
export const codeWaits: ReadonlySignal<boolean> = signal(false);
/** What is shown is a part of the diary, and why; null when it is all of it. */
export const coming: ReadonlySignal<Coming | null> = signal(null);
/** Entries of earlier months rest on the disk still: Today is as it will be. */
export const older: ReadonlySignal<boolean> = signal(false);
/** The first screen stands: what lies below it may come. */
export const stood: ReadonlySignal<boolean> = signal(false);
/** How far a rotation is; null when none is under way. */
export const moving: ReadonlySignal<RotationProgress | null> = signal(null);
export { bundle, pack } from './texts.ts';
export { today };
/** What the server has done and said, as far as this phone knows. */
export const serverSays: ReadonlySignal<ServerSays> = signal({
  troubles: new Set(),
  clock: null,
  syncedAt: null,
  hasCode: false,
});

export const entriesOfKind = (kind: string): readonly Entry[] => kindOf(entries.value, kind);

export const settingsFields = computed<Fields>(() => entriesOfKind('settings')[0]?.fields ?? {});
export const settings = computed<Settings>(() => readSettings(settingsFields.value));

/** «Hva gjelder det?», held until something is kept; the first `keep` writes it. */
export const pendingWhat: ReadonlySignal<What[]> = signal([]);
/** What was answered, kept or not. */
export const chosenWhat = computed<readonly What[]>(() => settings.value.what ?? pendingWhat.value);
/** Whose app it is. */
export const face = computed<Face>(() => faceOf(chosenWhat.value));
/** «Jeg er under 18 år»: known in this visit only. */
export const under18: ReadonlySignal<boolean> = signal(false);
const faced = computed(() => ofFace(pack(), face.value));
/** The texts of the face that is shown: what answers are drawn from. */
export const facePack = (): Bundle => faced.value;
/** For whom screens, texts and links are. */
export const reader = computed<Reader>(() => (under18.value ? 'young' : guest.value ? 'guest' : face.value));
/** A visit in which nothing is kept: under 18, without logging in, or in another app's window. */
export const unkept = computed(() => under18.value || guest.value || insideApp() !== null);
/**
 * The diary that was here is erased, and the app died before the phone stopped listening, or has just finished such a log-out: what the
 * phone still shows of it is to go too (features/reminders/channel.ts).
 */
export const diaryGone: ReadonlySignal<boolean> = signal(false);
/** What stands outside every seal, as this page knows it. */
export const outside: ReadonlySignal<UnsealedPrefs> = signal({});
/** The colours that were chosen; a lock that is shut knows them too. */
export const theme = computed(() => settings.value.theme ?? outside.value.theme ?? 'system');

function show(next: Vault | null): void {
  batch(() => {
    (vault as Signal<Vault | null>).value = next;
    (entries as Signal<ReadonlyMap<string, Entry>>).value = next?.entries ?? new Map();
    (deviceRecords as Signal<ReadonlyMap<string, Fields>>).value = next?.device ?? new Map();
    (syncState as Signal<SyncState>).value = next?.state ?? 'local';
    (codeWaits as Signal<boolean>).value = next?.codeWaits ?? false;
    (coming as Signal<Coming | null>).value = next?.coming ?? null;
    (older as Signal<boolean>).value = next?.older ?? false;
    (moving as Signal<RotationProgress | null>).value = next?.rotation ?? null;
    (serverSays as Signal<ServerSays>).value = heardBy(next);
  });
}

function heardBy(open: Vault | null): ServerSays {
  const troubles = new Set(open?.troubles);
  if (open?.rolledBack) troubles.add('rollback');
  return {
    troubles,
    clock: open?.clock ?? null,
    syncedAt: open?.syncedAt ?? null,
    hasCode: open?.hasCode ?? false,
  };
}

function adopt(next: Vault | null): void {
  const before = vault.peek();
  if (before !== next) before?.close();
  // The next diary is asked about anew, and nobody remembers whose app it was.
  if (before && !next) forgetAnswer();
  if (before && before !== next) (pendingWhat as Signal<What[]>).value = [];
  if (next) noteDiaryGone(false);
  show(next);
  // What opens by itself at the start has none.
  if (before !== next && inStep) void noteLock();
  next?.subscribe(() => {
    if (vault.peek() !== next) return;
    if (next.replaced) void reopen(next);
    else show(next);
  });
  if (inStep) next?.keepSynced();
}

/** Diaries are brought to the server by themselves; not before the first screen stands. */
let inStep = false;

export function keepInStep(): void {
  inStep = true;
  void noteLock();
  vault.peek()?.keepSynced();
}

async function noteLock(): Promise<void> {
  const open = vault.peek();
  const lock = open && (await vaults.lock.standing().catch(noted('lock look', null)));
  if (vault.peek() !== open || locked.peek()) return;
  diaryHasLock(lock?.kind ?? null);
}

/**
 * «Jeg er under 18 år», or an answer that takes it back. In a visit under 18 there is no diary: one that was open is closed and
 * stays as it is, none is made (`keep`), and no screen that keeps anything opens (core/model/face.ts).
 */
export async function sayUnder18(yes: boolean): Promise<void> {
  if (under18.peek() === yes) return;
  (under18 as Signal<boolean>).value = yes;
  (pendingWhat as Signal<What[]>).value = [];
  adopt(yes ? null : await vaults.open().catch(noted('age reopening', null)));
}

/** Another tab has deleted this diary or put another one in its place: this tab goes on with what is there now. */
async function reopen(gone: Vault): Promise<void> {
  const now = await vaults.open().catch(noted('tab reopening', null));
  // Whoever did it in this tab has shown the next one already.
  if (vault.peek() !== gone) return now?.close();
  adopt(now);
  if (now) return;
  // A lock that was set there is shut here.
  lockStands((await vaults.lock.standing().catch(noted('reopening lock', null))) !== null);
  if (!locked.value) root('first');
}

/** On this phone only: the diary was made before it was asked whether others can open the phone. */
const unaskedRecord = 'unasked';
const unasked: Fields = { shared: true };

/** The question waits: whoever was in a hard moment, or had a code, was not stopped by it. */
export const asksLater = computed(
  () => vault.value !== null && deviceRecords.value.has(unaskedRecord) && !hasLock.value,
);

/** It has been asked, or a lock was set. */
export async function askedNow(): Promise<void> {
  if (deviceRecords.peek().has(unaskedRecord)) await vault.peek()?.writeDevice(unaskedRecord, null);
}

/** The diary that is open now came before the question. */
export async function askLater(): Promise<void> {
  if (!answered.peek() && !hasLock.peek()) await vault.peek()?.writeDevice(unaskedRecord, unasked);
}

/**
 * The diary of this phone; made here and now when something is to be kept for the first time, once it has been asked whether
 * others can open the phone. `later`: asked when that has been kept. Rejects with `NotAsked` when the person went back from the
 * question, or when `asks` is false and nobody has answered it yet.
 */
export async function keep(asks: boolean | 'later' = true): Promise<Vault> {
  if (unkept.peek() || locked.peek()) throw new Error('nothing is kept in this visit');
  if (keepsNothing.peek()) throw new Error('nothing is kept in this browser');
  if (!vault.peek() && !answered.peek() && asks !== 'later') {
    if (!asks) throw new NotAsked('not here');
    await ask();
  }
  making ??= make().finally(() => {
    making = null;
  });
  return making;
}

/** Two who ask at once get the same diary. */
let making: Promise<Vault> | null = null;

async function make(): Promise<Vault> {
  if (vault.value) return vault.value;
  const made = await vaults.create().catch(async (fault) => {
    // Another tab has made one meanwhile, with a lock; when that cannot be read either, the first fault is told.
    lockStands((await vaults.lock.standing().catch(() => null)) !== null);
    throw fault;
  });
  adopt(made);
  await made.write('progress', 'progress', beganFields(today.value));
  const said: Partial<Settings> = {
    ...(pendingWhat.value.length > 0 && { what: pendingWhat.value }),
    // Chosen before anything was kept: this phone's own language would not bring it back.
    ...(locale.peek() !== browserLocale() && { locale: locale.peek() }),
  };
  if (Object.keys(said).length > 0) await made.write('settings', 'settings', toFields(said));
  await askLater();
  // Now there is something to keep; before there was, the question would have had no reason.
  void askStorage();
  return made;
}

export const opened = adopt;

/** «Hva gjelder det?» was answered, before there is anything to keep it in. */
export function answerWhat(what: readonly What[]): void {
  (pendingWhat as Signal<What[]>).value = [...what];
}

/** Who comes next has answered nothing and said nothing of their age. */
export function forgetVisit(): void {
  batch(() => {
    (under18 as Signal<boolean>).value = false;
    (pendingWhat as Signal<What[]>).value = [];
  });
}

/** Opening found a diary that was erased before the app died, or finished what was left of a log-out. */
export function noteDiaryGone(gone = true): void {
  (diaryGone as Signal<boolean>).value = gone;
}

/** The first screen is drawn. */
export function screenStands(): void {
  (stood as Signal<boolean>).value = true;
}

/** What stands outside every seal, as it was read just now. */
export function setOutside(seen: UnsealedPrefs): void {
  (outside as Signal<UnsealedPrefs>).value = seen;
}

export async function setting(fields: Partial<Settings>): Promise<void> {
  const open = await keep();
  await open.write('settings', 'settings', toFields(fields));
}

export async function changeLocale(next: Locale): Promise<void> {
  await speak(next, route.peek().name !== 'first');
  await bring(next);
  await noteLocale(next);
}

/** What is spoken stands in the diary too; not where another language was chosen meanwhile. */
export async function noteLocale(spoken: Locale): Promise<void> {
  // A choice that has not come yet must not be taken for one that was never made.
  if (!vault.value || coming.value === 'fetching' || locale.peek() !== spoken) return;
  if (settings.value.locale !== spoken) await setting({ locale: spoken });
}

/** Before anything is kept it only stands outside, where the lock reads it too. */
export async function changeTheme(next: NonNullable<Settings['theme']>): Promise<void> {
  noteOutside({ theme: next });
  if (vault.value) await setting({ theme: next });
}

/** A browser that keeps nothing shows it all the same, until the page is closed. */
export function noteOutside(fields: Partial<UnsealedPrefs>): void {
  const now = outside.peek();
  const names = Object.keys(fields) as (keyof UnsealedPrefs)[];
  if (names.every((name) => now[name] === fields[name])) return;
  (outside as Signal<UnsealedPrefs>).value = { ...now, ...fields };
  vaults.writeUnsealedPrefs(fields).catch(noted('outside write'));
}
