/** What he has chosen to do in the hour after a lapse. It stands on Today until the next morning, and goes by itself. */
import { answerLines, type Entries, type Maker, makerOf } from './answers.ts';
import { readAnswer } from './codec.ts';
import type { Bundle } from './content.ts';
import { dayPart, localDate, type Moment } from './dates.ts';
import { eve } from './evening.ts';
import { ofKind } from './kinds.ts';
import type { Entry } from './plain.ts';

/** The name of the answer in the pack. */
const NEXT_HOUR = 'lapse-next-hour';

export interface NextHour {
  lines: string[];
  /** where it is changed */
  maker: Maker;
}

/** When it was given. An answer keeps its date alone: the part of the day is that of its newest stamp, if that is of the same date. */
function given(at: string, { changed }: Entry): Moment {
  const stamped = new Date(changed);
  return { date: at, part: localDate(stamped) === at ? dayPart(stamped) : 'day' };
}

/** Null from the morning after it was chosen, and where nothing is chosen. Chosen by us; no source. */
export function nextHour(entries: Entries, bundle: Bundle, now: Moment): NextHour | null {
  const entry = ofKind(entries, 'answer').find(({ fields }) => fields.answer === NEXT_HOUR);
  const answer = entry && readAnswer(entry.fields);
  const maker = makerOf(bundle, NEXT_HOUR);
  if (!answer || !maker || eve(given(answer.at, entry)) !== eve(now)) return null;
  const lines = answerLines(maker.exercise, answer);
  return lines.length > 0 ? { lines, maker } : null;
}
