/** What became of an agreement that a coach proposes. Yes is told to the coach, no is this phone's alone. */
import { useRef } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { today } from '../../shared/state.ts';
import { ownChoice, switchedOwn } from '../reminders/index.ts';
import { acceptAgreement } from './commands.ts';
import { type MindedTime, Not, ringsWords, whyNot } from './Minded.tsx';
import { focusNext } from './place.ts';

interface Props extends Omit<MindedTime, 'key'> {
  /** as its reminder is called */
  id: string;
  n: number;
  /** It was said yes to. */
  said: boolean;
  /** It stands in a conversation that was made anew, and can be answered no more. */
  earlier: boolean;
}

export function Agreement({ n, id: key, said, earlier, date, at }: Props) {
  const { busy, failed, keeping } = useKeeping();
  const timed: MindedTime = { key, date, at };
  const chosen = ownChoice().on[key];
  const isOver = date < today.value;
  const not = isOver ? null : whyNot(timed);
  // What was pressed gives way to what became of it, which is read.
  const outcome = useRef<HTMLParagraphElement>(null);
  const press = (work: () => Promise<unknown>) => void keeping(work).then(() => focusNext(() => outcome.current));
  if (said)
    return (
      <p class="meta" ref={outcome}>
        {chosen && !isOver && !not ? ringsWords(timed) : t('coach_was_accepted')}{' '}
        {not && (chosen || not.why === 'past') && <Not {...not} />}
        {!chosen && !isOver && not?.why !== 'past' && (
          <button type="button" class="link plainbtn" onClick={() => press(() => switchedOwn(key, true))}>
            {t('coach_remind')}
          </button>
        )}
      </p>
    );
  // A day that is over asks for nothing, and an hour that has passed only says so.
  if (earlier || isOver) return null;
  if (not?.why === 'past')
    return (
      <p class="meta" ref={outcome}>
        {not.words}
      </p>
    );
  const rests = not && not.why !== 'off' && not.why !== 'waiting' ? not : null;
  return (
    <>
      {failed && <NotKept />}
      {chosen === false && (
        <p class="meta" ref={outcome}>
          {t('coach_declined')}
        </p>
      )}
      {rests && (
        <p class="meta">
          <Not {...rests} />
        </p>
      )}
      <div class="pair2 coach-answer">
        <button type="button" class="btn" aria-disabled={busy} onClick={() => press(() => acceptAgreement(n, key))}>
          {t(rests ? 'coach_agree_only' : 'coach_agree_yes')}
        </button>
        {chosen !== false && (
          <button type="button" class="btn" aria-disabled={busy} onClick={() => press(() => switchedOwn(key, false))}>
            {t('coach_agree_no')}
          </button>
        )}
      </div>
      <p class="meta">{t('coach_agree_quiet')}</p>
    </>
  );
}
