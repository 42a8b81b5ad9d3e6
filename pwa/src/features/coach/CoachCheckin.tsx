/** The check-in: one number, the practice, one question. It goes to the thread when it is sent, and rests here until then. */
import type { CoachTexts } from '../../core/model/content.ts';
import { isTooLong, LONGEST_CHECKIN_TEXT } from '../../core/thread/lengths.ts';
import { t } from '../../platform/i18n.ts';
import { stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { RivalsHere } from '../../shared/Rivals.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { Ten } from '../../ui/Ten.tsx';
import { sendCheckin } from './commands.ts';
import { Danger } from './Danger.tsx';
import { allOf, begun, formNotKept, formRecord, formText, note } from './drafts.ts';
import { toThread } from './leave.ts';
import { NoReaders } from './NoReaders.tsx';
import { TooLongNotice } from './TooLongNotice.tsx';
import { thread } from './threads.ts';
import { Writes } from './Writes.tsx';

export function CoachCheckin({ texts: { checkin } }: { texts: CoachTexts }) {
  const { busy, failed, keeping } = useKeeping();
  const { how } = begun('checkin');
  const chosen = typeof how === 'number' ? how : null;
  const said = () => ({
    kind: 'checkin' as const,
    how: chosen ?? 0,
    practice_text: allOf('checkin', 'practice_text'),
    question_text: allOf('checkin', 'question_text'),
  });
  const long = isTooLong(said());
  const text = (field: string) => formText('checkin', field);

  const send = () =>
    keeping(async () => {
      const still = stillHere();
      if (chosen === null || long) return;
      await sendCheckin(said());
      if (still()) toThread();
    });

  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {(failed || formNotKept('checkin')) && <NotKept />}
          {long && <TooLongNotice />}
          <button
            type="button"
            class="btn main"
            aria-disabled={busy || long || chosen === null}
            onClick={() => void send()}
          >
            {t(chosen === null ? 'coach_checkin_choose' : 'coach_send')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{checkin.title}</h1>
      <p class="read">{checkin.intro}</p>
      <h2 class="lead coach-ask" id="coach-how">
        {checkin.how}
      </h2>
      <Ten
        name="coach-how"
        labelledby="coach-how"
        value={chosen}
        low={checkin.low}
        high={checkin.high}
        choose={(value) => note('checkin', { how: value })}
      />
      {thread.value && <NoReaders thread={thread.value} />}
      <Danger>
        <div class="coach-write">
          <Writes
            id="coach-practice"
            label={checkin.practice}
            most={LONGEST_CHECKIN_TEXT}
            rows={3}
            value={text('practice_text')}
            change={(now, shown) => note('checkin', { practice_text: now }, { practice_text: shown })}
          />
          <Writes
            id="coach-question"
            label={checkin.question}
            most={LONGEST_CHECKIN_TEXT}
            rows={3}
            value={text('question_text')}
            change={(now, shown) => note('checkin', { question_text: now }, { question_text: shown })}
          />
          <RivalsHere record={formRecord('checkin')} name={checkin.title} />
        </div>
      </Danger>
    </Screen>
  );
}
