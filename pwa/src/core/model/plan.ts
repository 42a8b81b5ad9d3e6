/** The plan is drawn from the answers each time it is shown: nothing is copied, so a changed answer changes the plan. */
import {
  type AskingExercise,
  answerLines,
  answers,
  type DeviceRecords,
  type Entries,
  itemsOf,
  type Maker,
  makerOf,
  makers,
  optionsOf,
} from './answers.ts';
import type { Bundle, Face, PlanPlace } from './content.ts';
import { addDays } from './dates.ts';
import { ofKind } from './kinds.ts';
import { localRivals } from './local-record.ts';
import { nearDays } from './near.ts';
import type { Fields } from './plain.ts';
import type { PlanLine } from './plan-line.ts';
import { inOrder, onCard, orderOf, planFields, weekOf } from './plan-order.ts';
import { numbersOf, peopleWritten, rings } from './plan-people.ts';
import type { Answer } from './records.ts';

/** The «if» of an if-then plan in words: own words, else the label of the code, looked up where `start` was asked. */
export function whenOf(
  bundle: Bundle,
  exercise: Extract<AskingExercise, { kind: 'ifthen' }>,
  answer: Pick<Answer, 'if_code' | 'if_text'>,
): string {
  if (answer.if_text?.trim()) return answer.if_text.trim();
  const started = exercise.start ? makerOf(bundle, exercise.start) : undefined;
  return (started && optionsOf(started.exercise).find((it) => it.code === answer.if_code)?.label) ?? '';
}

export interface PlanPart {
  place: PlanPlace;
  lines: PlanLine[];
  /** the steps that made these lines, to go back to */
  makers: Maker[];
}

/** In the order they help in a hard moment. */
const order: readonly PlanPlace[] = [
  'plans',
  'alternatives',
  'people',
  'evenings',
  'barriers',
  'reasons',
  'triggers',
  'steady',
  'limits',
  'safety',
];

/** Where his own words say more than what he chose: they stand first until he has put them in another order. */
const ownFirst: readonly PlanPlace[] = ['reasons', 'steady'];

/** What was written apart of the numbers in answers, by the name of the answer: it rings too, before it has been chosen. */
function numbersApart(entries: Entries, device: DeviceRecords): Map<string, string> {
  const found = new Map<string, string>();
  const add = (answer: unknown, also: readonly { field: string; text: unknown }[]) => {
    const texts = also.filter((it) => it.field === 'phones_text').map((it) => String(it.text));
    if (texts.length > 0) found.set(String(answer), texts.join('\n'));
  };
  for (const { fields, also } of ofKind(entries, 'answer')) add(fields.answer, also);
  for (const [name, fields] of device) if (name.startsWith('answer/')) add(fields.answer, localRivals(fields));
  return found;
}

function linesOfMaker(bundle: Bundle, maker: Maker, answer: Answer, own: Fields, elsewhere = ''): PlanLine[] {
  const { exercise } = maker;
  const numbers = numbersOf(answer);
  const apart = numbersOf({ phones_text: elsewhere });
  const whenWords = exercise.kind === 'ifthen' ? whenOf(bundle, exercise, answer) : '';
  const items =
    'options' in exercise
      ? itemsOf(exercise, answer)
      : answerLines(exercise, answer).map((words) => ({ key: words, words }));
  return items.flatMap(({ key, words }): PlanLine[] => {
    const option = optionsOf(exercise).find((it) => it.code === key && it.label === words);
    const service = option?.service && bundle.directory.find((it) => it.id === option.service);
    const [phone = service ? service.phone : undefined, ...more] = (numbers.get(key) ?? []).filter(rings);
    const others = (apart.get(key) ?? []).filter((it) => rings(it) && it !== phone && !more.includes(it));
    const id = `${exercise.answer}/${option ? option.code : `«${words}»`}`;
    const time = answer.times?.[key] ?? weekOf(own, id);
    const line = { words, maker, ...(option && { code: option.code }) };
    return [
      {
        ...line,
        key: id,
        ...(service && { service: service.id }),
        ...(phone && { phone }),
        ...(time && { time }),
        ...(exercise.kind === 'ifthen' &&
          whenWords && { when: { label: exercise.if, words: whenWords, thenLabel: exercise.then } }),
      },
      ...more.map((it) => ({ ...line, key: `${id}/${it}`, phone: it })),
      ...others.map((it) => ({ ...line, key: `${id}/${it}`, phone: it, apart: true })),
    ];
  });
}

/** Who was named in several answers stands once, with the number where one was written. */
const once = (lines: readonly PlanLine[]): PlanLine[] =>
  lines.filter(
    ({ words, phone }, at) =>
      !lines.some(
        (other, n) => other.words === words && (phone === other.phone ? n < at : !phone && other.phone !== undefined),
      ),
  );

/** Every place of the plan that has something in it, each in his own order. */
export function drawPlan(entries: Entries, device: DeviceRecords, bundle: Bundle): PlanPart[] {
  const given = answers(entries, device);
  const own = planFields(entries);
  const all = makers(bundle).filter((it) => it.exercise.plan.length > 0);
  const apart = numbersApart(entries, device);
  return order.flatMap((place) => {
    const part: PlanPart = { place, lines: [], makers: [] };
    for (const maker of all) {
      const answer = given.get(maker.exercise.answer);
      if (!answer || !maker.exercise.plan.includes(place)) continue;
      const lines = linesOfMaker(bundle, maker, answer, own, apart.get(maker.exercise.answer));
      if (lines.length === 0) continue;
      // Only «plans» says when; among the alternatives an if-then plan is just the thing to do.
      part.lines.push(...(place === 'plans' ? lines : lines.map(({ when: _, ...line }) => line)));
      part.makers.push(maker);
    }
    if (place === 'people') part.lines = once([...part.lines, ...peopleWritten(entries)]);
    if (ownFirst.includes(place)) part.lines.sort((one, other) => Number(!!one.code) - Number(!!other.code));
    part.lines = inOrder(part.lines, orderOf(own, place));
    return part.lines.length > 0 ? [part] : [];
  });
}

const inPlace = (parts: PlanPart[], place: PlanPlace): PlanLine[] =>
  parts.find((it) => it.place === place)?.lines ?? [];

/** Whom he has said he can call, also those without a number. */
export const people = (entries: Entries, device: DeviceRecords, bundle: Bundle): PlanLine[] =>
  inPlace(drawPlan(entries, device, bundle), 'people');

/** What he has said he will do instead. */
export const alternatives = (entries: Entries, device: DeviceRecords, bundle: Bundle): PlanLine[] =>
  inPlace(drawPlan(entries, device, bundle), 'alternatives');

/** What he has said comes before, alone or as the first half of an if-then plan, in words. */
export function plannedTriggers(entries: Entries, bundle: Bundle): string[] {
  const parts = drawPlan(entries, new Map(), bundle);
  return [
    ...inPlace(parts, 'triggers').map((it) => it.words),
    ...inPlace(parts, 'plans').flatMap((it) => it.when?.words ?? []),
  ];
}

const plain = (words: string): string => words.trim().toLocaleLowerCase();

/** His if-then plans that begin with one of `whens`, as the diary names what came before, or as he writes it. */
export function plansFor(entries: Entries, bundle: Bundle, whens: readonly string[]): PlanLine[] {
  const meant = whens.map(plain);
  return inPlace(drawPlan(entries, new Map(), bundle), 'plans').filter(
    ({ when }) => when && meant.includes(plain(when.words)),
  );
}

export interface CardPair {
  label: string;
  words: string[];
  /** only where he has chosen that it stands there */
  phone?: string;
  /** the pair after it says what he does then: neither is shown without the other */
  leads?: true;
}

/** So many reasons, and so many barriers, stand on the card. Chosen by us; no source. */
const CARD_LINES = 2;

/**
 * The card on Today: the first reasons, the first if-then plan, the first barriers and whom to call, each under the question it answered.
 * A trigger stands alone only while no plan begins with it. `led`: another plan says what comes first now, so this says no other.
 */
export function planCard(entries: Entries, bundle: Bundle, led = false): CardPair[] {
  const parts = drawPlan(entries, new Map(), bundle);
  const own = planFields(entries);
  const pair = (place: PlanPlace, most = 1): CardPair[] => {
    const lines = inPlace(parts, place).slice(0, most);
    const [line] = lines;
    if (!line) return [];
    const phone = place === 'people' && onCard(own, line.key) ? line.phone : undefined;
    return [{ label: asked(line, place, bundle), words: lines.map((it) => it.words), ...(phone && { phone }) }];
  };
  const plan = inPlace(parts, 'plans')[0];
  const planned: CardPair[] = plan?.when
    ? [
        { label: plan.when.label, words: [plan.when.words], leads: true },
        { label: plan.when.thenLabel, words: [plan.words] },
      ]
    : [...pair('triggers'), ...pair('plans')];
  return [
    ...pair('reasons', CARD_LINES),
    ...(led ? [] : planned),
    ...pair('barriers', CARD_LINES),
    ...pair('steady'),
    ...pair('people'),
  ].filter((it) => it.label);
}

/** The question a line answers; of who was written straight into the plan, the one the programme would have asked. */
function asked(line: PlanLine, place: PlanPlace, bundle: Bundle): string {
  const maker = line.maker ?? makers(bundle).find((it) => it.exercise.plan.includes(place));
  return (maker?.exercise.kind === 'ifthen' ? maker.exercise.then : maker?.exercise.ask) ?? '';
}

/** Whether all that was answered of the programme was answered yesterday: then the card asks, this one day, if it still holds. */
export function madeYesterday(entries: Entries, date: string): boolean {
  const dates = [...answers(entries, new Map()).values()].filter((it) => it.programme !== 'pages').map((it) => it.at);
  return dates.length > 0 && dates.every((at) => at === addDays(date, -1));
}

/** Whether the first exercise has been done: something stands on the card, or of somebody close to him a day was answered. */
export const hasFirstExercise = (entries: Entries, bundle: Bundle, face: Face): boolean =>
  (face === 'near' ? nearDays(entries.values()) : planCard(entries, bundle)).length > 0;
