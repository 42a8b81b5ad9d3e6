/** An entry as text: own words first, then when, how strong, and what is known besides. */
import type { ComponentChildren } from 'preact';
import { codesIn, ownIn } from '../../core/model/chips.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import type { Entry, Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { editsOf } from '../../shared/edits.ts';
import { atWords, capital, dateWords } from '../../shared/moments.ts';
import { EntryWords, type Fact, Facts, text, tookWords } from './Facts.tsx';
import { RideDrawing } from './RideDrawing.tsx';

function whenWords({ date, part }: Fields): string {
  const words = [isDate(date) ? capital(dateWords(date)) : t('when_no_date'), ...(isPart(part) ? [atWords(part)] : [])];
  return words.join(', ');
}

/** «6 til 2». */
function strengthWords({ strength, after }: Fields): string | null {
  if (typeof strength !== 'number') return typeof after === 'number' ? t('entry_after_said', { after }) : null;
  if (typeof after !== 'number') return String(strength);
  return t('entry_fell', { strength, after });
}

function chosenWords(fields: Fields, list: 'triggers' | 'feelings'): string {
  return [...codesIn(fields, list).map((code) => labelOf(list, code)), ...ownIn(fields, list)].join(', ');
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

function factsOf({ kind, also }: Entry, fields: Fields): Fact[] {
  const when: Fact = { name: t('entry_when'), said: whenWords(fields) };
  if (kind === 'purchase') return [{ name: t('diary_purchase'), said: t('log_bought') }, when];
  if (kind === 'checkin')
    return [
      when,
      ...(['mood', 'peak', 'control'] as const).map((field) => ({
        name: t(`checkin_${field}`),
        said: typeof fields[field] === 'number' ? t('entry_of_ten', { n: fields[field] }) : null,
      })),
    ];
  const place = text(fields.place);
  return [
    when,
    { name: t('diary_urge_half'), said: strengthWords(fields) },
    { name: t('about_before'), said: chosenWords(fields, 'triggers') },
    { name: t('about_where'), said: place && labelOf('places', place) },
    { name: t('about_feelings'), said: chosenWords(fields, 'feelings') },
    {
      name: t('about_did'),
      said: didWords(
        fields,
        also.some(({ field }) => field === 'did_text'),
      ),
    },
  ];
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
      {entry.kind === 'urge' && <RideDrawing fields={fields} />}
      <Facts facts={factsOf(entry, fields)} />
    </>
  );
}
