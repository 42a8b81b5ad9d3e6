/**
 * Figures for the organisation: what is asked at the start, after 4 and 12 weeks and after 6 months, and how an answer is blurred
 * before it leaves the phone (docs/operators/outcomes.md). `selfhelp/outcomes/questions.py` says the same for the server.
 */
import type { Entries } from './answers.ts';
import { consentOf, consentVersions } from './consents.ts';
import type { Face } from './content.ts';
import { addDays, daysBetween } from './dates.ts';
import { ofKind } from './kinds.ts';
import { began, programmeRest } from './pace.ts';
import { words } from './progress.ts';

/** Weeks since the first day, in two digits. */
export const waves = ['00', '04', '12', '26'] as const;
export type Wave = (typeof waves)[number];

/** Purchases, control, wellbeing, modules, where the diary is kept. */
export type QuestionCode = 'p' | 'c' | 'w' | 'm' | 'k';

export interface Question {
  code: QuestionCode;
  /** How many categories there are; the last one is no answer. */
  k: number;
  /** Waves at which it is asked. */
  waves: readonly Wave[];
}

/** Every phone sends an answer to each of them, also where its person is not asked: which programme is theirs shows in none. */
export const questions: readonly Question[] = [
  { code: 'p', k: 4, waves },
  { code: 'c', k: 4, waves },
  { code: 'w', k: 7, waves },
  { code: 'm', k: 4, waves: waves.slice(1) },
  // At the start hardly anybody has made a copy yet.
  { code: 'k', k: 4, waves: waves.slice(1) },
];

export const askedAt = (wave: Wave): Question[] => questions.filter((it) => it.waves.includes(wave));

/** What a person may answer: the lowest, the middle and the highest, or not. */
export type Level = 0 | 1 | 2;
export type Given = Level | 'none';
export type Answers = Partial<Record<QuestionCode, Given>>;

/** What those close to him are not asked. */
const hisOnly: readonly QuestionCode[] = ['p', 'c'];

/** What is asked of this person. */
export const askedOf = (wave: Wave, face: Face): QuestionCode[] =>
  askedAt(wave).flatMap(({ code }) => (face === 'stop' || !hisOnly.includes(code) ? [code] : []));

/** The category of an answer; no answer is one too. Those close to him have the second three of wellbeing. */
export function category({ code, k }: Question, given: Given | undefined, face: Face): number {
  if (given === undefined || given === 'none') return k - 1;
  return code === 'w' && face === 'near' ? given + 3 : given;
}

/**
 * The category that is sent: a coin (the lowest bit of the first byte) sends the true one, or one of the others, each as
 * likely. `dice`: random bytes. A byte that would favour some is passed over.
 */
export function blur(truth: number, k: number, dice: Uint8Array): number {
  const [coin = 0, ...rest] = dice;
  if (coin % 2 === 0) return truth;
  const fair = 256 - (256 % (k - 1));
  const place = (rest.find((byte) => byte < fair) ?? 0) % (k - 1);
  return place < truth ? place : place + 1;
}

/** How much one answer can shift what somebody else holds for likely: odds change by e^ε at the most. */
export const epsilonOf = ({ k }: Pick<Question, 'k'>): number => Math.log(k - 1);

/** The one record about it, `outcomes`, which exists once per person: `at_<wave>`, the date on which it was answered. */
const kept = (entries: Entries) => ofKind(entries, 'outcomes')[0]?.fields ?? {};

export const answeredOn = (entries: Entries, wave: Wave): string | undefined => words(kept(entries)[`at_${wave}`]);
export const answeredFields = (wave: Wave, date: string): Record<string, string> => ({ [`at_${wave}`]: date });

/** What has been spent of all that can be: the sum of ε over the answers that were given. */
export function budget(entries: Entries): { spent: number; all: number } {
  const cost = (wave: Wave) => askedAt(wave).reduce((sum, it) => sum + epsilonOf(it), 0);
  const sum = (of: readonly Wave[]) => of.reduce((total, wave) => total + cost(wave), 0);
  return { spent: sum(waves.filter((wave) => answeredOn(entries, wave))), all: sum(waves) };
}

/** The days, from the first, on which a wave can be answered. */
const windows: Record<Wave, readonly [from: number, until: number]> = {
  '00': [0, 13],
  '04': [28, 55],
  '12': [84, 125],
  '26': [182, 237],
};

/** Whether the words that stand now were agreed to. */
export function agreed(entries: Entries): boolean {
  const consent = consentOf(ofKind(entries, 'consents')[0]?.fields, 'figures');
  return consent?.given === true && consent.version === consentVersions.figures;
}

/** The wave that can be answered on this date, whether agreed to or not; null when none can, or it was. */
export function openWave(entries: Entries, date: string): Wave | null {
  const from = began(entries);
  if (!from) return null;
  const day = daysBetween(from, date);
  const wave = waves.find((it) => day >= windows[it][0] && day <= windows[it][1]);
  return wave && !answeredOn(entries, wave) ? wave : null;
}

/** The wave that Today asks about: not in a pause. */
export function waveDue(entries: Entries, date: string): Wave | null {
  return agreed(entries) && programmeRest(entries, date)?.kind !== 'pause' ? openWave(entries, date) : null;
}

/** The date from which the next wave can be answered; null after the last. */
export function nextWave(entries: Entries, date: string): { wave: Wave; from: string } | null {
  const first = began(entries) ?? date;
  const day = daysBetween(first, date);
  const wave = waves.find((it) => windows[it][0] > day);
  return wave ? { wave, from: addDays(first, windows[wave][0]) } : null;
}

/** Whether Today asks, once, if the person wants to give figures: in the second week of the start, then no more. */
export function offersFigures(entries: Entries, date: string): boolean {
  const from = began(entries);
  const asked = consentOf(ofKind(entries, 'consents')[0]?.fields, 'figures') !== null;
  const day = from ? daysBetween(from, date) : -1;
  return !asked && !programmeRest(entries, date) && day >= OFFER_FROM && day <= windows['00'][1];
}
/** The first days are for other things. */
const OFFER_FROM = 2;
