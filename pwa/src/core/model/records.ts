/** The kinds of records and their fields. Free text has the field name `text` or one that ends in `_text` (see merge). */
import type { DayPart } from './dates.ts';

export interface Urge {
  date: string;
  part: DayPart;
  /** 0–10; absent where he did not say */
  strength?: number;
  /** 0–10, after a way through */
  after?: number;
  /** how long he was at it; also where no strength was said */
  minutes?: number;
  /** id of a tool, or a code of the plan */
  way?: string;
  triggers?: string[];
  /** what came before, in short words of his own: each stands in a field of its own (word-fields.ts), or all together in this one */
  own_triggers?: string[];
  place?: string;
  feelings?: string[];
  own_feelings?: string[];
  did_text?: string;
  text?: string;
}

/** «Det endte med et kjøp». Counted among the times the urge came, and asked the same of what came before. */
export type Purchase = Pick<
  Urge,
  'date' | 'part' | 'triggers' | 'own_triggers' | 'place' | 'feelings' | 'own_feelings' | 'text'
>;

/** One a date: `checkin/<date>`. All 0–10; only the mood is always answered. */
export interface Checkin {
  date: string;
  mood: number;
  peak?: number;
  control?: number;
  good_text?: string;
}

/** The day of somebody close to him, in the same record (`checkin/<date>`). Each is answered by itself, or not at all. */
export interface NearCheckin {
  date: string;
  /** 0 poor, 1 fair, 2 good: the night before this date */
  sleep?: number;
  /** own limits: 0 not, 1 nearly, 2 held */
  limits?: number;
  /** 0–10 */
  mood?: number;
  /** talked with somebody, about anything */
  talked?: boolean;
  text?: string;
}

/** What became of the plan for an evening. */
export type EveningHeld = 'yes' | 'partly' | 'no';

/** A part of one day that was planned ahead, one a date: `evening/<date>`. An emptied field counts as none. */
export interface Evening {
  date: string;
  part: DayPart;
  /** code of the pack; `place_text` where it is written in own words */
  place?: string;
  place_text?: string;
  person_text?: string;
  /** what he does in the first minute */
  first_text?: string;
  /** what its reminder says on the lock screen, in place of the pack’s words */
  notice_text?: string;
  held?: EveningHeld;
}

/** `answer/<programme>/<module>/<step>`; pages use the programme `pages`. */
export interface Answer {
  programme: string;
  module: string;
  step: string;
  /** the answer's name in the pack */
  answer: string;
  /** the local date it was last changed */
  at: string;
  codes?: string[];
  /** own words, one a line */
  own_text?: string;
  scale?: number;
  if_code?: string;
  if_text?: string;
  /** `words<TAB>number`, one a line: people to call */
  phones_text?: string;
  /** a place in the week or the month for a code or own words: `mon 20:00`, `m15 20:00` */
  times?: Record<string, string>;
  /** `box_<code>_text`: a box of a table */
  [box: `box_${string}_text`]: string;
}

/** What has just happened, said beside `happened`. */
export type Happened = 'police' | 'found-out' | 'threatened';
export type What = 'once' | 'again' | 'afraid' | 'happened' | Happened | 'relative' | 'none';
export type NudgeStyle = 'neutral' | 'discreet' | 'full';

export interface Settings {
  locale?: 'nb' | 'en';
  theme?: 'light' | 'dark' | 'system';
  style?: NudgeStyle;
  what?: What[];
  /** own words that are no longer suggested, each in a field of its own: see word-fields.ts */
  [hidden: `hidden_${'triggers' | 'feelings'}_${string}`]: string;
}

export interface Consent {
  /** version of the text that was agreed to */
  version: string;
  date: string;
  given: boolean;
}

/**
 * What was written to a coach (`u`) or by one (`c`): `letter/<thread>/<from>/<n>`. What stands in `content` is described in
 * core/thread/types.ts.
 */
export interface LetterRecord {
  /** 16 bytes in hex; the record of kind `thread` with its keys has the same */
  thread: string;
  from: 'u' | 'c';
  n: number;
  /** place in the thread */
  seq: number;
  day: string;
  /** of `c`: the coach's id */
  coach?: string;
  /** what its sealed bytes are known again by */
  mark: string;
  /** the day on which the server was asked before it came, empty for never */
  since: string;
  content?: object | null;
  withdrawn?: boolean;
  /** instead of a content: the number of the one that it takes back */
  withdrew?: number;
}

/** The keys of the organisation that were ever pinned, one a field: once per person. */
export interface OrganisationRecord {
  /** 65 bytes in base64 */
  [key: `key_${string}`]: string;
}
