/** When a service can be reached, in words that move on with the minute. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Service } from '../core/model/content.ts';
import { addDays, clockTime, weekday } from '../core/model/dates.ts';
import { closedLast, type Opening, openings } from '../core/model/opening.ts';
import { timeInWords, weekdayName } from '../platform/dates.ts';
import { wallClock } from '../platform/environment.ts';
import { t } from '../platform/i18n.ts';
import { weekdayDate } from './moments.ts';

const MINUTE = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** It moves on as each minute begins and when the app comes back to the front, while something shows it. */
const minute = signal(0, { watched: follow, unwatched: rest });

/** The instant by which it is said what is open. */
export function now(): Date {
  // Read so that it is followed; nobody has begun to before the first reading.
  const at = minute.value;
  return at === 0 ? wallClock.date() : new Date(at);
}

function follow(): void {
  rest();
  minute.value = wallClock.now();
  timer = setTimeout(follow, MINUTE - (wallClock.now() % MINUTE));
  document.addEventListener('visibilitychange', follow);
}

function rest(): void {
  clearTimeout(timer);
  document.removeEventListener('visibilitychange', follow);
}

/** «mandag»; from a week ahead with its date, since «mandag» would be the one before. `day`: days since 1970. */
function dayWords(ahead: number, day: number): string {
  const date = addDays('1970-01-01', day);
  return ahead > 6 ? weekdayDate(date) : weekdayName(weekday(date));
}

export function openingWords(at: Opening): string {
  switch (at.is) {
    case 'always':
      return t('open_always');
    case 'open':
      return at.until === null ? t('open_now') : t('open_until', { time: timeInWords(clockTime(at.until)) });
    case 'maybe':
      return t('open_maybe', { why: t(`why_${at.why}`) });
    case 'closed': {
      if (!at.opens) return t('closed_now');
      const { ahead, day, at: minute, why } = at.opens;
      const values = {
        time: timeInWords(clockTime(minute)),
        day: dayWords(ahead, day),
        why: why ? t(`why_${why}`) : '',
      };
      return t(`opens_${ahead === 0 ? 'today' : 'on'}${why ? '_maybe' : ''}`, values);
    }
  }
}

/** Those that are closed stand last, by when the list was opened: nothing moves from under a finger. */
export function useClosedLast(services: readonly Service[]): Service[] {
  const [opened] = useState(() => wallClock.date());
  return closedLast(services, opened);
}

/** A line for the service and one for its chat, of what is known; one when they say the same. */
export function whenLines(it: Pick<Service, 'hours' | 'open' | 'chat' | 'holidays'>): string[] {
  const { itself, chat } = openings(it, now());
  const first = itself && openingWords(itself);
  const said = chat && openingWords(chat);
  return [
    ...(first ? [first] : []),
    ...(said && said !== first ? [t('chat_when', { when: said.charAt(0).toLowerCase() + said.slice(1) })] : []),
  ];
}
