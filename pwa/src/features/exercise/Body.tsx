/** One step: its words, the earlier answers it shows, its exercise. The same in a module, on a page and in the lapse page's later part. */
import { type AskingExercise, asks } from '../../core/model/answers.ts';
import type { Answer } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { answerNameOf, answerOf, answerSavingOf, changeAnswer, type Where } from '../../shared/answering.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { RefusalNotice } from '../../shared/notices/RefusalNotice.tsx';
import { Rivals, RivalsHere } from '../../shared/Rivals.tsx';
import { entriesOfKind } from '../../shared/state.ts';
import { type Around, Blocks } from '../../shared/Words.tsx';
import { Choose } from './Choose.tsx';
import { IfThen } from './IfThen.tsx';
import { List } from './List.tsx';
import { Practise } from './Practise.tsx';
import { Review } from './Review.tsx';
import { Scale } from './Scale.tsx';
import { hasShown, ShownAnswers } from './ShownAnswers.tsx';
import type { Lead, StepProps } from './step.ts';
import { Table } from './Table.tsx';
import { Write } from './Write.tsx';

interface Props {
  where: Where;
  around: Around;
  lead?: ((lead: Lead) => void) | undefined;
  practise?: { done: boolean; start?: (() => void) | undefined } | undefined;
}

export function Body({ where, around, lead, practise }: Props) {
  const { blocks, exercise } = where.step;
  // What is said of a card is not said while there is none.
  const missing = exercise?.kind === 'review' && !hasShown(exercise.show);
  return (
    <>
      {blocks.length > 0 && !missing && <Blocks blocks={blocks} around={around} />}
      {exercise?.kind === 'review' && <Review exercise={exercise} />}
      {exercise?.kind === 'practise' && <Practise exercise={exercise} {...(practise ?? { done: false })} />}
      {asks(exercise) && (
        <>
          {exercise.keep !== 'none' && <RefusalNotice />}
          <ShownAnswers show={exercise.show} />
          <WrittenApart where={where} exercise={exercise} />
          <Ask where={where} exercise={exercise} around={around} lead={lead} />
        </>
      )}
    </>
  );
}

/** The answer was written on two devices without a connection: both stand until the person has chosen. */
export function WrittenApart({ where, exercise }: { where: Where; exercise: AskingExercise }) {
  const called = exercise.ask ?? where.step.title;
  if (exercise.keep === 'device') return <RivalsHere record={answerNameOf(where)} name={called} />;
  const entry = entriesOfKind('answer').find(({ fields }) => fields.answer === exercise.answer);
  return entry ? <Rivals entry={entry} name={called} /> : null;
}

function Ask({ where, exercise, around, lead }: Props & { exercise: AskingExercise }) {
  const props = {
    answer: answerOf(where, exercise),
    change: (fields: Partial<Answer>, shown?: Partial<Answer>) => changeAnswer(where, exercise, fields, shown),
    around,
    lead,
  };
  const kept = <Kept where={where} exercise={exercise} />;
  switch (exercise.kind) {
    case 'choose':
      return <Choose exercise={exercise} {...props} kept={kept} />;
    case 'list':
      return <List exercise={exercise} {...props} kept={kept} />;
    default:
      return (
        <>
          <Fields exercise={exercise} {...props} />
          {kept}
        </>
      );
  }
}

type OtherKind = Exclude<AskingExercise['kind'], 'choose' | 'list'>;

/** What is asked without choices of the kind under which own words stand. */
function Fields({ exercise, ...props }: StepProps<OtherKind>) {
  switch (exercise.kind) {
    case 'write':
      return <Write exercise={exercise} {...props} />;
    case 'scale':
      return <Scale exercise={exercise} {...props} />;
    case 'table':
      return <Table exercise={exercise} {...props} />;
    case 'ifthen':
      return <IfThen exercise={exercise} {...props} />;
  }
}

/** That it was kept, and where; or that it could not be. */
function Kept({ where, exercise }: { where: Where; exercise: AskingExercise }) {
  const state = answerSavingOf(where);
  if (state === 'failed') return <NotKept />;
  return (
    <p class="meta kept" role="status">
      {state === 'kept' ? t(exercise.keep === 'device' ? 'answer_kept_device' : 'answer_kept') : ''}
    </p>
  );
}
