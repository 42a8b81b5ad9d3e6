/** A module, one step a screen: how far one is, the step, «Videre». It opens with the practice before it, or where it was left. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { noted } from '../../../core/faults.ts';
import type { Text } from '../../../core/model/content.ts';
import { lookBack, stillAsked } from '../../../core/model/practice.ts';
import { moduleState, stepIds } from '../../../core/model/programme.ts';
import { doneOn } from '../../../core/model/progress.ts';
import { inDanger } from '../../../core/model/safety.ts';
import { t } from '../../../platform/i18n.ts';
import { back as goBack, instead, root, stillHere } from '../../../platform/router.ts';
import { cited } from '../../../shared/cited.ts';
import { flush } from '../../../shared/drafts.ts';
import { useKeeping } from '../../../shared/keeping.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { SafetyQuestion, safetyAnswer } from '../../../shared/SafetyQuestion.tsx';
import { Dock, Draft, Screen } from '../../../shared/Screen.tsx';
import { Sources } from '../../../shared/Sources.tsx';
import { entries, pack, today, vault } from '../../../shared/state.ts';
import { type Around, Blocks } from '../../../shared/Words.tsx';
import { useTop } from '../../../ui/top.ts';
import type { Lead } from '../../exercise/index.ts';
import { Body, hasShown } from '../../exercise/index.ts';
import { Way } from '../../urge/index.ts';
import { finishText, rememberStep } from '../commands.ts';
import { ClosingWay } from './Closing.tsx';
import { LifeDock } from './Life.tsx';
import { LookBack, lookBackStep } from './LookBack.tsx';
import { PracticeStep } from './PracticeStep.tsx';
import { stepBack, TextProgress } from './place.tsx';

/** Remembers the step left; before anything has been kept there is nowhere to remember it. Looking in is no beginning. */
async function remember(text: Text, step: string): Promise<void> {
  const { state } = moduleState(entries.peek(), text);
  if (entries.peek().size === 0 || state === 'done' || (state === 'new' && step === stepIds(text)[0])) return;
  await rememberStep(text.id, step);
}

interface Props {
  text: Text;
  step: string | undefined;
  /** Only to change this answer, then back. */
  edit: boolean;
}

export function Module({ text, step, edit }: Props) {
  const ids = stepIds(text);
  const [id] = useState(() => (step && ids.includes(step) ? step : moduleState(entries.peek(), text).step));
  const practice = lookBack(entries.value, pack(), text.id);
  // As it stood on arrival: the answer given here may be looked at and changed before going on.
  const [asks] = useState(practice !== null && stillAsked(practice, today.value));
  if (practice && asks && (step === lookBackStep || (!step && id === ids[0])))
    return <LookBack text={text} practice={practice} />;
  return <Steps text={text} id={id} edit={edit} looks={asks} />;
}

interface StepsProps {
  text: Text;
  id: string;
  edit: boolean;
  /** The practice before it comes before the first step. */
  looks: boolean;
}

function Steps({ text, id, edit, looks }: StepsProps) {
  const ids = stepIds(text);
  const at = ids.indexOf(id);
  const [lead, setLead] = useState<Lead>(null);
  const [riding, setRiding] = useState(false);
  const [rode, setRode] = useState(false);
  useTop(riding ? 'ride' : 'step');
  useLayoutEffect(() => {
    // Where one is can be found again by hand; it is not worth a word when it cannot be kept.
    if (!edit) remember(text, id).catch(noted('module place'));
  }, [id]);

  const around: Around = { kind: 'module', id: text.id, sources: text.sources };
  const next = ids[at + 1];
  const before = ids[at - 1] ?? (looks ? lookBackStep : undefined);
  const { failed, keeping } = useKeeping();
  const card = text.steps[at]?.exercise;
  // The module ends at its card, once something stands on it.
  const ends = !edit && id === text.ends;
  const closes = ends && card?.kind === 'review' && hasShown(card.show);
  const over = !edit && (!next || closes);
  // Gone through once more, a module makes no second line.
  const [first] = useState(() => !doneOn(entries.peek(), text.id));
  useLayoutEffect(() => {
    if (closes && first && vault.peek() !== null) finishText(text.id).catch(noted('module end'));
  }, [closes]);
  const on = async (rest = false) => {
    const still = stillHere();
    await flush();
    // Before anything has been kept, nothing is marked; a card that was reached has been marked by then.
    if (over && vault.peek() !== null && !doneOn(entries.peek(), text.id)) await finishText(text.id);
    if (!still()) return;
    if (edit) goBack();
    else if (next && !rest) instead('text', 'module', text.id, next);
    else root('today');
  };

  if (id === 'practice' && text.practice)
    return <PracticeStep text={text} practice={text.practice} {...(before && { before })} />;

  const shown = text.steps[at];
  if (!shown) return null;
  const tool = shown.exercise?.kind === 'practise' ? pack().tools[shown.exercise.tool] : undefined;
  const minutes = shown.exercise?.kind === 'practise' ? shown.exercise.minutes : 0;
  if (riding && tool)
    return (
      <Way
        tool={tool}
        minutes={minutes}
        practising
        back={() => setRiding(false)}
        done={() => {
          setRiding(false);
          setRode(true);
        }}
      />
    );

  const start = tool && !rode;
  const asksSafety = text.ask_safety_after === shown.id && !edit;
  return (
    <Screen
      back={edit ? true : stepBack(text, before)}
      floats
      tab="programme"
      foot={
        asksSafety && inDanger(safetyAnswer()) ? (
          <LifeDock words={t('continue')} failed={failed} press={() => void keeping(() => on())} />
        ) : (
          <Dock>
            {failed && <NotKept />}
            {start ? (
              <button type="button" class="btn main" onClick={() => setRiding(true)}>
                {t('practise_start', { n: minutes })}
              </button>
            ) : ends ? (
              <button type="button" class="btn main" onClick={() => void keeping(() => on(true))}>
                {t('page_enough')}
              </button>
            ) : (
              <button type="button" class="btn main" onClick={() => (lead ? lead.act() : void keeping(() => on()))}>
                {lead ? lead.words : next && !edit ? t('continue') : t('done')}
              </button>
            )}
            {ends && (
              <div class="aside">
                <span />
                <button type="button" class="plain-link" onClick={() => void keeping(() => on())}>
                  {t('closing_more')}
                </button>
              </div>
            )}
            {(lead || start) && (
              <div class="aside">
                <span />
                <button type="button" class="plain-link" onClick={() => void keeping(() => on())}>
                  {t('skip_step')}
                </button>
              </div>
            )}
          </Dock>
        )
      }
    >
      <TextProgress text={text} step={id} />
      {at === 0 ? (
        <>
          <h1 class="title">{text.title}</h1>
          <Blocks blocks={text.intro} around={around} />
          <h2 class="lead step-title">{shown.title}</h2>
        </>
      ) : (
        <h1 class="title">{shown.title}</h1>
      )}
      {closes && <ClosingWay line={first} low />}
      <Body
        where={{ kind: 'module', text, step: shown }}
        around={around}
        lead={setLead}
        practise={{ done: rode, ...(rode && { start: () => setRiding(true) }) }}
      />
      {asksSafety && <SafetyQuestion inline lifeInFoot />}
      <Sources sources={text.sources} only={cited(shown)} />
      <Draft shown={text.draft} />
    </Screen>
  );
}
