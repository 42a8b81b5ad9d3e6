/** The thread: what was written, a field under it, and the few other things one can do. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { firstNew, recentLetters, repeated, toSay } from '../../core/model/coach.ts';
import { rhythmKey } from '../../core/model/coach-reminders.ts';
import type { CoachTexts, Organisation } from '../../core/model/content.ts';
import type { Letter, Thread } from '../../core/thread/index.ts';
import { isTooLong } from '../../core/thread/lengths.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords, soonWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { RivalsHere } from '../../shared/Rivals.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';
import { ownChoice } from '../reminders/index.ts';
import { Came, useStay } from './Came.tsx';
import { forgetSent, sendLetter } from './commands.ts';
import { Danger } from './Danger.tsx';
import { letterNotKept, letterRecord, letterText, moved, noteLetter, takeFirst } from './drafts.ts';
import { Letters } from './Letters.tsx';
import { whyNot } from './Minded.tsx';
import { readersWords } from './Newcomers.tsx';
import { NoReaders } from './NoReaders.tsx';
import { reveal, stepTo, toTitle } from './place.ts';
import { wholeSentence, whyWords } from './saying.ts';
import { TooLongNotice } from './TooLongNotice.tsx';
import { givenCoachConsent, others, refreshThreads, staysHere, threads, threadTrouble } from './threads.ts';
import { Writes } from './Writes.tsx';

interface Props {
  texts: CoachTexts;
  organisation: Organisation;
  thread: Thread;
}

/** Why it has to begin anew, where the reader is; the whole of it stands at the top. */
const short: Record<NonNullable<Thread['renewal']>, Key> = {
  'coach-gone': 'coach_found_gone',
  moved: 'coach_short_moved',
  'older-thread': 'coach_found_older',
  full: 'coach_short_full',
  ended: 'coach_found_ended',
};

export function ThreadScreen({ texts, organisation, thread }: Props) {
  const { busy, failed, keeping } = useKeeping();
  const text = letterText();
  const empty = text.trim() === '';
  const long = isTooLong({ kind: 'text', text: text.trim() });
  const [isNew] = useState(() => firstNew(thread.letters));
  const [went, setWent] = useState<{ text: string } | null>(null);
  const last = thread.letters.findLast(({ from }) => from === 'u');
  const writable = thread.renewal === null || thread.renewal === 'coach-gone';

  useStay('coach-letter', thread);
  // Whoever has joined since the app was opened is asked about too.
  useEffect(() => void refreshThreads().then(() => threads.peek()?.coaches().catch(noted('newcomers look'))), []);
  useEffect(() => void takeFirst().then(forgetSent), [thread.id]);
  // After the frame in which the title gets the focus, as on every screen.
  useEffect(() => {
    requestAnimationFrame(() => {
      const isNoticed = document.querySelector('.notices > *') !== null;
      const newest = thread.letters.at(-1)?.key;
      if (isNew) stepTo(isNew, 'start');
      else if (newest && !isNoticed) reveal(newest);
    });
  }, []);
  useEffect(() => {
    // Once it has been sent it is a line longer, and has another key.
    if (went && last) reveal(last.key);
  }, [went, last?.key, last?.sent]);

  const send = () =>
    keeping(async () => {
      if (empty || long) return;
      await sendLetter(text.trim());
      setWent({ text: text.trim() });
    });

  return (
    <Screen
      back={{ words: t('tab_more'), to: 'more' }}
      floats
      foot={
        <Dock>
          <Came letters={thread.letters} />
          {(failed || letterNotKept()) && <NotKept />}
          {writable && long && <TooLongNotice />}
          {thread.renewal && (
            <p class="meta">
              {t(short[thread.renewal])} {!writable && !empty && t('coach_comes_along')}{' '}
              {writable && <a href={to('coach', 'renew')}>{t('coach_renew')}</a>}
            </p>
          )}
          {writable ? (
            <button type="button" class="btn main" aria-disabled={empty || long || busy} onClick={() => void send()}>
              {t(empty ? 'coach_write_first' : 'coach_send')}
            </button>
          ) : (
            <a class="btn main" href={to('coach', 'renew')}>
              {t('coach_renew')}
            </a>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('coach_title')}</h1>
      <p class="meta">
        {[organisation.coach_hours, organisation.promise].filter(Boolean).map(wholeSentence).join(' ')}
      </p>
      <Noticed thread={thread} texts={texts} />
      <History thread={thread} texts={texts} />
      <Trouble asked={thread.asked} />
      {writable && <NoReaders thread={thread} />}
      <Danger>
        {writable && (
          <div class="coach-write">
            <Writes id="coach-letter" label={t('coach_field')} rows={4} value={text} change={noteLetter} />
            <RivalsHere record={letterRecord()} name={t('coach_field')} />
          </div>
        )}
      </Danger>
      <p class="hide" role="status">
        {went && last && wentWords(last, went.text)}
      </p>
      <More thread={thread} texts={texts} writable={writable} />
    </Screen>
  );
}

/** What became of the words that were sent here, once it is known: it stands at the letter too. */
function wentWords({ content, sent }: Letter, text: string): string {
  if (content?.kind !== 'text' || content.text !== text) return '';
  if (sent === 'waiting') return staysHere() ? t('coach_waiting') : '';
  return t(sent === 'sent' ? 'coach_sent' : 'coach_refused');
}

/** `asked`: when there last was an answer from the server. */
function Trouble({ asked }: Pick<Thread, 'asked'>) {
  const why = threadTrouble.value;
  return (
    <div role="status">
      {why && why !== 'deleted' && why !== 'full' && (
        <p class="meta">
          {why === 'offline' ? t('coach_offline_now') : whyWords(why)}
          {asked && ` ${t('coach_checked', { date: dateWords(asked) })}`}
        </p>
      )}
    </div>
  );
}

/** The last of it; what stands before comes when it is asked for. */
function History({ thread, texts }: Pick<Props, 'thread' | 'texts'>) {
  const [all, showAll] = useState(false);
  // What has been shown stays there when it has been read, and when more comes.
  const [most] = useState(() => recentLetters(thread.letters).hidden);
  const hidden = Math.min(most, recentLetters(thread.letters).hidden);
  const letters = all ? thread.letters : thread.letters.slice(hidden);
  // The button goes: on from the last of what it brings.
  const unfold = () => {
    showAll(true);
    requestAnimationFrame(() => stepTo(thread.letters[hidden - 1]?.key ?? '', 'nearest'));
  };
  const before = letters.filter((it) => it.earlier);
  const now = letters.filter((it) => !it.earlier);
  const rest = {
    texts,
    thread: thread.id,
    all: thread.letters,
    again: repeated(letters),
    open: thread.state !== 'ended' && thread.state !== 'moved',
  };
  return (
    <>
      {!all && hidden > 0 && (
        <button type="button" class="link plainbtn" onClick={unfold}>
          {t('coach_earlier')}
        </button>
      )}
      {before.length > 0 && (
        <Part name={t('coach_before')}>
          <Letters {...rest} letters={before} />
        </Part>
      )}
      <Letters {...rest} letters={now} />
    </>
  );
}

/** What has to be said before anything is read: why to begin anew, what did not add up, who has joined, a new text. */
function Noticed({ thread, texts }: Pick<Props, 'thread' | 'texts'>) {
  const { busy, failed, keeping } = useKeeping();
  const said = toSay(
    thread.findings.map(({ code }) => code),
    thread.renewal,
  );
  const isLeft = thread.renewal !== 'coach-gone' || thread.readers.length > 0;
  return (
    <div role="status" class="notices thread-notices">
      {thread.renewal && (
        <div class="notice">
          <Icon name="warning" />
          <div class="coach-notice">
            <p>{t(isLeft ? `coach_renew_${thread.renewal}` : 'coach_renew_nobody')}</p>
            <a class="btn" href={to('coach', 'renew')}>
              {t('coach_renew')}
            </a>
          </div>
        </div>
      )}
      {said.length > 0 && (
        <section class="notice" aria-label={t('coach_findings')}>
          <Icon name="warning" />
          <div class="coach-notice">
            {said.map((it) => (
              <p key={it}>{t(`coach_found_${it}`)}</p>
            ))}
            {said.includes('added') && !thread.renewal && (
              <a class="link" href={to('coach', 'renew')}>
                {t('coach_renew')}
              </a>
            )}
            <button
              type="button"
              class="btn"
              aria-disabled={busy}
              onClick={() => void keeping(async () => threads.peek()?.seen()).then(toTitle)}
            >
              {t('coach_findings_read')}
            </button>
          </div>
        </section>
      )}
      {moved.value && <p class="notice">{t('coach_held')}</p>}
      {others.value.length > 0 && (
        <div class="notice">
          <Icon name="warning" />
          <div class="coach-notice">
            <p>{t('coach_two')}</p>
            {others.value.map((it) => (
              <a key={it.id} class="link" href={to('coach', 'other', it.id)}>
                {it.unread > 0 ? t('coach_news', { n: it.unread }) : t('coach_another')}
              </a>
            ))}
          </div>
        </div>
      )}
      {givenCoachConsent()?.version !== texts.version && (
        <div class="notice">
          <Icon name="warning" />
          <p>
            {t('coach_text_new')} <a href={to('coach', 'consent')}>{t('coach_text_read')}</a>
          </p>
        </div>
      )}
      {failed && <NotKept />}
    </div>
  );
}

function More({ thread, texts: { checkin }, writable }: Pick<Props, 'thread' | 'texts'> & { writable: boolean }) {
  const due = threads.value?.due;
  const every = thread.rhythm?.every;
  const next =
    due && (due > today.value ? t('coach_checkin_due', { date: soonWords(due) }) : t('coach_news_due_small'));
  const key = rhythmKey(thread.first);
  const minded = ownChoice().on[key] === true && !!due && whyNot({ key, date: due, at: null }) === null;
  return (
    <Part name={t('coach_more')} after>
      <ul class="rows">
        {writable && (
          <>
            <LinkRow href={to('coach', 'checkin')} name={checkin.title} small={next || undefined} />
            <LinkRow href={to('coach', 'summary')} name={t('coach_attach_summary')} small={t('coach_attach_small')} />
            <LinkRow href={to('coach', 'plan')} name={t('coach_attach_plan')} small={t('coach_attach_small')} />
            <LinkRow
              href={to('coach', 'rhythm')}
              name={checkin.rhythm}
              small={[every ? checkin[every] : checkin.never, every && minded ? t('coach_remind') : '']
                .filter(Boolean)
                .join(' · ')}
            />
            <LinkRow
              href={to('coach', 'tell')}
              name={t('coach_tell')}
              small={t(thread.told ? 'coach_tell_is_on' : 'coach_tell_is_off')}
            />
          </>
        )}
        <LinkRow
          href={to('coach', 'who')}
          name={t('coach_who')}
          small={
            thread.newcomers.length > 0 ? t('coach_newcomers', { n: thread.newcomers.length }) : readersWords(thread)
          }
        />
        {others.value.map(({ id }) => (
          <LinkRow key={id} href={to('coach', 'other', id)} name={t('coach_another')} small={t('coach_other_small')} />
        ))}
        <LinkRow href={to('coach', 'close')} name={t('coach_close')} small={t('coach_close_small')} />
      </ul>
    </Part>
  );
}
