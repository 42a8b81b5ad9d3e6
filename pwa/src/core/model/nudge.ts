/** What a reminder says on the lock screen when it is no summary. The words are the pack's; the choice among them is made here. */
import type { Bundle } from './content.ts';
import { daysBetween } from './dates.ts';
import type { NudgeStyle } from './records.ts';

export type NudgeKind = 'daily' | 'weekly' | 'step' | 'own' | 'comeback';
export const nudgeKinds: readonly NudgeKind[] = ['daily', 'weekly', 'step', 'own', 'comeback'];

/** What the phone knows that makes one sentence fit better than another. */
export interface Moment {
  /** the local date */
  date: string;
  /** 0–23 on the clock of this device */
  hour: number;
  /** something is written in the diary today */
  logged: boolean;
  /** what rings is the week's practice, which waits for *gjort · prøvd · ikke ennå*, and not the next step */
  practice: boolean;
  /** what a reminder of one's own is for */
  own: OwnSort;
}

/** The keys of the pack's words that fit the moment, the best first; a style without any says one of its other lines. */
function wanted(kind: NudgeKind, moment: Moment): string[] {
  const evening = moment.hour >= 17;
  if (kind === 'daily' && moment.logged) return evening ? ['logged-evening', 'logged'] : ['logged'];
  if (kind === 'daily') return [evening ? 'evening' : 'day'];
  if (kind === 'step') return [moment.practice ? 'practice' : 'next'];
  // «For i kveld» is no word for the morning; that something was agreed with somebody is none for a lock screen.
  const plain = moment.own === 'agreement' || (moment.own === 'evening' && !evening);
  if (kind === 'own') return plain ? ['reminder'] : [moment.own, 'reminder'];
  return kind === 'weekly' ? ['week'] : [];
}

/** Lines that would be wrong at any other moment. */
const onlyThen: readonly string[] = [
  ...['logged', 'logged-evening', 'evening', 'day'],
  ...['practice', 'later', 'booster', 'empty'],
];

/** From the fullest style that the pack has words for down to the neutral one; null when it has none for this kind. */
export function nudgeWords(
  nudges: Bundle['nudges'],
  kind: NudgeKind,
  style: NudgeStyle,
  moment: Moment,
): string | null {
  const styles: NudgeStyle[] = style === 'neutral' ? ['neutral'] : [style, 'discreet', 'neutral'];
  for (const each of styles) {
    const lines = nudges[kind]?.[each] ?? {};
    const fitting = wanted(kind, moment).find((key) => lines[key]);
    if (fitting) return lines[fitting] ?? null;
    const general = Object.keys(lines).filter((key) => !onlyThen.includes(key));
    // They take turns, so that a reminder does not say the same every day.
    const turn = general[daysBetween('2020-01-01', moment.date) % general.length];
    if (turn) return lines[turn] ?? null;
  }
  return null;
}

/** What a reminder is for, and so which of the pack's words it says. */
export type OwnSort = 'later' | 'evening' | 'booster' | 'agreement' | 'reminder';
