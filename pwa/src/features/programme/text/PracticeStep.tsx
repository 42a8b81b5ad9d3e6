/**
 * The last step of a module: one practice for the week. Taking it ends the module, which closes with what was chosen in it; so does going on
 * without it. Where nothing of what the practice is about was chosen, the module has been read and ends all the same.
 */
import { useState } from 'preact/hooks';
import { makerOf } from '../../../core/model/answers.ts';
import type { Practice, Text } from '../../../core/model/content.ts';
import { isSet, smallestOf } from '../../../core/model/practice.ts';
import { doneOn } from '../../../core/model/progress.ts';
import { t } from '../../../platform/i18n.ts';
import { stillHere } from '../../../platform/router.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Dock, Draft, Screen } from '../../../shared/Screen.tsx';
import { entries, pack } from '../../../shared/state.ts';
import { Blocks } from '../../../shared/Words.tsx';
import { LinkRow } from '../../../ui/LinkRow.tsx';
import { useTop } from '../../../ui/top.ts';
import { editHref, ShownAnswers } from '../../exercise/index.ts';
import { leavePractice, takePractice } from '../commands.ts';
import { Closing } from './Closing.tsx';
import { stepBack, TextProgress } from './place.tsx';

interface Props {
  text: Text;
  practice: Practice;
  before?: string;
}

export function PracticeStep({ text, practice, before }: Props) {
  const [failed, setFailed] = useState(false);
  const [ended, setEnded] = useState<'with' | 'without' | null>(null);
  /** Taken once more, a module makes no second line. */
  const [first] = useState(() => !doneOn(entries.peek(), text.id));
  const set = isSet(entries.value, pack(), practice);
  useTop(String(ended));
  const end = async (how: 'with' | 'without') => {
    const still = stillHere();
    try {
      if (how === 'without') await leavePractice(text.id);
      else if (set || first) await takePractice(text.id);
    } catch {
      return setFailed(true);
    }
    if (still()) setEnded(how);
  };
  if (ended) return <Closing text={text} practice={set && ended === 'with' ? practice : undefined} first={first} />;
  return (
    <Screen
      back={stepBack(text, before)}
      floats
      tab="programme"
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => void end('with')}>
            {t(set ? 'practice_take' : 'done')}
          </button>
          {set && (
            <div class="aside">
              <span />
              <button type="button" class="plain-link" onClick={() => void end('without')}>
                {t('practice_without')}
              </button>
            </div>
          )}
        </Dock>
      }
    >
      <TextProgress text={text} step="practice" />
      <h1 class="title">{practice.title}</h1>
      {set ? <Shown text={text} practice={practice} /> : <Unset practice={practice} />}
      {failed && <NotKept />}
      <Draft shown={text.draft} />
    </Screen>
  );
}

/** What it is, when, how small it may be, and what may get in the way. */
function Shown({ text, practice }: Pick<Props, 'text' | 'practice'>) {
  return (
    <>
      <Blocks blocks={practice.blocks} around={{ kind: 'module', id: text.id, sources: text.sources }} />
      <p class="lead after">{practice.do}</p>
      <ShownAnswers show={practice.show} />
      <dl class="plan practice">
        <div>
          <dt>{t('practice_when')}</dt>
          <dd>{practice.when}</dd>
        </div>
        <div>
          <dt>{t('practice_smallest')}</dt>
          <dd>{smallestOf(entries.value, practice)}</dd>
        </div>
        <div>
          <dt>{t('practice_obstacle')}</dt>
          <dd>{practice.obstacle}</dd>
        </div>
      </dl>
    </>
  );
}

/** Nothing of what it is about was chosen: where it can be, and that reading is enough. */
function Unset({ practice: { show } }: Pick<Props, 'practice'>) {
  return (
    <>
      <p class="read">{t('practice_unset')}</p>
      <ul class="rows">
        {show
          .flatMap((name) => makerOf(pack(), name) ?? [])
          .map((maker) => (
            <LinkRow key={maker.step.id} href={editHref(maker)} name={maker.step.title} />
          ))}
      </ul>
    </>
  );
}
