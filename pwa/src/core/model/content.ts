/** The compiled content bundle, one per locale: a tree of blocks, never HTML. Written by `selfhelp/modules/compile.py`. */

export type Locale = 'nb' | 'en';

/** Words in a line. A string is plain text; `source` is a footnote mark; `to` says what a link opens. */
export type Inline =
  | string
  | { t: 'strong' | 'em'; words: Inline[] }
  | { t: 'link'; to: Target; words: Inline[] }
  | { t: 'source'; id: string };

/** `step` is a step of the same text; `help` is a service of the directory. */
export type Target = { kind: 'step' | 'page' | 'tool' | 'module' | 'help'; id: string };

export type Block =
  | { t: 'p'; words: Inline[] }
  | { t: 'list'; ordered: boolean; items: Block[][] }
  | { t: 'quote'; blocks: Block[] }
  /** A `help:` link alone in a paragraph. */
  | { t: 'call'; service: string; words: Inline[] };

/** One `- code = label` line of an exercise. `label` is never absent: codes of `codes.toml` are filled in by the compiler. */
export interface Option {
  code: string;
  label: string;
  /** The option's own reply. */
  reply?: Block[];
  /** A button below the reply. */
  go?: Target;
  /** In a `call` list: the service that this option rings. */
  service?: string;
}

interface Common {
  answer: string;
  minutes: number;
  ask?: string;
  hint?: string;
  /** Names of earlier answers, shown in boxes of their own. */
  show: string[];
  /** Places of the plan this answer is added to. */
  plan: PlanPlace[];
  /** `device` never leaves the phone, `none` is never stored. */
  keep: 'sync' | 'device' | 'none';
}

export type PlanPlace =
  | 'reasons'
  | 'triggers'
  | 'plans'
  | 'alternatives'
  | 'barriers'
  | 'people'
  | 'evenings'
  | 'steady'
  | 'limits'
  | 'safety';

export type Exercise =
  | (Common & { kind: 'write'; lines: number })
  /** `least`..`most` choices; `pick: any` is 0..all. */
  | (Common & { kind: 'choose'; least: number; most: number; own: boolean; options: Option[] })
  /** 0–10 with its ends in words; `ranges` hold the replies. */
  | (Common & {
      kind: 'scale';
      low: string;
      high: string;
      ranges: { from: number; to: number; reply: Block[]; go?: Target }[];
    })
  | (Common & { kind: 'list'; most: number; own: boolean; becomes?: 'call' | 'time'; options: Option[] })
  | (Common & {
      kind: 'table';
      form: 'balance' | 'chain' | 'record';
      boxes: { code: string; label: string; help?: Block[] }[];
    })
  | (Common & { kind: 'ifthen'; if: string; then: string; start?: string; own: boolean; options: Option[] })
  | { kind: 'practise'; minutes: number; tool: string; done?: string }
  | { kind: 'review'; show: string[]; empty?: string };

export type StepKind = 'read' | Exercise['kind'];

export interface Step {
  id: string;
  title: string;
  kind: StepKind;
  blocks: Block[];
  exercise?: Exercise;
}

/** The practice for the week, under the heading `{#practice}`. */
export interface Practice {
  title: string;
  blocks: Block[];
  show: string[];
  /** It stands also where nothing of what it shows was chosen. */
  always?: true;
  do: string;
  when: string;
  smallest: string;
  /** the same for who chose this option of what is shown */
  smallest_of?: Record<string, string>;
  obstacle: string;
  next: string;
}

export interface Source {
  id: string;
  author: string;
  title: string;
  year?: number;
  where?: string;
  doi?: string;
  url?: string;
  checked?: string;
}

/** Whose app it is: his own, or that of somebody close to him. */
export type Face = 'stop' | 'near';

/** A recording of a text that is read aloud. It is no part of the bundle: a phone fetches it when it is played, or downloaded. */
export interface Recording {
  /** `/content/<SHA-256 in hex>.<ending>` */
  address: string;
  /** Media type. */
  type: string;
  bytes: number;
  seconds: number;
  /** `none`: a sound in which nobody speaks. No voice is made by a machine. */
  voice: 'human' | 'none';
  /** Who reads, if they want to be named. */
  credit?: string;
}

/** A module, a page or a tool. */
export interface Text {
  id: string;
  title: string;
  /** The paragraph(s) under the title. */
  intro: Block[];
  minutes: number;
  steps: Step[];
  practice?: Practice;
  sources: Source[];
  /** True until every needed role has signed the present words: the screen says «Utkast – ikke faglig gjennomgått». */
  draft: boolean;
  /** The suicide question follows this step. */
  ask_safety_after?: string;
  /** Modules: the card that it ends at. What stands after it is read by whoever likes. */
  ends?: string;
  /** From this step on the page comes back by itself. */
  later: { from: string; when: 'next day' }[];
  /** Stands on Today in this place for so many days. */
  stands?: { place: PlanPlace; days: number };
  /** Tools: in whose «Vanskelig nå» it is offered. The others stand in the list of tools alone. */
  offered: Face[];
  /** Tools made to be listened to: seconds of silence after each paragraph. */
  pause?: number;
  /** Tools made to be listened to: the text as a person has read it. */
  audio?: Recording;
  /** Pages that are opened in need: each step is folded under its title, and what stands alone last in the intro is the button. */
  folded?: true;
}

export interface Programme {
  id: string;
  title: string;
  modules: string[];
  tracks: Record<string, string[]>;
  side: string[];
  /** When a side path fits: «Hva gjelder det?» holds one of `what`, or the diary one of `triggers`. */
  offers: Record<string, { what: string[]; triggers: string[] }>;
  /** Modules too, each with the days from the programme's end to its own. */
  boosters: Record<string, number>;
}

/** On these days (Monday is 1) from one minute of the day to another, in Norway; past midnight `to` is over 1440. */
export interface OpenRange {
  days: number[];
  from: number;
  to: number;
}

export type Times = '24/7' | OpenRange[];

export interface Service {
  id: string;
  country: string;
  needs: string[];
  name: string;
  does: string;
  phone?: string;
  url?: string;
  /** When it is open, in words, or "24/7". */
  hours?: string;
  /** The same as times, where they are known as such. */
  open?: OpenRange[];
  chat?: Times;
  /** Whether the hours hold on public holidays. */
  holidays?: 'open' | 'closed';
  languages: string[];
  anonymous: boolean;
  source: string;
  /** Of the source. */
  year?: number;
  /** The day on which somebody last rang or opened it. */
  rung?: string;
}

export interface Code {
  code: string;
  label: string;
}

export interface Measure {
  id: string;
  range: [number, number];
  better: 'high' | 'low';
  /** days */
  every: number;
  for: Face[];
  ask: string;
  /** the ends in words */
  low?: string;
  high?: string;
  /** one a value, in place of the ends */
  labels?: string[];
}

/** Who runs the app and answers for what the server holds, with or without coaches. */
export interface Operator {
  name: string;
  /** On one line. */
  address?: string;
  contact?: Contact;
}

/** Where people write or ring: an e-mail address, an https address without a query, or digits. */
export interface Contact {
  kind: 'mail' | 'page' | 'phone';
  at: string;
}

/** Who answers in coach threads. Keys and signatures are standard base64. */
export interface Organisation {
  name: string;
  /** P-256 public key, 65 bytes: what vouches for every coach. */
  key: string;
  /** From the first key to the present one: each signed by the one before. */
  succession: { key: string; signature: string }[];
  /** When coaches are there, in words. */
  coach_hours: string;
  /** By when somebody answers, in words. */
  promise: string;
}

/** What a person reads, chooses from and fills in when writing to a coach. */
export interface CoachTexts {
  /** Agreed to before the first word. Steps to read, with the operator's name, hours and promise in them. */
  consent: Text;
  /** Of the consent, as in core/model/consents.ts: new meaning, new version. */
  version: string;
  first: { ask: string; ask_hint: string; text: string; text_hint: string };
  /** What a first message may be about: the codes go with it. */
  about: Record<Face, Code[]>;
  checkin: {
    title: string;
    intro: string;
    /** 0 to 10, from `low` to `high` */
    how: string;
    low: string;
    high: string;
    practice: string;
    question: string;
    /** How often, with the three choices. */
    rhythm: string;
    rhythm_hint: string;
    week: string;
    fortnight: string;
    never: string;
  };
}

/** Where a coach's answer begins. Plain text, unsigned; never sent while `[[` or `]]` stands in it. */
export interface Reply {
  id: string;
  title: string;
  text: string;
}

/** What only coaches read, at the manifest's `coach`. Its links and services are those of the bundle in the same language. */
export interface CoachBundle {
  version: string;
  locale: Locale;
  guide: Text;
  replies: Reply[];
}

/** What the operator says to everybody for a time. The languages have the same `id`. */
export interface OperatorNotice {
  id: string;
  words: Inline[];
  /** The moments between which it is shown, ISO 8601 in UTC; the second is no longer part of it. */
  from: string;
  until: string;
  level: 'info' | 'important';
}

export interface Bundle {
  version: string;
  locale: Locale;
  name: string;
  masks: string[];
  /** The pages in Help, the most urgent first. */
  help: Record<Face, string[]>;
  programmes: Programme[];
  modules: Record<string, Text>;
  pages: Record<string, Text>;
  tools: Record<string, Text>;
  /** triggers, places, feelings, ways */
  codes: Record<string, Code[]>;
  /** Labels of the needs in the directory, in the order they are shown. */
  needs: Code[];
  directory: Service[];
  /** nudges[kind][style][key] = words */
  nudges: Record<string, Record<string, Record<string, string>>>;
  measures: Measure[];
  /** Null: whoever runs it has not said who they are. Absent: a phone has kept a bundle from before it could be said. */
  operator?: Operator | null;
  /** Absent: no coaches here. */
  organisation?: Organisation;
  /** There whenever `organisation` is. */
  coach?: CoachTexts;
  /** Absent: there is none. */
  notice?: OperatorNotice;
}
