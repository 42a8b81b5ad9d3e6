/**
 * When «Har du tanker om å ta livet ditt?» is asked, and what an answer changes. The limits of mood and wellbeing are chosen by us; no
 * source. They are cautious on purpose and diagnose nothing. The safety plan behind the question follows Stanley and Brown 2012
 * (content/pages/safety/page.toml, which also says for how many days it stands on Today).
 */
import type { Measure } from './content.ts';
import { addDays } from './dates.ts';
import { isAbout } from './fortnight.ts';
import type { Answer, Checkin } from './records.ts';

/** The number that is rung when life may be in danger now: Norway's medical emergency number. */
export const EMERGENCY = '113';

/** A mood, or two weeks of life, this low (0–10) asks at once. Chosen by us; no source. */
const VERY_LOW = 1;
/** A mood this low (0–10) asks when it lasts for so many days running. Chosen by us; no source. */
const LOW = 3;
const LOW_DAYS = 3;

/** Whether the question follows the check-in of `date`. A day without a check-in breaks the row of low days. */
export function asksSafety(checkins: readonly Pick<Checkin, 'date' | 'mood'>[], date: string): boolean {
  const mood = (day: string): number => checkins.find((it) => it.date === day)?.mood ?? Number.POSITIVE_INFINITY;
  const lately = Array.from({ length: LOW_DAYS }, (_, ago) => mood(addDays(date, -ago)));
  return mood(date) <= VERY_LOW || lately.every((it) => it <= LOW);
}

/** Whether the question follows the fortnight's answers: life was as low as a mood that asks at once. */
export const fortnightAsksSafety = (
  measures: readonly Measure[],
  answer: (id: string) => number | undefined,
): boolean => measures.some((it) => isAbout(it, 'wellbeing') && (answer(it.id) ?? VERY_LOW + 1) <= VERY_LOW);

/** The answer of `date` as a code: `no`, `some`, `yes`. One of another day says nothing about now. */
export const safetyAnswerOn = (given: Partial<Pick<Answer, 'at' | 'codes'>>, date: string): string | undefined =>
  given.at === date ? given.codes?.[0] : undefined;

/** The answer that still stands when one comes back to the page on the same day: «nei» is asked anew. */
export const stillStands = (code: string | undefined): string | undefined => (code === 'no' ? undefined : code);

/** Whether 113 stands within the thumb's reach after this answer. */
export const inDanger = (code: string | undefined): boolean => code === 'yes';
