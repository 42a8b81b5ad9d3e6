/** Earlier answers in boxes of their own: a person's words are never woven into our sentences. */
import type { ComponentChildren } from 'preact';
import { answerLines, answers, itemsOf, type Maker, makerOf } from '../../core/model/answers.ts';
import { whenOf } from '../../core/model/plan.ts';
import type { Answer } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { entries, pack } from '../../shared/state.ts';
import { timeWords } from '../../shared/whens.ts';
import { Drawn } from './Drawn.tsx';

interface Props {
  show: readonly string[];
  /** With a link back to the step that made each answer. */
  change?: boolean;
}

/** The answers given under these names. What a plan among them begins with is not said twice. */
function given(show: readonly string[]): { maker: Maker; answer: Answer }[] {
  const all = answers(entries.value, device());
  const found = show.flatMap((name) => {
    const maker = makerOf(pack(), name);
    const answer = all.get(name);
    return maker && answer && answerLines(maker.exercise, answer).length > 0 ? [{ maker, answer }] : [];
  });
  const begins = found.flatMap(({ maker: { exercise }, answer }) =>
    exercise.kind === 'ifthen' ? [[exercise.start, whenOf(pack(), exercise, answer)].join()] : [],
  );
  return found.filter(
    ({ maker: { exercise }, answer }) =>
      !begins.includes([exercise.answer, answerLines(exercise, answer).join('\n')].join()),
  );
}

/** The step an answer was given in, to change it there. */
export const editHref = ({ kind, text, step }: Maker): string => to('text', kind, text.id, step.id, 'edit');

/** Null when nothing has been answered. */
export function ShownAnswers({ show, change }: Props) {
  const shown = given(show);
  if (shown.length === 0) return null;
  return (
    <div class="plan shown">
      {shown.map(({ maker, answer }) => (
        <section key={maker.exercise.answer} aria-label={nameOf(maker)}>
          <Words maker={maker} answer={answer} />
          {change && (
            <a class="link" href={editHref(maker)} aria-label={t('change_this', { what: nameOf(maker) })}>
              {t('change')}
            </a>
          )}
        </section>
      ))}
    </div>
  );
}

const nameOf = ({ exercise, step }: Maker): string =>
  (exercise.kind === 'ifthen' ? exercise.if : exercise.ask) ?? step.title;

const Pair = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div>
    <p class="meta shown-meta">{label}</p>
    {children}
  </div>
);

function Words({ maker, answer }: { maker: Maker; answer: Answer }) {
  const { exercise } = maker;
  if (exercise.kind === 'table')
    return (
      <Pair label={nameOf(maker)}>
        <Drawn exercise={exercise} answer={answer} />
      </Pair>
    );
  if (exercise.kind === 'ifthen') {
    const when = whenOf(pack(), exercise, answer);
    return (
      <div class="joined">
        {when && (
          <Pair label={exercise.if}>
            <p class="own">{when}</p>
          </Pair>
        )}
        <Pair label={exercise.then}>
          <p class="own">{answerLines(exercise, answer).join('\n')}</p>
        </Pair>
      </div>
    );
  }
  const items =
    'options' in exercise
      ? itemsOf(exercise, answer)
      : answerLines(exercise, answer).map((words) => ({ key: words, words }));
  return (
    <Pair label={nameOf(maker)}>
      {items.map(({ key, words }, at) => (
        <div key={at} class="own">
          {words}
          {answer.times?.[key] && <p class="meta shown-meta">{timeWords(answer.times[key])}</p>}
        </div>
      ))}
    </Pair>
  );
}

export const hasShown = (show: readonly string[]): boolean => given(show).length > 0;
