/** Who waits, the longest wait first. Only what is looked at is drawn. */
import { useEffect } from 'preact/hooks';
import { standsIn } from '../../core/thread/owed.ts';
import type { InboxLine } from '../../core/thread/types.ts';
import { dateInWords } from '../../platform/dates.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { Three } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { refresh } from '../enter.ts';
import { programmeWords, tongueWords } from '../known.ts';
import { inView, isShut, shownLines, type View, views, waited } from '../lines.ts';
import {
  drawMore,
  drawn,
  inboxView,
  lineUp,
  look,
  rememberOpened,
  searchInbox,
  searchWords,
  takeOpened,
} from '../looking.ts';
import { Frame, Title } from '../parts/Frame.tsx';
import { goToRoom } from '../rooms.ts';
import {
  awayUntil,
  desk,
  fetchedAt,
  fetching,
  hasNews,
  inbox,
  marksOf,
  names,
  reached,
  say,
  unfetched,
  utcToday,
} from '../state.ts';
import { aboutWords } from '../texts.ts';
import { momentInWords } from '../words.ts';

const viewWords: Record<View, Key> = {
  waiting: 'view_waiting',
  mine: 'view_mine',
  aside: 'view_aside',
  all: 'view_all',
};
const emptyWords: Record<View, Key> = {
  waiting: 'empty_waiting',
  mine: 'empty_mine',
  aside: 'empty_aside',
  all: 'empty_all',
};

/** What was said of something earlier does not stand above what is fetched now. */
function fetchAnew(): void {
  say('');
  void refresh();
}

export function Inbox() {
  return (
    <Frame wide>
      <div class="over">
        <Title>{t('inbox_title')}</Title>
        <div class="over">
          {fetchedAt.value !== null && <p class="meta">{t('fetched_at', { time: momentInWords(fetchedAt.value) })}</p>}
          <button type="button" class="btn little" onClick={fetchAnew}>
            {fetching.value ? t('fetching') : t('fetch')}
          </button>
        </div>
      </div>
      {unfetched.value && (
        <div class="notice unprinted">
          <Icon name="warning" />
          <p>
            {t(unfetched.value)} {inbox.value.length > 0 && t('shown_as_last')}
          </p>
        </div>
      )}
      {!reached.value ? <p class="read">{t(fetching.value ? 'fetching_first' : 'resting')}</p> : <Sieved />}
    </Frame>
  );
}

/** Those that are looked for. */
function Sieved() {
  const lines = inbox.value;
  const me = desk.value?.id ?? '';
  const chosen = shownLines(lines, inboxView.value, searchWords.value, marksOf, me);
  const seen = chosen.slice(0, drawn.value);
  const counts = views.map((it) => lines.filter((line) => inView(line, it, marksOf, me)).length);
  lineUp(chosen.map((it) => it.thread));

  useEffect(() => {
    document.getElementById(`line-${takeOpened()}`)?.focus();
  }, []);

  const shut =
    inboxView.value === 'waiting' ? lines.filter((line) => line.waitsSince !== null && isShut(line)).length : 0;
  return (
    <>
      <div class="sieve">
        <Three
          name="view"
          label={t('view')}
          options={views.map((code, at) => ({ code, label: `${t(viewWords[code])} (${counts[at]})` }))}
          chosen={[inboxView.value]}
          choose={([next]) => next && look(next)}
        />
        <div class="field">
          <label for="search">{t('search')}</label>
          <input
            id="search"
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={searchWords.value}
            onInput={(event) => searchInbox(event.currentTarget.value)}
          />
        </div>
      </div>
      {shut > 0 && <p class="read">{t('shut', { n: shut })}</p>}
      {seen.length === 0 ? (
        <p class="read">
          {fetching.value && lines.length === 0
            ? t('fetching_first')
            : t(searchWords.value.trim() ? 'empty_search' : emptyWords[inboxView.value])}
        </p>
      ) : (
        <Lines lines={seen} all={chosen.length} />
      )}
      {chosen.length > seen.length && (
        <div class="acts">
          <button
            type="button"
            class="btn"
            onClick={() => {
              drawMore();
              requestAnimationFrame(() => document.getElementById(`line-${chosen[seen.length]?.thread}`)?.focus());
            }}
          >
            {t('more_lines', { shown: seen.length, all: chosen.length })}
          </button>
        </div>
      )}
    </>
  );
}

function Lines({ lines, all }: { lines: readonly InboxLine[]; all: number }) {
  const today = utcToday();
  return (
    <ol class="inbox" aria-label={t('inbox_list', { n: all })}>
      {lines.map((line) => (
        <li key={line.thread}>
          <Row line={line} today={today} />
        </li>
      ))}
    </ol>
  );
}

function Row({ line, today }: { line: InboxLine; today: string }) {
  const { opening } = line;
  const about = opening ? aboutWords(opening.programme, opening.about) : [];
  const days = waited(line, today);
  const marks = marksOf(line.thread);
  const handed = marks?.handed;
  const answered = line.answeredBy;
  const holder = handed ?? answered;
  const away = holder && awayUntil(holder);
  const who = (id: string) => (id === desk.value?.id ? t('you') : (names.value[id] ?? t('a_colleague')));
  return (
    <button
      type="button"
      class={line.unread ? 'line new' : 'line'}
      id={`line-${line.thread}`}
      onClick={() => {
        rememberOpened(line.thread);
        goToRoom({ at: 'thread', thread: line.thread });
      }}
    >
      <span class="alias">
        <b>{opening?.alias ?? t('unopened')}</b>
        {line.unread && <em>{t('new')}</em>}
      </span>
      <span class="meta">
        {opening
          ? `${programmeWords(opening.programme, 'programme_untold')} · ${tongueWords(opening.locale, 'speaks_untold')}`
          : t('unopened_why')}
        {about.length > 0 && <span class="about">{about.join(', ')}</span>}
      </span>
      <span class="meta marks">
        {[
          standsIn(line, marks) === 'aside' && t('mark_aside'),
          handed && t(handed === desk.value?.id ? 'mark_handed_you' : 'mark_handed', { who: who(handed) }),
          hasNews(line) && t('mark_notes'),
          line.findings.length > 0 && t('mark_findings'),
          days === null && answered && t('mark_answered', { who: who(answered) }),
          away && t('mark_away', { who: who(holder), day: dateInWords(away, today) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span class="wait">
        {days === null
          ? t('last', { day: dateInWords(line.day || today, today) })
          : days === 0
            ? t('waits_today')
            : t('waits', { n: days })}
      </span>
    </button>
  );
}

/** Moves the focus among the lines; from outside to the first. */
export function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('.inbox .line')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  (all[at + by] ?? (at < 0 ? all[0] : undefined))?.focus();
}
