/** How a diary is narrowed: what there is to choose, what has been chosen, and what each is called. A face has one of its own. */
import type { ReadonlySignal } from '@preact/signals';
import { type DayPart, dayParts } from '../../core/model/dates.ts';
import { datesOf, type FilterGroup, ownFilter } from '../../core/model/diary-filter.ts';
import { countLines, everyLine } from '../../core/model/diary-lines.ts';
import type { Filters } from '../../core/model/filtering.ts';
import { recordOf } from '../../core/model/filtering.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { datesName } from '../../shared/findings.ts';
import { atWords, capital, weekdayWords } from '../../shared/moments.ts';
import { allLines, filters, lines, narrow } from './looking.ts';

export interface Narrowing<Group extends string> {
  groups: readonly Group[];
  none: Filters<Group>;
  filters: ReadonlySignal<Filters<Group>>;
  choose: (next: Filters<Group>) => void;
  names: Readonly<Record<Group, Key>>;
  /** In the order in which they stand. */
  offered: () => Filters<Group>;
  words: (group: Group, code: string) => string;
  /** The same where its group is not named beside it. */
  alone?: (group: Group, code: string) => string;
  /** How many there are with this choice, and without any. */
  left: () => number;
  all: () => number;
}

const kinds = {
  urge: 'diary_urge_half',
  purchase: 'diary_purchase',
  checkin: 'diary_checkin',
  evening: 'diary_evening',
  kept: 'diary_kept',
} as const;

/** The order in which the codes are known elsewhere; those of a plan come after. */
function inOrder(group: FilterGroup, codes: readonly string[]): string[] {
  const known: Partial<Record<FilterGroup, readonly string[]>> = {
    kind: Object.keys(kinds),
    part: dayParts,
    weekday: ['0', '1', '2', '3', '4', '5', '6'],
    before: codesOf('triggers').map(({ code }) => code),
    felt: codesOf('feelings').map(({ code }) => code),
    where: codesOf('places').map(({ code }) => code),
  };
  const first = (known[group] ?? []).filter((it) => codes.includes(it));
  return [...first, ...codes.filter((it) => !first.includes(it))];
}

const lists = { before: 'triggers', felt: 'feelings', where: 'places', helped: 'ways' } as const;

function words(group: FilterGroup, code: string): string {
  if (group === 'kind') return t(kinds[code as keyof typeof kinds] ?? 'diary_kept');
  if (group === 'part') return capital(atWords(code as DayPart));
  if (group === 'weekday') return weekdayWords(Number(code));
  if (group === 'dates') return datesName(datesOf(code));
  if (group === 'words') return t('filter_with_words');
  return labelOf(lists[group], code);
}

function offered(): Filters<FilterGroup> {
  const all = ownFilter.offered(everyLine(allLines.value));
  // One kind alone is nothing to choose between.
  const nothing = (group: FilterGroup): boolean => group === 'kind' && all.kind.length < 2;
  return recordOf(ownFilter.groups, (group) => (nothing(group) ? [] : inOrder(group, all[group])));
}

export const ownNarrowing: Narrowing<FilterGroup> = {
  ...ownFilter,
  filters,
  choose: narrow,
  names: {
    kind: 'filter_kind',
    before: 'about_before',
    felt: 'about_feelings',
    where: 'about_where',
    helped: 'about_did',
    part: 'log_part',
    weekday: 'heat_weekday',
    words: 'filter_words',
    dates: 'entry_when',
  },
  offered,
  words,
  left: () => countLines(lines.value),
  all: () => countLines(allLines.value),
};
