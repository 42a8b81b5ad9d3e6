/** One line of the plan, wherever it was written. */
import type { Maker } from './answers.ts';

export interface PlanLine {
  /** Its own in the whole plan, whatever the words: two answers may say the same. */
  key: string;
  words: string;
  /** absent for own words */
  code?: string;
  phone?: string;
  /** id of a service in the directory that this line rings */
  service?: string;
  /** `mon 20:00`, `m15 20:00` or `2026-12-03 20:00` */
  time?: string;
  /** the step that made the line, to go back to; absent for who was written straight into the plan */
  maker?: Maker;
  /** id of the record of who was written straight into the plan */
  person?: string;
  /** it was written apart, on another phone or in another tab, and waits for the choice where it was written */
  apart?: boolean;
  /** the first half of an if-then plan: «Når dette skjer» and the words */
  when?: { label: string; words: string; thenLabel: string };
}
