/** Beside the thread: what is known, what is agreed, and what colleagues should know. */
import { useState } from 'preact/hooks';
import type { Note, NoteLine } from '../../core/thread/types.ts';
import { dateInWords } from '../../platform/dates.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { programmeWords, tongueWords } from '../known.ts';
import { quietSince } from '../lines.ts';
import { desk, names, own, standing, utcToday } from '../state.ts';
import type { WritingProps } from './Compose.tsx';
import { focusSoon } from './Sure.tsx';

export function Aside(writing: WritingProps) {
  const { found } = writing;
  const { opening, rhythm } = found;
  const quiet = quietSince(found, utcToday());
  const readers = found.readers.length;
  return (
    <div class="aside-parts">
      <section class="part">
        <h2>{t('known')}</h2>
        {opening ? (
          <dl class="facts">
            <Fact name="known_programme" words={programmeWords(opening.programme, 'untold')} />
            <Fact name="known_language" words={tongueWords(opening.locale, 'untold')} />
            {rhythm && <Fact name="known_rhythm" words={t(rhythm === 'week' ? 'every_week' : 'every_fortnight')} />}
            <Fact name="known_readers" words={t('readers', { n: readers })} />
          </dl>
        ) : (
          <p>{t('unopened_why')}</p>
        )}
        {quiet && <p class="read">{t('quiet_since', { day: dateInWords(quiet, utcToday()) })}</p>}
      </section>
      <Marks {...writing} />
      <Notes {...writing} />
    </div>
  );
}

function Fact({ name, words }: { name: Key; words: string }) {
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>{words}</dd>
    </div>
  );
}

const who = (id: string): string =>
  id === desk.value?.id ? t('you') : (names.value[id] ?? t('colleague', { short: id.slice(0, 4) }));

/** With the name by which colleagues know its author before he or she has written to anybody. */
const signed = (note: Note): Note => ({ ...note, ...(own.peek().name.trim() && { name: own.peek().name.trim() }) });

/** The same where a line begins with it. */
const author = (id: string): string => (id === desk.value?.id ? t('you_wrote') : who(id));

function Marks({ found, act, isUnseen }: WritingProps) {
  const [to, setTo] = useState('');
  const others = (standing.value?.others ?? []).filter((it) => found.readers.includes(it.id));
  const isRead = found.readers.some((id) => id !== desk.value?.id);
  const handed = found.handed;
  const note = (it: Note, done: Key) => {
    const at = desk.peek();
    return at ? act(at.note(found.thread, signed(it)), done) : Promise.resolve(false);
  };
  // Only what has been seen is set aside: a message that comes meanwhile waits.
  function setAside(): void {
    if (!found.waiting && isUnseen()) return;
    const said: Note = found.waiting ? { kind: 'waiting', on: false } : { kind: 'waiting', on: true, seq: found.seq };
    void note(said, found.waiting ? 'taken_up' : 'put_aside');
  }
  return (
    <section class="part">
      <h2>{t('marks')}</h2>
      <p id="handed" tabIndex={-1}>
        {handed ? t(handed === desk.value?.id ? 'handed_you' : 'handed_to', { who: who(handed) }) : t('handed_none')}
      </p>
      <div class="acts">
        <button type="button" class="btn" onClick={setAside}>
          {t(found.waiting ? 'take_up' : 'put_aside_go')}
        </button>
        {handed && (
          <button
            type="button"
            class="btn"
            onClick={() =>
              void note({ kind: 'handed', to: null }, 'handed_back').then((done) => done && focusSoon('handed'))
            }
          >
            {t('hand_back')}
          </button>
        )}
      </div>
      {others.length === 0 ? (
        <p class="meta lower">{t(!standing.value ? 'checking' : isRead ? 'nobody_known' : 'nobody_else')}</p>
      ) : (
        <div class="field lower">
          <label for="hand">{t('hand_label')}</label>
          <div class="joined-row">
            <select id="hand" autocomplete="off" value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{t('hand_choose')}</option>
              {others.map(({ id }) => (
                <option key={id} value={id}>
                  {who(id)}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="btn"
              aria-disabled={to ? undefined : 'true'}
              onClick={() => {
                if (to) void note({ kind: 'handed', to }, 'handed_done').then(() => setTo(''));
              }}
            >
              {t(to ? 'hand_go' : 'hand_first')}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

/** Numbers that are named of notes that are not here. */
const SOME = 10;

function Notes({ found, unsent, change, sent, act }: WritingProps) {
  const text = unsent.note;
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const at = desk.peek();
    if (!at || text.trim() === '') return document.getElementById('note')?.focus();
    const done = await act(at.note(found.thread, signed({ kind: 'note', text: text.trim() })), 'noted');
    if (done) sent({ note: text });
  }
  return (
    <section class="part">
      <h2 id="notes" tabIndex={-1}>
        {t('notes')}
      </h2>
      {found.notes.length === 0 ? (
        <p class="meta lower">{t('notes_none')}</p>
      ) : (
        <ol class="notes">
          {found.notes.map((line) => (
            <li key={line.n}>
              <p class="meta lower">
                {line.proven ? author(line.author) : t('unproven')} · {dateInWords(line.day, utcToday())} ·{' '}
                {t('note_number', { number: line.n })}
              </p>
              <p class="letter-text">{noteWords(line)}</p>
            </li>
          ))}
        </ol>
      )}
      {found.lostNotes.length > 0 && (
        <p class="read">
          {t('note_lost', { n: found.lostNotes.length, numbers: found.lostNotes.slice(0, SOME).join(', ') })}
        </p>
      )}
      <form class="stacked" onSubmit={save}>
        <div class="field lower">
          <label for="note">{t('note_label')}</label>
          <textarea
            id="note"
            rows={3}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="note-help"
            value={text}
            onInput={(event) => change({ ...unsent, note: event.currentTarget.value })}
          />
          <p class="help" id="note-help">
            {t('note_help')}
          </p>
        </div>
        <button type="submit" class="btn" aria-disabled={text.trim() === '' ? 'true' : undefined}>
          {t(text.trim() === '' ? 'note_first' : 'note_go')}
        </button>
      </form>
    </section>
  );
}

function noteWords({ content, proven }: NoteLine): string {
  if (!proven) return t('note_unproven');
  switch (content.kind) {
    case 'note':
      return content.text;
    case 'waiting':
      return t(content.on ? 'note_aside' : 'note_up');
    case 'handed':
      return content.to === null ? t('note_back') : t('note_handed', { who: who(content.to) });
    case 'unknown':
      return t('unknown_message');
  }
}
