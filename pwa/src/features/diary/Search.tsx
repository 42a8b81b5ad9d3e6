/** Search in one's own text, and by what an entry is and when it was. The words looked for are in memory only, and gone when one leaves. */
import { useEffect, useRef } from 'preact/hooks';
import { calmWords } from '../../core/model/calm.ts';
import { isDate, isPart } from '../../core/model/dates.ts';
import type { DiaryLine } from '../../core/model/diary-lines.ts';
import { eveningKind, readEvening } from '../../core/model/evening.ts';
import { excerpts } from '../../core/model/excerpt.ts';
import { queryWords, type Searchable } from '../../core/model/search.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { planLine } from '../../shared/evenings.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { face } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { eveningHref } from './EveningRead.tsx';
import { fieldWords, heldWords, lineFacts, lineOwn, lineTitle } from './lineWords.ts';
import { hitsShown, query, searchFor, showMoreHits, turn } from './looking.ts';
import { Marked } from './Marked.tsx';
import { MoreBelow } from './MoreBelow.tsx';
import { hits, label, makerOfHit, sees, warmUp } from './searching.ts';
import { dayAndPart } from './WhenRow.tsx';

const eveningOf = ({ kind, fields }: Searchable) => (kind === eveningKind ? readEvening(fields) : null);

/** The screen on which it is changed. */
function hrefOf(hit: Searchable): string {
  const maker = makerOfHit(hit);
  const evening = eveningOf(hit);
  if (maker) return to('text', maker.kind, maker.text.id, maker.step.id, 'edit');
  if (hit.kind === calmWords) return to('calm', 'words');
  return evening ? eveningHref({ ...evening, id: hit.id }) : to('entry', hit.id);
}

/** Where it was written, in words. `field`: where the first word was found; none where the record itself was. */
function place(hit: Searchable, field?: string): string {
  const maker = makerOfHit(hit);
  if (maker) return `${maker.text.title}: ${maker.step.title}`;
  const evening = eveningOf(hit);
  if (evening) {
    const when = dayAndPart(evening.date, evening.part);
    return [when, lineTitle(lineOf(hit)), heldWords(hit.fields)].filter(Boolean).join(' · ');
  }
  const { date } = hit.fields;
  const day = isDate(date) ? [capital(dateWords(date))] : [];
  if (hit.kind === calmWords) return [...day, t('calm_title')].join(' · ');
  if (face.value === 'near') return [...day, ...(field ? [t('near_note')] : [])].join(' · ');
  return [...day, lineTitle(lineOf(hit)), ...(hit.kind === 'kept' || !field ? [] : [fieldWords(field)])].join(' · ');
}

const lineOf = ({ id, kind, fields }: Searchable): DiaryLine => ({
  id,
  kind: kind as 'urge',
  date: null,
  part: isPart(fields.part) ? fields.part : null,
  fields,
});

/** What else is known of a record that was found by what it is, or when it was. */
function more(hit: Searchable): string {
  const evening = eveningOf(hit);
  if (evening) return planLine(evening);
  return face.value === 'near' ? '' : lineOwn(lineOf(hit)) || lineFacts(lineOf(hit)).join(' · ');
}

function Hit({ hit, asked }: { hit: Searchable; asked: string }) {
  const found = excerpts(hit, asked, sees, label);
  const known = found.length === 0 && more(hit);
  return (
    <li>
      <a class="row" href={hrefOf(hit)}>
        <span class="hit">
          <small>{place(hit, found[0]?.field)}</small>
          {known && <span>{known}</span>}
          {found.map((it, at) => (
            <Marked key={at} of={it} />
          ))}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

export function Search() {
  const field = useRef<HTMLInputElement>(null);
  const asked = query.value;
  const any = queryWords(asked).length > 0;
  const found = hits.value;
  useEffect(() => {
    // Back from what was found, one goes on reading.
    if (query.peek() === '') field.current?.focus();
    return warmUp();
  }, []);
  return (
    <Screen tab="diary" back={{ words: t('tab_diary'), act: close }}>
      <Saved />
      <h1 class="title">{t('search_title')}</h1>
      <search>
        <div class="field">
          <label for="search-words">{t('search_label')}</label>
          <input
            id="search-words"
            ref={field}
            type="text"
            inputmode="search"
            enterkeyhint="search"
            autocomplete="off"
            autocorrect="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="search-help"
            value={asked}
            onInput={({ currentTarget }) => searchFor(currentTarget.value)}
            onKeyDown={(event) => {
              // What was found is shown already; the keyboard that hides it goes.
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key === 'Escape') close();
            }}
          />
          <p class="help" id="search-help">
            {t('search_help')}
          </p>
        </div>
      </search>
      <p class="found" role="status">
        {any && (found.length > 0 ? t('search_hits', { n: found.length }) : t('search_none'))}
      </p>
      <ul class="rows">
        {found.slice(0, hitsShown.value).map((hit) => (
          <Hit key={hit.id} hit={hit} asked={asked} />
        ))}
      </ul>
      {found.length > hitsShown.value && <MoreBelow words={t('search_more')} more={showMoreHits} />}
    </Screen>
  );
}

function close(): void {
  searchFor('');
  turn('');
}
