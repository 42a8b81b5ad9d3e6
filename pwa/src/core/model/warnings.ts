/**
 * What Today and More must say before anything else, and the one thing to do about each. Nothing here ever stands in the way
 * of help: a warning is a line to read and one place to press.
 */
import type { Entry } from './plain.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How far the phone's clock may be from the server's: entries carry a date, so a day is what can land wrong. */
const clockMay = day;
/** For so long the copy may be behind without a word: a weekend in the mountains is no fault. */
const silentFor = 3 * day;

/**
 * Why this browser keeps nothing, or why what it keeps does not open. `storage`: no database · `keys`: none for keys (a private
 * window, Lockdown Mode) · `lost-key`: the diary is here, its key is gone · `newer`: a newer app has been at it.
 */
export type Refusal = 'storage' | 'keys' | 'lost-key' | 'newer';

/** Most serious first. */
export const order = [
  'storage',
  'keys',
  'lost-key',
  'outdated',
  'phone-full',
  'erased',
  'clock',
  'device',
  'moving',
  'vault-full',
  'refused',
  'rollback',
  'unreadable',
  'silent',
  'update',
  'no-code',
  'deletions',
] as const;
export type Warning = (typeof order)[number];

/** What one can do about it: exactly one thing each. */
export type WarningAction =
  /** outside the app, as the words say: another window, the phone's own settings, room on the phone */
  | 'outside'
  | 'open-with-code'
  /** take the new version into use, or look for one */
  | 'update'
  /** save a file of the diary outside the app */
  | 'take-out'
  | 'choose'
  | 'sync'
  /** no server to ask: the person says that the date is right */
  | 'date-is-right'
  /** own words of their own: shared/NewDevice.tsx, shared/notices/MoveNotice.tsx */
  | 'say-whose'
  | 'look-how-far'
  | 'make-code'
  | 'erase-now';

export interface Situation {
  refusal: Refusal | null;
  /** the last thing that was to be kept found no room on this phone */
  phoneFull: boolean;
  sync: 'local' | 'idle' | 'waiting' | 'syncing' | 'offline' | 'gone' | 'failed' | 'erased' | 'full' | 'refused';
  /** what the server did that an honest one never does; `newer`: records or answers of a newer app */
  troubles: ReadonlySet<'rollback' | 'unreadable' | 'refused' | 'newer'>;
  clock: WrongClock | null;
  unknownDevice: boolean;
  /** a rotation is under way, or has just been done */
  moving: boolean;
  hasCode: boolean;
  /** in milliseconds; null when nothing has been taken to the server yet */
  syncedAt: number | null;
  now: number;
  /** a new version of the app rests beside this one */
  update: boolean;
  /** something worth a code is written, and he has not said that it shall be on this phone only */
  codeIsDue: boolean;
  /** boxes that are still to be erased on the server */
  deletionsLeft: number;
}

/** A clock that may be wrong: what the phone says, and the moment that speaks against it. */
export interface WrongClock {
  by: 'server' | 'diary';
  against: number;
}

/**
 * The server's clock decides when it has been heard. Without it the diary does: something that is written more than a day
 * from now. `right`: the newest moment for which the person has said that the date is right.
 */
export function clockWrong(now: number, server: number | null, newest: number, right: number): WrongClock | null {
  if (server !== null) return Math.abs(server) > clockMay ? { by: 'server', against: now + server } : null;
  return newest > now + clockMay && newest > right ? { by: 'diary', against: newest } : null;
}

/** When something was last written, in milliseconds; 0 for an empty diary. */
export function newest(entries: Iterable<Entry>): number {
  let top = 0;
  for (const { changed } of entries) top = Math.max(top, changed);
  return top;
}

/** Whether the copy on the server has not been reached for days. Being offline is no fault, and is not called one. */
const silent = ({ hasCode, sync, syncedAt, now }: Situation): boolean =>
  hasCode && ['offline', 'gone', 'failed'].includes(sync) && syncedAt !== null && now - syncedAt > silentFor;

const stands: Record<Warning, (it: Situation) => boolean> = {
  storage: ({ refusal }) => refusal === 'storage',
  keys: ({ refusal }) => refusal === 'keys',
  'lost-key': ({ refusal }) => refusal === 'lost-key',
  outdated: ({ refusal, troubles }) => refusal === 'newer' || troubles.has('newer'),
  'phone-full': ({ phoneFull }) => phoneFull,
  erased: ({ sync }) => sync === 'erased',
  clock: ({ clock }) => clock !== null,
  device: ({ unknownDevice }) => unknownDevice,
  moving: ({ moving }) => moving,
  'vault-full': ({ sync }) => sync === 'full',
  refused: ({ troubles }) => troubles.has('refused'),
  rollback: ({ troubles }) => troubles.has('rollback'),
  unreadable: ({ troubles }) => troubles.has('unreadable'),
  silent,
  update: (it) => it.update && !stands.outdated(it),
  'no-code': ({ codeIsDue, hasCode }) => codeIsDue && !hasCode,
  deletions: ({ deletionsLeft }) => deletionsLeft > 0,
};

/** All that stands, most serious first. */
export const warnings = (it: Situation): Warning[] => order.filter((warning) => stands[warning](it));

/** What Today says before anything else. That there is no code yet is an offer there, further down: it is no fault, and it can wait. */
export const firstOnToday = (it: Situation): Warning[] =>
  warnings(it)
    .filter((warning) => warning !== 'no-code')
    .slice(0, 1);

const actions: Record<Exclude<Warning, 'clock'>, WarningAction> = {
  storage: 'outside',
  keys: 'outside',
  'lost-key': 'open-with-code',
  outdated: 'update',
  'phone-full': 'outside',
  erased: 'choose',
  device: 'say-whose',
  moving: 'look-how-far',
  'vault-full': 'take-out',
  refused: 'take-out',
  rollback: 'take-out',
  unreadable: 'take-out',
  silent: 'sync',
  update: 'update',
  'no-code': 'make-code',
  deletions: 'erase-now',
};

/** What is over when it is said: it can also be put away, until it happens again. */
export const warningGoesAway = (warning: Warning): boolean => warning === 'rollback' || warning === 'unreadable';

export function warningAction(warning: Warning, { clock }: Pick<Situation, 'clock'>): WarningAction {
  if (warning === 'clock') return clock?.by === 'diary' ? 'date-is-right' : 'outside';
  return actions[warning];
}

/** Why the diary that rests here did not open, from what was thrown; null when it is only locked. */
export function openingRefused(fault: unknown): Refusal | null {
  const name = nameOf(fault);
  if (name === 'Locked') return null;
  if (name === 'NoKey' || name === 'Unreadable') return 'lost-key';
  return outgrown(name) ? 'newer' : 'storage';
}

/** Why something was not kept; null when the fault says nothing of the phone. */
export function keepingRefused(fault: unknown): 'full' | 'newer' | null {
  const name = nameOf(fault);
  if (name === 'QuotaExceededError') return 'full';
  return outgrown(name) ? 'newer' : null;
}

/** The database is of a newer app, or was taken over by one in another tab, which closes it here. */
const outgrown = (name: string): boolean => name === 'VersionError' || name === 'InvalidStateError';

const nameOf = (fault: unknown): string => {
  const { name } = (typeof fault === 'object' ? (fault ?? {}) : {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
};
