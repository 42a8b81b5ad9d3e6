/** What was written, oldest first: the person's words behind the lichen line, coaches' answers set in. */
import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { Locale } from '../../core/model/content.ts';
import type { Answered, Case, FromCoach, FromPerson, Letter, Unknown } from '../../core/thread/types.ts';
import { dateInWords, timeInWords, weekdayInWords } from '../../platform/dates.ts';
import { type Key, t } from '../../platform/i18n.ts';
import { desk, localToday, names, utcToday } from '../state.ts';
import { aboutWords } from '../texts.ts';
import { focusSoon, Sure } from './Sure.tsx';

export type Act = (work: Promise<Answered>, done: Key) => Promise<boolean>;

/** `look` is given the keys of messages whose end has been on the screen while a coach was there. */
export function CaseLetters({ found, act, look }: { found: Case; act: Act; look: (keys: readonly string[]) => void }) {
  useEffect(() => watchEnds(look), [found.letters]);
  const alias = found.opening?.alias ?? t('the_writer');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a laptop, and has to by keyboard too
    <section class="scrolls" tabIndex={0} aria-label={t('messages')}>
      <Tongue.Provider value={found.opening?.locale ?? undefined}>
        <ol class="letters">
          {found.letters.map((letter) => (
            <li key={letter.key} id={placeOf(letter.key)} class={letter.from === 'u' ? 'letter' : 'letter sent'}>
              <p class="meta">
                <b>{letter.from === 'u' ? alias : signed(letter)}</b> · {dateInWords(letter.day, utcToday())}
                {letter.from === 'c' && letter.content && letter.read && ` · ${t('read_by_writer')}`}
                {isNew(letter) && (
                  <>
                    {' · '}
                    <em>{t('new')}</em>
                  </>
                )}
              </p>
              <Inside letter={letter} letters={found.letters} />
              {isNew(letter) && <span class="end" data-end={letter.key} />}
              {letter.coach === desk.value?.id && letter.n !== null && letter.content && (
                <Sure
                  small
                  ask={t('withdraw')}
                  named={dateInWords(letter.day, utcToday())}
                  words={t(letter.read ? 'withdraw_read' : 'withdraw_sure')}
                  yes={t('withdraw_yes')}
                  act={async () => {
                    const at = desk.peek();
                    if (!at || letter.n === null) return;
                    // The button goes with the words.
                    if (await act(at.withdraw(found.thread, letter.n), 'withdrawn')) focusSoon(goneOf(letter));
                  }}
                />
              )}
            </li>
          ))}
        </ol>
      </Tongue.Provider>
    </section>
  );
}

const placeOf = (key: string): string => `letter/${key}`;

/** The person's, and no coach had read it when it was fetched. */
const isNew = ({ from, read }: Letter): boolean => from === 'u' && !read;

/** What lies over the top of the page: the head. */
const COVERED = 64;

/**
 * Brings a letter to the top of what is seen of the thread, unless it stands there whole, or is longer than that and being read: who is
 * in the middle of it stays there. The page itself moves only where the thread has no window of its own.
 */
export function bringLetter(key: string): void {
  const letter = document.getElementById(placeOf(key));
  const window = letter?.closest<HTMLElement>('.scrolls');
  if (!letter || !window) return;
  const scrolls = window.scrollHeight > window.clientHeight;
  const seen = window.getBoundingClientRect();
  const [from, to] = scrolls ? [seen.top, seen.bottom] : [COVERED, innerHeight];
  const { top, bottom } = letter.getBoundingClientRect();
  if (top < from && bottom > to) return;
  if (scrolls) window.scrollTop += top - from;
  else if (bottom > to) letter.scrollIntoView();
}

/** What a coach who is there does to the page. A pointer at rest moves when what is below it changes: a move is none. */
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'scroll', 'focus'] as const;

/**
 * Tells which of the ends of new messages are on the screen, once somebody has touched the page since they were drawn: what is fetched
 * by itself may be drawn where nobody is. Returns what stops it.
 */
function watchEnds(look: (keys: readonly string[]) => void): () => void {
  const here = new Set<string>();
  let touched = false;
  const tell = (): void => {
    if (touched && document.visibilityState === 'visible' && document.hasFocus()) look([...here]);
  };
  const touch = (): void => {
    touched = true;
    tell();
  };
  const watch = new IntersectionObserver(
    (ends) => {
      for (const { target, isIntersecting } of ends) {
        const key = (target as HTMLElement).dataset.end ?? '';
        if (isIntersecting) here.add(key);
        else here.delete(key);
      }
      tell();
    },
    { rootMargin: `-${COVERED}px 0px 0px 0px` },
  );
  for (const end of document.querySelectorAll('[data-end]')) watch.observe(end);
  // Before anything that the touch does, such as leaving.
  for (const it of TOUCHES) addEventListener(it, touch, { capture: true, passive: true });
  return () => {
    watch.disconnect();
    for (const it of TOUCHES) removeEventListener(it, touch, { capture: true });
  };
}

const goneOf = ({ key }: Letter): string => `gone/${key}`;

/** Who an answer is from. One that is not proven is nobody's. */
function signed({ coach, proven, content }: Letter): string {
  if (!proven) return t('unproven');
  if (coach === desk.value?.id) return t('you_wrote');
  const name = content && 'name' in content ? content.name : coach ? names.value[coach] : '';
  return name || t('a_colleague');
}

function Inside({ letter, letters }: { letter: Letter; letters: readonly Letter[] }) {
  const { content, from, proven } = letter;
  if (!content)
    return (
      <p class="gone" id={goneOf(letter)} tabIndex={-1}>
        {t(from === 'u' ? 'withdrew_writer' : 'withdrew_coach')}
      </p>
    );
  if (from === 'c' && !proven) return <p class="gone">{t('unproven_why')}</p>;
  return <Content content={content} letters={letters} own={from === 'u'} />;
}

/** The language that is written in here, which need not be the coach's. */
const Tongue = createContext<Locale | undefined>(undefined);

function Said({ text, own }: { text: string; own: boolean }) {
  const tongue = useContext(Tongue);
  if (text.trim() === '') return null;
  return (
    <p class={own ? 'own letter-text' : 'read letter-text'} lang={tongue}>
      {text}
    </p>
  );
}

interface ContentProps {
  content: FromPerson | FromCoach | Unknown;
  letters: readonly Letter[];
  own: boolean;
}

function Content({ content, letters, own }: ContentProps) {
  switch (content.kind) {
    case 'opening':
      return (
        <>
          {content.about.length > 0 && (
            <p class="meta">{t('about', { what: aboutWords(content.programme, content.about).join(', ') })}</p>
          )}
          <Said text={content.text} own={own} />
        </>
      );
    case 'text':
      return <Said text={content.text} own={own} />;
    case 'checkin':
      return (
        <>
          <p>
            <b>{t('checkin', { how: content.how })}</b>
          </p>
          <Labelled words={t('checkin_practice')} text={content.practice_text} own={own} />
          <Labelled words={t('checkin_question')} text={content.question_text} own={own} />
        </>
      );
    case 'summary':
    case 'plan':
      return (
        <>
          <p>
            <b>{t(content.kind === 'summary' ? 'sent_summary' : 'sent_plan')}</b>
          </p>
          <ul class="attached">
            {content.lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      );
    case 'rhythm':
      return (
        <p>
          {t(content.every === null ? 'rhythm_none' : content.every === 'week' ? 'rhythm_week' : 'rhythm_fortnight')}
        </p>
      );
    case 'accepted': {
      const agreed = letters.find((it) => it.from === 'c' && it.n === content.agreement)?.content;
      const day = agreed?.kind === 'agreement' ? weekdayInWords(agreed.date, localToday()) : '';
      return <p>{day ? t('accepted_day', { day }) : t('accepted')}</p>;
    }
    case 'carried':
      return (
        <details class="carried">
          <summary>{t('carried', { n: content.messages.length })}</summary>
          <p class="meta">{t('carried_why')}</p>
          <ol class="letters">
            {content.messages.map((it) => (
              <li class={it.from === 'u' ? 'letter' : 'letter sent'}>
                <p class="meta">
                  <b>{it.from === 'u' ? t('the_writer') : it.name || t('a_colleague')}</b> ·{' '}
                  {dateInWords(it.day, utcToday())}
                </p>
                {it.agreement && <Agreed {...it.agreement} />}
                {it.until && <Away until={it.until} />}
                <Said text={it.text} own={it.from === 'u'} />
                {it.agreement?.accepted && <p class="meta">{t('accepted')}</p>}
              </li>
            ))}
          </ol>
        </details>
      );
    case 'agreement':
      return (
        <>
          <Agreed {...content} />
          <Said text={content.text} own={own} />
        </>
      );
    case 'absence':
      return (
        <>
          <Away until={content.until} />
          <Said text={content.text} own={own} />
        </>
      );
    case 'unknown':
      return <p class="gone">{t('unknown_message')}</p>;
  }
}

function Away({ until }: { until: string }) {
  return (
    <p>
      <b>{t('away_until', { day: weekdayInWords(until, localToday()) })}</b>
    </p>
  );
}

function Agreed({ date, time }: { date: string; time: string | null }) {
  return (
    <p>
      <b>
        {t('agreement_on', { day: weekdayInWords(date, localToday()) })}
        {time && ` ${t('at_time', { time: timeInWords(time) })}`}
      </b>
    </p>
  );
}

function Labelled({ words, text, own }: { words: string; text: string; own: boolean }) {
  if (text.trim() === '') return null;
  return (
    <>
      <p class="meta">{words}</p>
      <Said text={text} own={own} />
    </>
  );
}
