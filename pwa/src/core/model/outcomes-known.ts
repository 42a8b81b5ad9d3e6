/** What the diary and the fortnight's questions know already of what is asked for the organisation (core/model/outcomes.ts). */
import type { Entries } from './answers.ts';
import type { Bundle, Face } from './content.ts';
import { addDays } from './dates.ts';
import type { Device } from './devices.ts';
import { diary } from './diary.ts';
import { checks } from './fortnight.ts';
import { nearDays } from './near.ts';
import type { Level, QuestionCode } from './outcomes.ts';
import { moduleState, programmeFor, textsOf } from './programme.ts';
import { purchases } from './purchases.ts';
import type { What } from './records.ts';

/** An answer of the fortnight counts as today's for so many days. */
const LATELY = 13;
const LOW = 3;
const MID = 6;
/** A phone on which the diary was not opened for so many days is not one of those it is used on. */
const MONTH = 27;
/** So many days must be told before their mean is proposed. */
const ENOUGH = 4;

const ofTen = (value: number): Level => (value <= LOW ? 0 : value <= MID ? 1 : 2);
const ofMany = (n: number): Level => (n === 0 ? 0 : n <= 2 ? 1 : 2);

/** What was answered lately to the fortnight's question about this, whatever it is called there. */
function fortnightAnswer(entries: Entries, date: string, what: string): number | null {
  for (const { date: at, values } of [...checks(entries)].reverse()) {
    if (at > date || at < addDays(date, -LATELY)) continue;
    const id = Object.keys(values).find((it) => it.split('-').includes(what));
    if (id) return values[id] ?? null;
  }
  return null;
}

const meanOf = (values: readonly number[]): number | null =>
  values.length < ENOUGH ? null : Math.round(values.reduce((sum, it) => sum + it, 0) / values.length);

/** What the phone knows already; the person sees it and may change it. */
export function proposed(
  entries: Entries,
  bundle: Bundle,
  face: Face,
  what: readonly What[],
  date: string,
): Partial<Record<QuestionCode, Level>> {
  const texts = textsOf(bundle, programmeFor(bundle, what)?.modules ?? []);
  const begun = texts.filter((it) => moduleState(entries, it).state !== 'new').length;
  const lived = face === 'near' ? ofNear(entries, date) : ofHim(entries, date);
  return { ...lived, m: ofMany(begun) };
}

function ofHim(entries: Entries, date: string): Partial<Record<QuestionCode, Level>> {
  const read = diary(entries.values());
  const within = (days: number) => (it: { date: string }) => it.date <= date && it.date >= addDays(date, -days);
  const checkins = read.checkins.filter(within(LATELY));
  const control = fortnightAnswer(entries, date, 'control') ?? meanOf(checkins.flatMap((it) => it.control ?? []));
  const wellbeing = fortnightAnswer(entries, date, 'wellbeing') ?? meanOf(checkins.map((it) => it.mood));
  const said = fortnightAnswer(entries, date, 'purchases');
  const written = purchases(read, date).last;
  // A diary without purchases is no answer: nobody knows what was not written.
  const bought = said === null && written === 0 ? null : Math.max(said ?? 0, written);
  return {
    ...(bought !== null && { p: ofMany(bought) }),
    ...(control !== null && { c: ofTen(control) }),
    ...(wellbeing !== null && { w: ofTen(wellbeing) }),
  };
}

function ofNear(entries: Entries, date: string): Partial<Record<QuestionCode, Level>> {
  const moods = nearDays(entries.values()).filter((it) => it.date <= date && it.date >= addDays(date, -LATELY));
  const wellbeing =
    fortnightAnswer(entries, date, 'wellbeing') ??
    meanOf(moods.flatMap(({ mood }) => (mood === undefined ? [] : mood)));
  return wellbeing === null ? {} : { w: ofTen(wellbeing) };
}

/** What this phone knows of the copy on the server, and of the devices that open it. */
export interface Copied {
  hasCode: boolean;
  /** When everything here was last on the server; null for never. */
  syncedAt: number | null;
  /** `erased`: the copy is gone, and what is to become of the diary here has not been said. */
  sync: string;
  devices: readonly Pick<Device, 'own' | 'last'>[];
}

/** Where the diary was used lately. Nothing is proposed while the copy is on its way, or was erased by somebody else. */
export function usedWhere(
  { hasCode, syncedAt, sync, devices }: Copied,
  date: string,
): Partial<Record<QuestionCode, Level>> {
  if (!hasCode) return { k: 0 };
  if (syncedAt === null || sync === 'erased') return {};
  const others = devices.filter((it) => !it.own && it.last >= addDays(date, -MONTH));
  return { k: others.length > 0 ? 2 : 1 };
}
