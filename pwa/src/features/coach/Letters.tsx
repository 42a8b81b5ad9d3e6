/** Messages by day: his own words, a coach's under the name the coach signs with. What could not be checked is not shown. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { accepted, byDay, lastRead, threadOf } from '../../core/model/coach.ts';
import { agreementKey } from '../../core/model/coach-reminders.ts';
import type { CoachTexts } from '../../core/model/content.ts';
import type { FromCoach, FromPerson, Letter } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Agreement } from './Agreement.tsx';
import { mindedWords } from './Minded.tsx';
import { placeOf, stepTo } from './place.ts';
import { staysHere, threads } from './threads.ts';

interface Around {
  /** Null where there are coaches no more. */
  texts: CoachTexts | null;
  /** Id of the thread. */
  thread: string;
  /** The thread that is written in, and can be taken back from. */
  open: boolean;
  read: string | null;
  agreements: ReadonlySet<string>;
  /** Keys of first messages whose words stand above already. */
  again: ReadonlySet<string>;
}

interface Props extends Pick<Around, 'texts' | 'thread' | 'open'> {
  /** Those that are shown. */
  letters: readonly Letter[];
  /** All of the thread: what was agreed to may stand further back. */
  all: readonly Letter[];
  again?: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export function Letters({ letters, all, again = none, ...rest }: Props) {
  const around: Around = { ...rest, again, read: lastRead(all), agreements: accepted(all, rest.thread) };
  return byDay(letters).map(({ day, letters: those }) => (
    <section class="coach-day" key={`${day} ${those[0]?.key}`} aria-label={dateWords(day)}>
      <h2>{capital(dateWords(day))}</h2>
      {those.map((letter) => (
        <article key={letter.key} id={placeOf(letter.key)} class="coach-letter">
          {letter.from === 'u' ? <Mine letter={letter} around={around} /> : <Theirs letter={letter} around={around} />}
        </article>
      ))}
    </section>
  ));
}

/** Own lines are kept as they were broken. */
const Lines = ({ text, own }: { text: string; own?: boolean }) => (
  <p class={own ? 'own coach-text' : 'read coach-text'}>{text}</p>
);

function Theirs({ letter, around }: { letter: Letter; around: Around }) {
  const { content, proven } = letter;
  if (!proven) return <p class="meta">{t('coach_unproven')}</p>;
  if (content === null) return <p class="meta">{t('coach_withdrew_coach')}</p>;
  if (!('name' in content)) return <p class="meta">{t('coach_unknown')}</p>;
  return (
    <>
      <h3 class="coach-name">{t('coach_from', { name: content.name || t('coach_coach') })}</h3>
      <Said content={content} letter={letter} around={around} />
    </>
  );
}

interface SaidProps {
  content: FromCoach;
  letter: Letter;
  around: Around;
}

function Said({ content, letter, around }: SaidProps) {
  switch (content.kind) {
    case 'text':
      return <Lines text={content.text} />;
    case 'absence':
      return (
        <>
          <p class="read">{t('coach_absence', { date: dateWords(content.until) })}</p>
          {content.text && <Lines text={content.text} />}
        </>
      );
    case 'agreement':
      return (
        <>
          <p class="meta">{t('coach_agreement')}</p>
          <Lines text={content.text} />
          <p class="lead coach-when">{capital(mindedWords(content.date, content.time))}</p>
          {around.open && letter.n !== null && (
            <Agreed n={letter.n} letter={letter} agreement={content} around={around} />
          )}
        </>
      );
  }
}

interface AgreedProps {
  n: number;
  letter: Letter;
  agreement: Extract<FromCoach, { kind: 'agreement' }>;
  around: Around;
}

function Agreed({ n, letter, agreement: { date, time }, around }: AgreedProps) {
  const key = agreementKey(letter.earlier ? threadOf(letter) : around.thread, n);
  return <Agreement n={n} id={key} date={date} at={time} said={around.agreements.has(key)} earlier={letter.earlier} />;
}

function Mine({ letter, around }: { letter: Letter; around: Around }) {
  const { content, sent, key, earlier } = letter;
  if (content === null) return <p class="meta">{t('coach_withdrew_you')}</p>;
  const state =
    sent === 'waiting'
      ? t(staysHere() ? 'coach_waiting' : 'coach_sending')
      : sent === 'refused'
        ? t('coach_refused')
        : key === around.read
          ? t('coach_read')
          : letter.read
            ? ''
            : t('coach_sent');
  // What only says that something was chosen is not taken back: it is chosen anew.
  const told = content.kind === 'rhythm' || content.kind === 'accepted' || content.kind === 'carried';
  return (
    <>
      <h3 class="coach-name">{t('coach_you')}</h3>
      {content.kind === 'unknown' || 'name' in content ? (
        <p class="meta">{t('coach_unknown')}</p>
      ) : (
        <Own content={content} texts={around.texts} again={around.again.has(key)} />
      )}
      {!earlier && around.open && <Standing words={state} letter={letter} fixed={told && sent === 'sent'} />}
    </>
  );
}

interface OwnProps {
  content: FromPerson;
  texts: CoachTexts | null;
  /** Its words stand above already. */
  again: boolean;
}

function Own({ content, texts, again }: OwnProps): ComponentChildren {
  switch (content.kind) {
    case 'opening': {
      if (again) return <p>{t('coach_first')}</p>;
      const codes = [...(texts?.about.stop ?? []), ...(texts?.about.near ?? [])];
      const about = content.about.flatMap((code) => codes.find((it) => it.code === code)?.label ?? []);
      return (
        <>
          {about.length > 0 && <p class="meta">{t('coach_about', { codes: about.join(' · ') })}</p>}
          {content.text && <Lines own text={content.text} />}
        </>
      );
    }
    case 'text':
      return <Lines own text={content.text} />;
    case 'checkin':
      return <Checkin content={content} texts={texts} />;
    case 'summary':
    case 'plan':
      return (
        <>
          <p>{t(content.kind === 'plan' ? 'coach_was_plan' : 'coach_was_summary')}</p>
          <details>
            <summary>{t('coach_lines')}</summary>
            <p class="read coach-text">{content.lines.join('\n')}</p>
          </details>
        </>
      );
    case 'rhythm':
      return <p>{t(`coach_was_${content.every ?? 'never'}`)}</p>;
    case 'accepted':
      return <p>{t('coach_was_accepted')}</p>;
    case 'carried':
      return <p>{t('coach_was_carried')}</p>;
  }
}

function Checkin({ content, texts }: { content: Extract<FromPerson, { kind: 'checkin' }>; texts: CoachTexts | null }) {
  if (!texts)
    return (
      <>
        <p>{t('coach_how', { n: content.how })}</p>
        {[content.practice_text, content.question_text].filter(Boolean).map((text) => (
          <Lines key={text} own text={text} />
        ))}
      </>
    );
  const { how, practice, question } = texts.checkin;
  return (
    <dl class="plan">
      <div>
        <dt>{how}</dt>
        <dd>{t('coach_how', { n: content.how })}</dd>
      </div>
      {content.practice_text && (
        <div>
          <dt>{practice}</dt>
          <dd class="own coach-text">{content.practice_text}</dd>
        </div>
      )}
      {content.question_text && (
        <div>
          <dt>{question}</dt>
          <dd class="own coach-text">{content.question_text}</dd>
        </div>
      )}
    </dl>
  );
}

/** Where it is, and the way to take it back: asked once, since the words go. */
function Standing({ words, letter, fixed }: { words: string; letter: Letter; fixed: boolean }) {
  const [asks, ask] = useState(false);
  const { busy, failed, keeping } = useKeeping();
  const question = useRef<HTMLFieldSetElement>(null);
  const asker = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asks) {
      question.current?.scrollIntoView({ block: 'nearest' });
      question.current?.focus({ preventScroll: true });
    } else if (asked.current) asker.current?.focus();
    asked.current = asks;
  }, [asks]);
  const take = () =>
    keeping(async () => {
      await threads.peek()?.withdraw(letter.key);
      requestAnimationFrame(() => stepTo(letter.key, 'nearest'));
    });
  return (
    <>
      <div class="coach-standing">
        <p class="meta">{words}</p>
        {!fixed && !asks && (
          <button type="button" class="link plainbtn" ref={asker} onClick={() => ask(true)}>
            {t('coach_withdraw')}
          </button>
        )}
      </div>
      {asks && (
        <fieldset
          class="stack"
          ref={question}
          tabIndex={-1}
          aria-label={t('coach_withdraw')}
          aria-describedby={`${placeOf(letter.key)}/question`}
        >
          <p id={`${placeOf(letter.key)}/question`}>{t('coach_withdraw_sure')}</p>
          <div class="pair2">
            <button type="button" class="btn" aria-disabled={busy} onClick={() => void take()}>
              {t('coach_withdraw_yes')}
            </button>
            <button type="button" class="btn" onClick={() => ask(false)}>
              {t('coach_no')}
            </button>
          </div>
        </fieldset>
      )}
      {failed && <NotKept />}
    </>
  );
}
