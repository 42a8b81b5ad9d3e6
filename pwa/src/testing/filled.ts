/** A diary that somebody has kept for seven weeks; dates count back from `today`. */
import { addDays } from '../core/model/dates.ts';
import type { Fields } from '../core/model/plain.ts';
import type { Vault } from '../core/vault/types.ts';

type Row = [
  days: number,
  part: string,
  strength: number,
  after: number | null,
  way: string,
  triggers: string[],
  place: string,
];

const urges: readonly Row[] = [
  [1, 'evening', 6, 2, 'wave', ['home-alone', 'stress'], 'home'],
  [2, 'evening', 4, null, '', ['bored'], 'home'],
  [3, 'night', 7, 3, 'wave', ['phone-bed', 'lonely'], 'home'],
  [5, 'day', 3, 2, 'breathing', ['stress'], 'work'],
  [6, 'evening', 8, 5, 'call', ['travel', 'lonely'], 'travel'],
  [8, 'evening', 5, 3, 'wave', ['home-alone'], 'home'],
  [10, 'evening', 6, 4, 'waiting', ['stress', 'payday'], ''],
  [12, 'night', 7, null, '', ['alcohol'], 'out'],
  [13, 'evening', 4, 1, 'call', ['home-alone'], 'home'],
  [15, 'day', 3, null, '', [], 'work'],
  [17, 'evening', 6, 3, 'wave', ['lonely'], 'home'],
  [19, 'evening', 8, 6, 'waiting', ['travel'], 'travel'],
  [22, 'evening', 5, 2, 'wave', ['home-alone'], 'home'],
  [24, 'night', 6, null, '', ['phone-bed'], 'home'],
  [26, 'evening', 7, 4, 'wave', ['home-alone', 'argument'], 'home'],
  [29, 'evening', 5, null, '', ['bored'], ''],
  [33, 'evening', 8, null, '', ['alcohol'], 'out'],
  [36, 'morning', 4, 2, 'breathing', ['tired'], 'home'],
  [40, 'evening', 7, null, '', ['travel'], 'travel'],
  [45, 'evening', 6, null, '', ['home-alone'], 'home'],
];

export const own = {
  reason: 'Jeg vil slippe å skjule noe.',
  barrier: 'Laderen står i gangen fra klokka 22.',
  good: 'Gikk en tur med en kollega i lunsjen.',
  text: 'Kom hjem til tomt hus. Satte på vannkokeren i stedet for å sette meg.',
  apart: 'Kom hjem til tomt hus. Ringte broren min før jeg tok av meg skoene.',
} as const;

/** Writes it; the id of the newest entry. */
export async function fill(vault: Vault, today: string): Promise<string> {
  const before = (days: number): string => addDays(today, -days);
  const ids: string[] = [];
  await vault.write('settings', 'settings', { what: ['again'] });
  for (const [days, part, strength, after, way, triggers, place] of urges) {
    const fields: Fields = {
      date: before(days),
      part,
      strength,
      triggers,
      ...(after !== null && { after, minutes: 6 + (days % 9) }),
      ...(way && { way }),
      ...(place && { place }),
    };
    ids.push(await vault.create('urge', fields));
  }
  await vault.create('purchase', { date: before(20), part: 'evening' });
  await vault.create('purchase', { date: before(34), part: 'night' });
  for (const [days, mood, peak, control] of [
    [1, 6, 6, 7],
    [2, 5, 4, 6],
    [4, 7, 2, 8],
  ] as const)
    await vault.write(`checkin/${before(days)}`, 'checkin', {
      date: before(days),
      mood,
      peak,
      control,
      good_text: own.good,
    });
  const answer = (step: string, given: Fields) =>
    vault.write(`answer/stop/first-hold/${step}`, 'answer', {
      programme: 'stop',
      module: 'first-hold',
      step,
      answer: step,
      at: before(6),
      ...given,
    });
  await answer('reason', { own_text: own.reason });
  await answer('trigger', { codes: ['home-alone'] });
  await answer('first-plan', { if_code: 'home-alone', codes: ['outside'] });
  await answer('barrier', { own_text: own.barrier });
  await vault.write('progress', 'progress', { began: before(43), 'done_first-hold': before(6) });
  return ids[0] ?? '';
}
