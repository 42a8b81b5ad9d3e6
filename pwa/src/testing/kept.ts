/** What somebody has kept for weeks, as the diaries of tests hold it. */
import { addDays } from '../core/model/dates.ts';
import type { Vault } from '../core/vault/types.ts';

/** The day of `NOON` (app.ts). */
const TODAY = '2026-11-23';

/** The local date so many days ago. */
export const ago = (days: number): string => addDays(TODAY, -days);

/** Days ago, strength, strength afterwards, way. */
const urges = [
  [1, 6, 2, 'wave'],
  [2, 4, null, null],
  [3, 7, 3, 'wave'],
  [5, 3, 2, 'breathing'],
  [6, 8, 5, 'call'],
  [8, 5, 3, 'wave'],
  [10, 6, 4, 'waiting'],
  [13, 4, 1, 'call'],
  [17, 6, 3, 'wave'],
  [22, 5, 2, 'wave'],
  [26, 7, 4, 'wave'],
  [33, 8, null, null],
  [40, 7, null, null],
] as const;

/** Urges of seven weeks and two purchases. */
export async function weeks(vault: Vault): Promise<void> {
  for (const [days, strength, after, way] of urges) {
    const ridden = after === null ? {} : { after, way, minutes: 6 + (days % 9) };
    await vault.create('urge', { date: ago(days), part: 'evening', strength, triggers: ['stress'], ...ridden });
  }
  for (const days of [20, 34]) await vault.create('purchase', { date: ago(days), part: 'evening' });
}

/** An answer of the first module of the programme. */
export const answered = (vault: Vault, step: string, given: Record<string, string | string[]>): Promise<string> =>
  vault.write(`answer/stop/first-hold/${step}`, 'answer', {
    programme: 'stop',
    module: 'first-hold',
    step,
    answer: step,
    at: ago(6),
    ...given,
  });
