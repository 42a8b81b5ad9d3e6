/** An entry as text, under its date: own words first, then how strong, and what is known besides. */
import type { ComponentChildren } from 'preact';
import { dayParts, isPart } from '../../core/model/dates.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { editsOf } from '../../shared/edits.ts';
import { Part } from '../../shared/Screen.tsx';
import { entriesOfKind } from '../../shared/state.ts';
import { chosenWords, EntryWords, type Fact, Facts, minutesWords, text, tookWords } from './Facts.tsx';
import { dayNumbers } from './LineDrawing.tsx';
import { eased, RideDrawing } from './RideDrawing.tsx';

/** «6 til 2». */
function strengthWords({ strength, after }: Fields): string | null {
  if (typeof strength !== 'number') return typeof after === 'number' ? t('entry_after_said', { after }) : null;
  if (typeof after !== 'number') return String(strength);
  return t('entry_fell', { strength, after });
}

/** What he did: the way that he took, and his own words of it. */
function didWords(fields: Fields, apart: boolean): ComponentChildren {
  const words = apart ? '' : text(fields.did_text);
  const took = tookWords(fields);
  if (!words && !took) return null;
  return (
    <>
      {took}
      {words && <EntryWords words={words} />}
    </>
  );
}

const ofTen = (name: 'mood' | 'peak' | 'control', value: unknown): Fact => ({
  name: t(`checkin_${name}`),
  said: typeof value === 'number' ? t('entry_of_ten', { n: value }) : null,
});

const ofDay = (kind: 'urge' | 'checkin', date: unknown): Entry[] =>
  entriesOfKind(kind).filter(({ fields }) => fields.date === date);

/** Whether a purchase is written of the same part of the same day: an urge that has not fallen is that purchase's own (times.ts). */
export const boughtThen = ({ date, part }: Fields): boolean =>
  entriesOfKind('purchase').some(({ fields }) => fields.date === date && fields.part === part);

/** The numbers of a day; its strongest urge is the stronger of what was answered and what was logged. */
function dayFacts(fields: Fields): Fact[] {
  const { urge } = dayNumbers([{ kind: 'checkin', fields }, ...ofDay('urge', fields.date)]);
  return [ofTen('mood', fields.mood), ofTen('peak', urge), ofTen('control', fields.control)];
}

/** What other entries say of the day of a purchase: its numbers, and what had come before the urges until then. */
function sameDayFacts({ date, part }: Fields): Fact[] {
  const urges = ofDay('urge', date);
  const { urge, mood } = dayNumbers([...urges, ...ofDay('checkin', date)]);
  const at = (it: unknown): number => (isPart(it) ? dayParts.indexOf(it) : -1);
  const before = urges.filter(({ fields }) => at(fields.part) <= at(part));
  return [
    ofTen('peak', urge),
    ofTen('mood', mood),
    {
      name: t('entry_before_urge'),
      said: [...new Set(before.flatMap(({ fields }) => chosenWords(fields, 'triggers')))].join(', '),
    },
  ];
}

function factsOf({ kind, also }: Entry, fields: Fields): Fact[] {
  if (kind === 'checkin') return dayFacts(fields);
  const place = text(fields.place);
  const before: Fact[] = [
    { name: t('about_before'), said: chosenWords(fields, 'triggers').join(', ') },
    { name: t('about_where'), said: place && labelOf('places', place) },
    { name: t('about_feelings'), said: chosenWords(fields, 'feelings').join(', ') },
  ];
  if (kind === 'purchase') return [{ name: t('entry_ended'), said: t('log_bought') }, ...before];
  return [
    {
      name: t('diary_urge_half'),
      said: eased(fields) ? (
        <>
          <span class="hide">{strengthWords(fields)}</span>
          <RideDrawing {...fields} />
        </>
      ) : (
        strengthWords(fields)
      ),
    },
    { name: t('entry_ended'), said: boughtThen(fields) && !eased(fields) ? t('log_bought') : '' },
    ...before,
    {
      name: t('about_did'),
      said: didWords(
        fields,
        also.some(({ field }) => field === 'did_text'),
      ),
    },
    { name: t('entry_lasted'), said: minutesWords(fields) },
  ];
}

function SameDay(fields: Fields) {
  const facts = sameDayFacts(fields).filter(({ said }) => said);
  if (facts.length === 0) return null;
  return (
    <Part name={t('entry_same_day')}>
      <Facts facts={facts} />
    </Part>
  );
}

/** Texts that were written apart stand above, to be chosen among. */
export function EntryRead({ entry }: { entry: Entry }) {
  const [fields] = editsOf(entry);
  if (entry.kind === 'kept') return null;
  const own = entry.kind === 'checkin' ? 'good_text' : 'text';
  const words = entry.also.some(({ field }) => field === own) ? '' : text(fields[own]);
  return (
    <>
      {words && <EntryWords words={words} first />}
      <Facts facts={factsOf(entry, fields)} />
      {entry.kind === 'purchase' && <SameDay {...fields} />}
    </>
  );
}
