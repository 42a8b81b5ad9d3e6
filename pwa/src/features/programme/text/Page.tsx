/**
 * A page: the whole text, the exercises where they stand. With a step, from that step on: the part that comes back the day after,
 * the safety plan. Opening a page is never stored.
 */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { answers } from '../../../core/model/answers.ts';
import type { Block, Inline, Step, Target, Text } from '../../../core/model/content.ts';
import { youngPage } from '../../../core/model/face.ts';
import type { Entry } from '../../../core/model/plain.ts';
import { inDanger } from '../../../core/model/safety.ts';
import { t } from '../../../platform/i18n.ts';
import { back, goesOn, inRow, instead, onward, root, stillHere, to } from '../../../platform/router.ts';
import { device } from '../../../shared/answering.ts';
import { flush, savingOf } from '../../../shared/drafts.ts';
import { undoChange } from '../../../shared/edits.ts';
import { Fold, usePrintedWhole } from '../../../shared/Fold.tsx';
import { useKeeping } from '../../../shared/keeping.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { NotKept } from '../../../shared/NotKept.tsx';
import { OwnText } from '../../../shared/OwnText.tsx';
import { SafetyQuestion, safetyAnswer } from '../../../shared/SafetyQuestion.tsx';
import { Saved, tell } from '../../../shared/Saved.tsx';
import { CrisisLink, Dock, Draft, Part, Screen } from '../../../shared/Screen.tsx';
import { ServiceRow } from '../../../shared/ServiceRow.tsx';
import { Sources } from '../../../shared/Sources.tsx';
import { entries, entriesOfKind, pack, under18, vault } from '../../../shared/state.ts';
import { type Around, aboveRows, Blocks, hrefOf, plain, servicesIn, unbroken } from '../../../shared/Words.tsx';
import { StepLink } from '../../../ui/StepLink.tsx';
import { useTop } from '../../../ui/top.ts';
import { Body } from '../../exercise/index.ts';
import { Way } from '../../urge/index.ts';
import { finishText } from '../commands.ts';
import { HeldNow } from './HeldNow.tsx';
import { Life, LifeDock } from './Life.tsx';
import { Stands } from './Stands.tsx';
import { WhoRunsIt } from './WhoRunsIt.tsx';
import { Young } from './Young.tsx';

interface Props {
  text: Text;
  from: string | undefined;
  edit: boolean;
  /** The id of the purchase that was logged just now, which leads here. */
  logged?: string | undefined;
}

export function Page({ text, from, edit, logged }: Props) {
  const start = Math.max(
    0,
    text.steps.findIndex((it) => it.id === from),
  );
  const later = text.steps.findIndex((it) => it.id === text.later[0]?.from);
  const until = edit ? start + 1 : later > start ? later : text.steps.length;
  const steps = text.steps.slice(start, until);
  const whole = start === 0 && !edit;
  const around: Around = { kind: 'page', id: text.id, sources: text.sources };
  const [riding, setRiding] = useState<Step | null>(null);
  const [rode, setRode] = useState<ReadonlySet<string>>(new Set());
  useTop(riding?.id ?? '');
  usePrintedWhole();

  const exercise = riding?.exercise?.kind === 'practise' ? riding.exercise : undefined;
  const tool = exercise && pack().tools[exercise.tool];
  if (riding && exercise && tool)
    return (
      <Way
        tool={tool}
        minutes={exercise.minutes}
        practising
        back={() => setRiding(null)}
        done={() => {
          setRode(new Set(rode).add(riding.id));
          setRiding(null);
        }}
      />
    );

  const bought = logged === undefined ? undefined : entriesOfKind('purchase').find(({ id }) => id === logged);
  const first = steps[0];
  // A plan of many parts is opened at one of them. The rest is folded; what has been chosen is read at its end.
  const plan = !whole && !edit && text.stands !== undefined;
  // What comes back the day after is done; what is read beside it is folded.
  const folds = ({ kind }: Step) =>
    whole ? text.folded : plan ? kind !== 'review' : start === later && text.folded && kind === 'read';
  const lead = whole && text.folded ? leadOf(text.intro) : null;
  const intro = lead ? text.intro.slice(0, -1) : text.intro;
  // What is a row of its own in the words is no row once more under them.
  const opening = whole ? servicesIn(intro.filter((it) => it.t !== 'call')) : [];
  return (
    <Screen
      back
      floats
      foot={
        <Foot
          text={text}
          whole={whole}
          edit={edit}
          bought={bought}
          ends={until === text.steps.length}
          steps={steps}
          lead={lead && ((look) => <LeadLink lead={lead} around={around} look={look} />)}
        />
      }
    >
      {text.id === 'lapse' && <Saved undone={() => instead('log')} />}
      <h1 class="title">{whole ? text.title : first?.title}</h1>
      {text.id === 'privacy' && whole && <HeldNow />}
      {whole && <Blocks blocks={aboveRows(intro)} around={around} />}
      {opening.length > 0 && (
        <ul class="rows calls">
          {opening.map((it) => (
            <li key={it.id}>
              <ServiceRow service={it} />
            </li>
          ))}
        </ul>
      )}
      {steps.map((step, at) => {
        const practise = { done: rode.has(step.id), start: () => setRiding(step) };
        const body = <Body where={{ kind: 'page', text, step }} around={around} practise={practise} />;
        return (
          <div key={step.id} class={at === 0 ? 'first-step' : undefined} id={`step-${step.id}`}>
            {!whole && at === 0 ? (
              body
            ) : (
              // The button of a whole page goes by what was chosen on it before.
              <Section of={step} folded={folds(step)} open={whole && isAnswered(step)}>
                {body}
              </Section>
            )}
            {step.kind === 'review' && text.stands && <Stands />}
            {text.ask_safety_after === step.id && whole && <SafetyQuestion inline lifeInFoot />}
          </div>
        );
      })}
      {bought && <OwnText entry={bought} field="text" name="lapse_words" hint />}
      {whole && until < text.steps.length && <Later text={text} steps={text.steps.slice(until)} />}
      {text.id === youngPage && whole && under18.value && <Young />}
      {text.id === 'privacy' && <WhoRunsIt />}
      <Sources sources={text.sources} />
      {text.id === 'about' && whole && <Loaded name="source list" load={sourceList} given={{}} />}
      <Draft shown={text.draft} />
    </Screen>
  );
}

/** What comes back the day after, by the name of each thing that is asked there; it can be done now. */
function Later({ text, steps: [first, ...others] }: { text: Text; steps: Step[] }) {
  if (!first) return null;
  const asked = others.filter(({ exercise }) => exercise && 'answer' in exercise);
  return (
    <Part name={t('page_later')}>
      <StepLink
        href={to('text', 'page', text.id, first.id)}
        title={first.title}
        small={asked.map(({ title }) => title)}
      />
    </Part>
  );
}

/** Whether something has been answered in this step. */
const isAnswered = ({ exercise }: Step): boolean =>
  exercise !== undefined && 'answer' in exercise && answers(entries.value, device()).has(exercise.answer);

interface SectionProps {
  of: Step;
  folded: boolean | undefined;
  /** It stands open all the same when the page is opened. */
  open: boolean;
  children: ComponentChildren;
}

/** A step under its title. */
function Section({ of, folded, open, children }: SectionProps) {
  return folded ? (
    <Fold id={`fold-${of.id}`} name={of.title} open={open}>
      {children}
    </Fold>
  ) : (
    <Part name={of.title}>{children}</Part>
  );
}

interface Lead {
  words: readonly Inline[];
  to: Target;
}

const sourceList = () => import('../SourceList.tsx').then((it) => it.SourceList);

/** What is urgent on this page is so for some: for the others it is no main button. */
const isForSome = (text: Text): boolean => text.id === 'lapse';

/** The one thing to press on a folded page: the link that stands alone last under its title. */
function leadOf(intro: readonly Block[]): Lead | null {
  const last = intro.at(-1);
  if (last?.t === 'call') return { words: last.words, to: { kind: 'help', id: last.service } };
  const [only, ...others] = last?.t === 'p' ? last.words : [];
  return only && typeof only !== 'string' && only.t === 'link' && others.length === 0 ? only : null;
}

const LeadLink = ({ lead: { words, to: target }, around, look }: { lead: Lead; around: Around; look: string }) => (
  <a class={look} href={hrefOf(target, around)}>
    {unbroken(plain(words))}
  </a>
);

/** What is pressed at the end of a page, which depends on why one is there. */
interface FootProps {
  text: Text;
  whole: boolean;
  edit: boolean;
  bought: Entry | undefined;
  ends: boolean;
  steps: Step[];
  /** The button of a folded page, in the classes of a button. */
  lead: ((look: string) => ComponentChildren) | null;
}

function Foot({ text, whole, edit, bought, ends, steps, lead }: FootProps) {
  const before = useRef(bought);
  before.current ??= bought;
  const answered = steps.some(isAnswered);
  const { failed, keeping } = useKeeping();
  const finish = async () => {
    const still = stillHere();
    await flush();
    if (bought && savingOf(bought.id) === 'failed') throw new Error('the words could not be kept');
    // Marks that the day after has been gone through, so that it does not come back.
    if (!edit && !whole && text.later.length > 0) await finishText(text.id);
    if (!still()) return;
    const undo = before.current && undoChange(before.current);
    if (undo) tell(() => t('log_more_saved'), undo);
    if (edit) back();
    else if (inRow()) onward();
    else if (vault.peek()) root('today');
    else back('first');
  };
  if (text.id === 'crisis')
    return (
      <Dock>
        <Life />
      </Dock>
    );
  if (whole && text.ask_safety_after && inDanger(safetyAnswer()))
    return <LifeDock words={t(goesOn() ? 'continue' : 'done')} failed={failed} press={() => void keeping(finish)} />;
  // One page of a row: the next one is a press away, whether anything was answered or not. A part of it is done first.
  const next = whole && goesOn();
  const crisis = (
    <div class="aside">
      <CrisisLink />
    </div>
  );
  if (lead && !answered && !next && !bought)
    return (
      <Dock>
        {lead(isForSome(text) ? 'btn' : 'btn main')}
        {crisis}
      </Dock>
    );
  if (whole && ends && !answered && !next) return null;
  return (
    <Dock>
      {(failed || (bought && savingOf(bought.id) === 'failed')) && <NotKept />}
      {/* What is urgent stays, whatever has been answered. */}
      {lead?.('btn')}
      <button type="button" class="btn main" onClick={() => void keeping(finish)}>
        {t(
          next ? 'continue' : whole && !ends && !edit && !bought ? (answered ? 'page_do_now' : 'page_enough') : 'done',
        )}
      </button>
      {lead && crisis}
    </Dock>
  );
}
