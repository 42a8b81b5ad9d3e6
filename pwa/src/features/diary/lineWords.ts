/** A line of the diary in words. */
import type { DiaryLine } from '../../core/model/diary-lines.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { atWords, capital } from '../../shared/moments.ts';
import { chosenWords, tookWords } from './Facts.tsx';
import { dayNumbers } from './LineDrawing.tsx';
import { everyLineOf } from './looking.ts';

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What it is, with the number that says most. */
export function lineTitle({ kind, fields }: DiaryLine): string {
  if (kind === 'checkin') return t('diary_checkin');
  if (kind === 'purchase') return t('diary_purchase');
  if (kind === 'kept') return t('diary_kept');
  if (kind === 'evening') return t('diary_evening');
  const [strength, after] = [number(fields.strength), number(fields.after)];
  if (strength === null) return after === null ? t('diary_urge_half') : t('diary_urge_left', { after });
  return after === null ? t('diary_urge', { strength }) : t('diary_urge_after', { strength, after });
}

function measured(fields: DiaryLine['fields']): string[] {
  const said = (key: Key, value: unknown) => (number(value) === null ? [] : [t(key, { n: number(value) ?? 0 })]);
  return [
    ...said('diary_mood', fields.mood),
    ...said('diary_peak', fields.peak),
    ...said('diary_control', fields.control),
  ];
}

/** His own words. */
export function lineOwn({ kind, fields }: DiaryLine): string {
  if (kind === 'checkin') return word(fields.good_text);
  if (kind === 'evening')
    return [fields.place_text, fields.person_text, fields.first_text].map(word).filter(Boolean).join(' · ');
  return word(fields.text) || word(fields.did_text);
}

/** How a planned evening went; empty before he has said so. */
export function heldWords({ held }: DiaryLine['fields']): string {
  if (held === 'yes' || held === 'partly') return t(`evening_told_${held}`);
  return held === 'no' ? t('evening_held_no') : '';
}

/** The way that he took, where his own words above do not say it. */
const wayWords = (fields: DiaryLine['fields']): string =>
  word(fields.text) && word(fields.way) ? labelOf('ways', word(fields.way)) : tookWords(fields);

/** The strongest urge of a day: the stronger of his answer and of what he logged. */
const peakOf = ({ peak, date }: DiaryLine['fields']): number | null =>
  dayNumbers(everyLineOf(word(date))).urge ?? number(peak);

/** What tells this line from the others of its date besides: when, and what else is known of it. */
export function lineFacts({ kind, part, fields }: DiaryLine): string[] {
  const when = part ? [capital(atWords(part))] : [];
  if (kind === 'checkin')
    return measured({ ...fields, peak: peakOf(fields) }).map((it, at) => (at === 0 ? capital(it) : it));
  if (kind === 'kept') return when;
  const known = [
    wayWords(fields),
    heldWords(fields),
    ...chosenWords(fields, 'triggers'),
    ...(word(fields.place) ? [labelOf('places', word(fields.place))] : []),
  ];
  return [...when, ...known].filter(Boolean);
}

/** Characters in a line of a row on a phone of 390 px; on another one what is seen may take a line more or less. */
const LINE = 36;
const BETWEEN = ' · '.length;

/** As many facts as two lines have room for, each whole, with the number of those that have none. */
export function inTwoLines(facts: readonly string[]): { seen: readonly string[]; rest: readonly string[] } {
  const fit = (some: readonly string[]): boolean => {
    const lines = [0];
    for (const { length } of some) {
      const at = lines.length - 1;
      const filled = lines[at] ? lines[at] + BETWEEN + length : length;
      if (filled <= LINE || lines[at] === 0) lines[at] = filled;
      else lines.push(length);
    }
    return lines.length <= 2;
  };
  const counts = facts.map((_, at) => facts.length - at).filter((n) => n < facts.length);
  const left = fit(facts)
    ? 0
    : (counts.reverse().find((n) => fit([...facts.slice(0, -n), `+${n}`])) ?? facts.length - 1);
  return { seen: facts.slice(0, facts.length - left), rest: facts.slice(facts.length - left) };
}

const names: Record<string, Key> = {
  text: 'about_thoughts',
  did_text: 'about_did',
  good_text: 'checkin_good',
  own_triggers: 'about_before',
  own_feelings: 'about_feelings',
  triggers: 'about_before',
  feelings: 'about_feelings',
  place: 'about_where',
  way: 'about_did',
};

/** What a text or a choice of an entry is called where it is made. */
export const fieldWords = (field: string): string => t(names[field] ?? 'about_thoughts');
