/** What is searched: the entries, and the answers that never leave this phone. What the app of this face shows, and no more. */
import { computed, effect } from '@preact/signals';
import { asks, makersFor } from '../../core/model/answers.ts';
import { calmWords } from '../../core/model/calm.ts';
import { isPart } from '../../core/model/dates.ts';
import { countLines, diaryLines } from '../../core/model/diary-lines.ts';
import { eveningKind } from '../../core/model/evening.ts';
import { nearDays } from '../../core/model/near.ts';
import {
  type ChoiceLabel,
  choicesOf,
  type FactWords,
  factField,
  ownTexts,
  type Searchable,
  type Sees,
  search,
} from '../../core/model/search.ts';
import { weekdayName } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { atWords, monthName, partWords } from '../../shared/moments.ts';
import { deviceRecords, entries, face, pack, reader, today, vault } from '../../shared/state.ts';
import { heldWords } from './lineWords.ts';
import { query } from './looking.ts';

/** The free texts and the choices of an entry, by kind, as each face shows them. */
const fields: Record<'stop' | 'near', Record<string, readonly string[]>> = {
  stop: {
    urge: ['text', 'did_text', 'own_triggers', 'own_feelings', 'triggers', 'feelings', 'place', 'way'],
    purchase: ['text', 'own_triggers', 'own_feelings', 'triggers', 'feelings', 'place'],
    checkin: ['good_text'],
    evening: ['place', 'place_text', 'person_text', 'first_text', 'notice_text'],
    kept: ['text'],
    [calmWords]: ['text'],
  },
  near: { checkin: ['text'], kept: ['text'] },
};

/** Answers by their name in the pack: those to steps that this reader may open. */
const makers = computed(() => new Map(makersFor(pack(), reader.value).map((it) => [it.exercise.answer, it])));

export const makerOfHit = ({ kind, fields: its }: Searchable) =>
  kind === 'answer' ? makers.value.get(String(its.answer)) : undefined;

/** Whether the diary has a line for it. */
function isShown(record: Searchable): boolean {
  if (face.value === 'near') return nearDays([record]).length > 0;
  return countLines(diaryLines([record])) > 0;
}

export const sees: Sees = (record, field) => {
  if (field === factField) return isShown(record);
  if (record.kind === 'kept' && face.value === 'near' && record.fields.from !== 'checkin') return false;
  if (record.kind !== 'answer') return fields[face.value][record.kind]?.includes(field) ?? false;
  const maker = makerOfHit(record);
  return maker !== undefined && asks(maker.exercise);
};

const onDevice = computed<Searchable[]>(() =>
  [...deviceRecords.value].flatMap(([name, its]) =>
    name.startsWith('answer/') ? [{ id: name, kind: 'answer', fields: its }] : [],
  ),
);

const written = computed<Searchable[]>(() => [...entries.value.values(), ...onDevice.value]);

/** Whether there is anything to search: answers count, so the diary itself may be empty. */
export const searchable = computed(() =>
  written.value.some((it) => [...ownTexts(it), ...choicesOf(it)].some(([field]) => sees(it, field))),
);

const lists = { triggers: 'triggers', feelings: 'feelings', place: 'places', way: 'ways' } as const;

/** Whether what stands in this field was chosen, and not written. */
export const isChosen = (field: string): boolean => Object.hasOwn(lists, field);

export const label: ChoiceLabel = (field, code) => labelOf(lists[field], code);

const kinds = {
  urge: 'search_urge',
  purchase: 'search_purchase',
  checkin: 'search_checkin',
  [eveningKind]: 'search_evening',
} as const;

const factWords: FactWords = (name, code) => {
  switch (name) {
    case 'kind':
      return face.value === 'stop' && Object.hasOwn(kinds, code) ? t(kinds[code as keyof typeof kinds]) : '';
    case 'part':
      // By what a table calls it, and a list.
      return isPart(code) ? `${partWords(code)} ${atWords(code)}` : '';
    case 'held':
      return heldWords({ held: code });
    case 'weekday':
      return weekdayName(Number(code));
    case 'month':
      return monthName(`${today.value.slice(0, 4)}-${code}-01`);
    default:
      return code;
  }
};

export const hits = computed<Searchable[]>(() => search(written.value, query.value, sees, label, factWords));

/** Lets go of what was worked out from a diary that is closed. */
export function watchSearching(): void {
  effect(() => {
    if (vault.value !== null) return;
    for (const of of [onDevice, written, searchable, hits]) of.peek();
  });
}

/** Records made ready at a time, so that nothing that is pressed has to wait. */
const AT_ONCE = 500;

/** Makes everything ready before the first word is written; returns what stops it. */
export function warmUp(): () => void {
  const all = written.peek();
  let at = 0;
  let timer = setTimeout(function next() {
    // A word that stands nowhere: every text is read, nothing is found.
    search(all.slice(at, at + AT_ONCE), '\u0000');
    at += AT_ONCE;
    if (at < all.length) timer = setTimeout(next);
  });
  return () => clearTimeout(timer);
}
