/** Faults as the phone keeps them for whoever wants to report one: no words of the person's, no ids, no address, no date. */
import { type DayPart, isPart } from './dates.ts';
import type { Fields } from './plain.ts';

export interface Fault {
  /** Where in the code it was caught, and what kind of error it was: `sync TypeError`. */
  code: string;
  /** The screen that stood. */
  screen: string;
  part: DayPart;
  /** How often it came in a row. */
  times: number;
}

/** So many are kept; the oldest go first. */
export const mostFaults = 50;

const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\w .-]{1,60}$/.test(value);

/** No fault of the app: there is no connection, or the diary was closed meanwhile, by its lock or another tab. */
export function isOrdinary(fault: unknown, online: boolean): boolean {
  const { name, why, message } = (fault ?? {}) as { name?: unknown; why?: unknown; message?: unknown };
  if (name === 'Closed' || (name === 'Unanswered' && why === 'offline')) return true;
  // How browsers say that a request, or a part of the app, could not be had.
  return !online && name === 'TypeError' && /fetch|load|import/i.test(String(message));
}

/** The kind of an error: the name of its class and, where it gives one, its reason in one word. Never its message, which may hold words or ids. */
export function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const { why } = fault as { why?: unknown };
  return [fault.name, why].filter((it) => typeof it === 'string' && /^[\w-]{1,30}$/.test(it)).join(' ') || 'Error';
}

/** Adds one; the same fault again is counted instead. */
export function withFault(all: readonly Fault[], { code, screen, part }: Omit<Fault, 'times'>): Fault[] {
  const last = all.at(-1);
  if (last && last.code === code && last.screen === screen && last.part === part)
    return [...all.slice(0, -1), { ...last, times: last.times + 1 }];
  return [...all, { code, screen, part, times: 1 }].slice(-mostFaults);
}

/** The fields of their record, which never leaves this phone. */
export const faultFields = (all: readonly Fault[]): Fields => ({ faults: all.map((it) => ({ ...it })) });

/** The faults in a record; what is out of form is left out. */
export function readFaults(fields: Fields | undefined): Fault[] {
  const list = Array.isArray(fields?.faults) ? fields.faults : [];
  return list.flatMap((it) => {
    const { code, screen, part, times } = (it ?? {}) as Record<string, unknown>;
    const whole = isWord(code) && isWord(screen) && isPart(part) && Number.isInteger(times);
    return whole ? [{ code, screen, part, times: times as number }] : [];
  });
}
