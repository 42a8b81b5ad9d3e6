/** The last step of a module: one practice for the week. Taking it ends the module, which closes with what was chosen in it. */
import { useState } from 'preact/hooks';
import type { Practice, Text } from '../../../core/model/content.ts';
import { smallestOf } from '../../../core/model/practice.ts';
import { doneOn } from '../../../core/model/progress.ts';
import { t } from '../../../platform/i18n.ts';
import { stillHere } from '../../../platform/router.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { Dock, Draft, Screen } from '../../../shared/Screen.tsx';
import { entries } from '../../../shared/state.ts';
import { Blocks } from '../../../shared/Words.tsx';
import { useTop } from '../../../ui/top.ts';
import { ShownAnswers } from '../../exercise/index.ts';
import { takePractice } from '../commands.ts';
import { Closing } from './Closing.tsx';
import { stepBack, TextProgress } from './place.tsx';

interface Props {
  text: Text;
  practice: Practice;
  before?: string;
}

export function PracticeStep({ text, practice, before }: Props) {
  const [failed, setFailed] = useState(false);
  const [taken, setTaken] = useState(false);
  /** Taken once more, a module makes no second line. */
  const [first] = useState(() => !doneOn(entries.peek(), text.id));
  useTop(String(taken));
  const take = async () => {
    const still = stillHere();
    try {
      await takePractice(text.id);
    } catch {
      return setFailed(true);
    }
    if (still()) setTaken(true);
  };
  if (taken) return <Closing text={text} practice={practice} line={first} />;
  return (
    <Screen
      back={stepBack(text, before)}
      floats
      tab="programme"
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => void take()}>
            {t('practice_take')}
          </button>
        </Dock>
      }
    >
      <TextProgress text={text} step="practice" />
      <h1 class="title">{practice.title}</h1>
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
      {failed && <NotKept />}
      <Draft shown={text.draft} />
    </Screen>
  );
}
