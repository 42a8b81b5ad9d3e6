/** The answer: written by the coach, perhaps begun from a draft of the pack, and never sent by itself. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Locale, Reply } from '../../core/model/content.ts';
import { localMinute } from '../../core/model/dates.ts';
import type { Case } from '../../core/thread/types.ts';
import { type Key, locale, t } from '../../platform/i18n.ts';
import { Three } from '../../ui/Choices.tsx';
import { daysFrom, draftedAnswer, type MissingField, missingField } from '../answering.ts';
import { isUnfilled, nextPlace, placesIn, withDraft } from '../places.ts';
import { desk, keepOwn, localToday, own } from '../state.ts';
import { bringDrafts, draftsIn } from '../texts.ts';
import type { Sort, Unsent } from '../unsent.ts';
import { Day, Line } from './Fields.tsx';
import type { Act } from './Letters.tsx';

const sorts: readonly Sort[] = ['text', 'agreement', 'absence'];
const sortWords: Record<Sort, Key> = { text: 'sort_text', agreement: 'sort_agreement', absence: 'sort_absence' };
const lackWords: Record<MissingField, Key> = {
  name: 'lack_name',
  text: 'lack_text',
  places: 'lack_places',
  date: 'lack_date',
  past: 'lack_past',
  clock: 'lack_clock',
  hour: 'lack_hour',
  until: 'lack_until',
  long: 'lack_long',
};
/** The field that lacks it, where that is not the answer. */
const fields: Partial<Record<MissingField, string>> = {
  date: 'day',
  past: 'day',
  until: 'day',
  clock: 'time',
  hour: 'time',
};
const send: Record<Sort, Key> = { text: 'send_text', agreement: 'send_agreement', absence: 'send_absence' };

export interface WritingProps {
  found: Case;
  unsent: Unsent;
  change: (next: Unsent) => void;
  /** So much of it has gone. */
  sent: (what: Partial<Unsent>) => void;
  act: Act;
  /** Whether there is a message that has not been on the screen; it is brought there. */
  isUnseen: () => boolean;
}

export function Compose({ found, unsent, change, sent, act, isUnseen }: WritingProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [sending, setSending] = useState(false);
  const [naming, setNaming] = useState(own.peek().name === '');
  const [, drawAgain] = useState({});
  const { name } = own.value;
  const lacking = () => missingField(unsent, name, localMinute(new Date()));
  const lack = lacking();
  const said = lack && t(lackWords[lack], { n: Math.max(1, placesIn(unsent.text).length) });
  const put = (part: Partial<Unsent>) => change({ ...unsent, ...part });

  function toPlace(): void {
    const area = field.current;
    const place = area && nextPlace(area.value, area.selectionEnd);
    if (!area || !place) return;
    area.focus();
    area.setSelectionRange(...place);
  }

  /** The first field that lacks something. */
  function toLack(lack: MissingField): void {
    if (lack === 'places') toPlace();
    else if (lack === 'name') {
      const toName = () => document.getElementById('name')?.focus();
      // At once where it stands: what is typed next goes where the focus is.
      if (naming) toName();
      else requestAnimationFrame(toName);
      setNaming(true);
    } else document.getElementById(fields[lack] ?? 'answer')?.focus();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const at = desk.peek();
    if (!at || sending) return;
    // The hour may have passed since this was drawn.
    const lacks = lacking();
    if (lacks) {
      drawAgain({});
      return toLack(lacks);
    }
    if (isUnseen()) return;
    setSending(true);
    const done = await act(at.answer(found.thread, draftedAnswer(unsent, name), found.seq), 'sent');
    setSending(false);
    if (!done) return;
    // A note to colleagues that is being written stays.
    const { note: _, ...gone } = unsent;
    sent(gone);
    setNaming(false);
    // Whoever has gone on to a note meanwhile is left there.
    const focused = document.activeElement;
    if (focused === document.body || field.current?.form?.contains(focused)) {
      field.current?.focus();
      showSent();
    }
  }

  return (
    <form class="compose stacked part" id="compose" aria-labelledby="compose-title" onSubmit={submit}>
      <h2 id="compose-title">{t('compose')}</h2>
      <div class="abreast">
        <Three
          name="sort"
          label={t('sort')}
          options={sorts.map((code) => ({ code, label: t(sortWords[code]) }))}
          chosen={[unsent.kind]}
          choose={([kind]) => kind && put({ kind })}
        />
        <Drafts
          of={found.opening?.locale ?? locale.value}
          put={({ id, text }) => {
            // When somebody is away until is asked for there.
            const kind = id === ABSENCE ? 'absence' : unsent.kind;
            put({ kind, text: withDraft(unsent.text, text) });
          }}
          then={() => requestAnimationFrame(toPlace)}
        />
      </div>
      {unsent.kind === 'agreement' && (
        <div class="paired">
          <Day
            id="day"
            label={t('agreement_date')}
            value={unsent.date}
            days={daysFrom(localToday())}
            change={(date) => put({ date })}
          />
          <Line
            id="time"
            label={t('agreement_time')}
            value={unsent.time}
            change={(time) => put({ time })}
            help={t('agreement_help')}
            error={lack === 'clock' ? t('lack_clock') : null}
          />
        </div>
      )}
      {unsent.kind === 'absence' && (
        <Day
          id="day"
          label={t('absence_until')}
          value={unsent.until}
          days={daysFrom(localToday())}
          change={(until) => put({ until })}
          help={t('absence_help')}
        />
      )}
      <div class="field">
        <label for="answer">{t('answer_label')}</label>
        <textarea
          id="answer"
          ref={field}
          rows={9}
          autocomplete="off"
          spellcheck={false}
          lang={found.opening?.locale ?? undefined}
          aria-describedby="answer-help"
          value={unsent.text}
          onInput={(event) => put({ text: event.currentTarget.value })}
        />
        <p class="help" id="answer-help">
          {t('answer_help')}
        </p>
      </div>
      <div class="abreast">
        {naming ? (
          <Line
            id="name"
            label={t('name_label')}
            value={name}
            change={(next) => void keepOwn({ name: next })}
            help={t('name_help')}
          />
        ) : (
          <p class="meta">
            {t('signed_as', { name })}{' '}
            <button type="button" class="inline" onClick={() => setNaming(true)}>
              {t('name_change')}
            </button>
          </p>
        )}
        <div class="acts">
          <button
            type="submit"
            class="btn main act"
            aria-disabled={lack || sending ? 'true' : undefined}
            aria-keyshortcuts="Control+Enter"
          >
            {sending ? t('busy') : (said ?? t(send[unsent.kind]))}
          </button>
          {isUnfilled(unsent.text) && (
            <button type="button" class="btn" onClick={toPlace}>
              {t('next_place')}
            </button>
          )}
        </div>
      </div>
    </form>
  );
}

/** What was sent is seen beside the field. Where the page scrolls, not if it is so long that the field would be out of sight. */
function showSent(): void {
  const letter = document.querySelector<HTMLElement>('.talk > .scrolls > .letters > :last-child');
  if (!letter) return;
  const isApart = getComputedStyle(letter.closest('.scrolls') ?? letter).overflowY === 'auto';
  if (isApart || letter.offsetHeight < innerHeight / 3) letter.scrollIntoView({ block: 'nearest' });
}

/** The draft that says that its coach is away. */
const ABSENCE = 'absence';

interface DraftsProps {
  /** The language that the person writes in. */
  of: Locale;
  put: (draft: Reply) => void;
  then: () => void;
}

/** Beginnings from the pack. */
function Drafts({ of, put, then }: DraftsProps) {
  const [chosen, setChosen] = useState('');
  const replies = draftsIn(of);
  useEffect(() => void bringDrafts(of), [of]);
  if (replies.length === 0) return null;
  const draft = replies.find((it) => it.id === chosen);
  return (
    <div class="field">
      <label for="draft">{t('draft_label')}</label>
      <div class="joined-row">
        <select
          id="draft"
          autocomplete="off"
          value={chosen}
          lang={locale.value}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">{t('draft_none')}</option>
          {replies.map((it) => (
            <option key={it.id} value={it.id}>
              {it.title}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="btn"
          aria-disabled={draft ? undefined : 'true'}
          onClick={() => {
            if (!draft) return;
            put(draft);
            setChosen('');
            then();
          }}
        >
          {t(draft ? 'draft_put' : 'draft_first')}
        </button>
      </div>
    </div>
  );
}
