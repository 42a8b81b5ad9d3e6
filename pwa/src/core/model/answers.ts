/** Answers to the exercises: where they rest, what they say in words, and which step of the pack makes which. */

import { readAnswer } from './codec.ts';
import type { Bundle, Exercise, Option, Programme, Step, Text } from './content.ts';
import { belongs, type Reader } from './face.ts';
import { ofKind } from './kinds.ts';
import type { Entry, Fields } from './plain.ts';
import type { Answer } from './records.ts';

export type Entries = ReadonlyMap<string, Entry>;
export type DeviceRecords = ReadonlyMap<string, Fields>;
export type TextKind = 'module' | 'page' | 'tool';

/** The exercises that ask for an answer: all but practise and review. */
export type AskingExercise = Extract<Exercise, { answer: string }>;

/** The step that makes an answer. */
export interface Maker {
  kind: TextKind;
  /** the programme's id; `pages` and `tools` for texts outside programmes */
  programme: string;
  text: Text;
  step: Step;
  exercise: AskingExercise;
}

/** The name under which the answer of a step rests, in the vault or on the device only. */
export const answerName = (programme: string, text: string, step: string): string =>
  `answer/${programme}/${text}/${step}`;

/** The programme a text belongs to, as answers store it. */
export function programmeOf(bundle: Bundle, kind: TextKind, id: string): string {
  if (kind === 'page') return 'pages';
  if (kind === 'tool') return 'tools';
  return bundle.programmes.find((it) => modulesOf(it).includes(id))?.id ?? 'stop';
}

/** The modules of a programme in the order people meet them: its own, the side paths, the boosters. */
export const modulesOf = (programme: Programme): string[] => [
  ...programme.modules,
  ...programme.side,
  ...Object.keys(programme.boosters),
];

export const textOf = (bundle: Bundle, kind: TextKind, id: string): Text | undefined =>
  (kind === 'module' ? bundle.modules : kind === 'page' ? bundle.pages : bundle.tools)[id];

export const asks = (exercise: Exercise | undefined): exercise is AskingExercise =>
  exercise !== undefined && 'answer' in exercise;

const made = new WeakMap<Bundle, readonly Maker[]>();

/** Every step of the pack that makes an answer, in the order people meet them: programmes first, then pages and tools. */
export function makers(bundle: Bundle): readonly Maker[] {
  const known = made.get(bundle) ?? gathered(bundle);
  made.set(bundle, known);
  return known;
}

function gathered(bundle: Bundle): Maker[] {
  const found: Maker[] = [];
  const add = (kind: TextKind, text: Text | undefined) => {
    for (const step of text?.steps ?? [])
      if (text && asks(step.exercise))
        found.push({ kind, programme: programmeOf(bundle, kind, text.id), text, step, exercise: step.exercise });
  };
  for (const programme of bundle.programmes) for (const id of modulesOf(programme)) add('module', bundle.modules[id]);
  for (const text of Object.values(bundle.pages)) add('page', text);
  for (const text of Object.values(bundle.tools)) add('tool', text);
  return found;
}

/** The steps that this reader may open. */
export const makersFor = (bundle: Bundle, reader: Reader): Maker[] =>
  makers(bundle).filter((it) => belongs(bundle, reader, { kind: it.kind, id: it.text.id }));

export const makerOf = (bundle: Bundle, answer: string): Maker | undefined =>
  makers(bundle).find((it) => it.exercise.answer === answer);

/** All answers by their name in the pack (`reason`, `barrier` …): those of the vault and those of this phone. */
export function answers(entries: Entries, device: DeviceRecords): Map<string, Answer> {
  const found = new Map<string, Answer>();
  const add = (fields: Fields): void => {
    const answer = readAnswer(fields);
    if (answer) found.set(answer.answer, answer);
  };
  for (const { fields } of ofKind(entries, 'answer')) add(fields);
  for (const [name, fields] of device) if (name.startsWith('answer/')) add(fields);
  return found;
}

/** The modules in which something was answered; one that was gone through without is read. */
export const answeredModules = (entries: Entries, device: DeviceRecords): Set<string> =>
  new Set([...answers(entries, device).values()].map(({ module }) => module));

/** Lines of a text field, without blank ones. */
export const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const optionsOf = (exercise: AskingExercise): Option[] => ('options' in exercise ? exercise.options : []);

/** So many own lines where any number of choices may stand. Chosen by us; no source. */
export const MOST_OWN = 6;

/** One thing of an answer: `key` is its code, or the own words themselves. */
export interface Item {
  key: string;
  words: string;
}

/**
 * The things chosen, then those in own words; what is written twice is one thing, with one number and one time. Codes no longer
 * in the pack say nothing.
 */
export const itemsOf = (exercise: AskingExercise, answer: Partial<Answer>): Item[] => [
  ...optionsOf(exercise)
    .filter((option) => answer.codes?.includes(option.code))
    .map(({ code, label }) => ({ key: code, words: label })),
  ...[...new Set(linesOf(answer.own_text))].map((words) => ({ key: words, words })),
];

/** What a person answered, line by line: the labels of the codes chosen, then own words. Codes no longer in the pack say nothing. */
export function answerLines(exercise: AskingExercise, answer: Partial<Answer>): string[] {
  if (exercise.kind === 'scale') return answer.scale === undefined ? [] : [String(answer.scale)];
  if (exercise.kind === 'table')
    return exercise.boxes.map((box) => (answer[`box_${box.code}_text`] ?? '').trim()).filter(Boolean);
  if (exercise.kind === 'write') return answer.own_text?.trim() ? [answer.own_text.trim()] : [];
  return itemsOf(exercise, answer).map((it) => it.words);
}
