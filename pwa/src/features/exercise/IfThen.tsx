/** When this happens, first do that: two halves that stand as one. Each may be a choice or own words; the «if» begins with an earlier answer. */
import { useState } from 'preact/hooks';
import { answerLines, answers, itemsOf, linesOf, makerOf, optionsOf } from '../../core/model/answers.ts';
import { plansFor, whenOf } from '../../core/model/plan.ts';
import type { PlanLine } from '../../core/model/plan-line.ts';
import type { Answer } from '../../core/model/records.ts';
import { t } from '../../platform/i18n.ts';
import { device } from '../../shared/answering.ts';
import { entries, facePack, pack } from '../../shared/state.ts';
import { Chips, Choices } from '../../ui/Choices.tsx';
import { ChooseOne, layout } from './Choose.tsx';
import { ExerciseReply } from './ExerciseReply.tsx';
import { OwnLines } from './OwnLines.tsx';
import { editHref } from './ShownAnswers.tsx';
import type { StepProps } from './step.ts';
import { Taken, useTaken } from './Taken.tsx';

interface Beginning {
  key: string;
  words: string;
}

/** What «if» may be: what `start` was answered with, then the rest of its choices. */
function beginnings(start: string | undefined): { given: Beginning[]; all: Beginning[] } {
  const maker = start ? makerOf(pack(), start) : undefined;
  if (!maker || !start) return { given: [], all: [] };
  const given = itemsOf(maker.exercise, answers(entries.value, device()).get(start) ?? {});
  const rest = optionsOf(maker.exercise)
    .filter((option) => !given.some((it) => it.key === option.code))
    .map(({ code, label }) => ({ key: code, words: label }));
  return { given, all: [...given, ...rest] };
}

export function IfThen({ exercise, answer, change, around }: StepProps<'ifthen'>) {
  const { given, all } = beginnings(exercise.start);
  const isCode = (key: string) => all.some((it) => it.key === key && it.key !== it.words);
  const half = (key: string): Pick<Answer, 'if_code' | 'if_text'> =>
    isCode(key) ? { if_code: key, if_text: '' } : { if_code: '', if_text: key };
  const own = answer.if_code || answer.if_text !== undefined;
  const first = own
    ? { if_code: answer.if_code ?? '', if_text: answer.if_text ?? '' }
    : half(given.length === 1 ? (given[0]?.key ?? '') : '');
  const when = whenOf(pack(), exercise, first);
  const [opened, open] = useState(when === '');

  const lines = linesOf(answer.own_text);
  const codes = answer.codes ?? [];
  const then = answerLines(exercise, answer).join(' ');
  const { offer, take, undo } = useTaken(answer, change);
  const others = plansFor(entries.value, facePack(), when ? [when] : []).filter(
    (it) => it.maker?.exercise.answer !== exercise.answer && it.words !== then,
  );
  const chosen = exercise.options.find((it) => codes.includes(it.code));
  return (
    <div class="exercise">
      <div class="joined joined-when">
        <div>
          <p class="asked">{exercise.if}</p>
          <p class={when ? 'own' : 'own unsaid'}>{when || t('ifthen_if_empty')}</p>
        </div>
        {when && !opened && (
          <button type="button" class="plain-link" onClick={() => open(true)}>
            {t('ifthen_change_if')}
          </button>
        )}
        {opened && (
          <First
            name={`${exercise.answer}-if`}
            label={exercise.if}
            choices={all}
            chosen={first.if_code || first.if_text || ''}
            change={(key, seen) => change(half(key), seen === undefined ? undefined : { if_text: seen })}
          />
        )}
        <div>
          <p class="asked">{exercise.then}</p>
          <p class={then ? 'own then' : 'own unsaid then'}>{then || t('ifthen_then_empty')}</p>
        </div>
      </div>
      <Already lines={others} />
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      {exercise.options.length > 0 && (
        <Choices
          name={exercise.answer}
          label={exercise.then}
          one
          options={exercise.options.map(({ code, label }) => ({ code, label }))}
          chosen={codes}
          choose={(next) => take(lines[0], { ...first, codes: next, own_text: '' })}
        />
      )}
      <ExerciseReply reply={chosen?.reply} go={chosen?.go} around={around} />
      {exercise.own && (
        <OwnLines
          label={exercise.options.length > 0 ? t('own_words') : exercise.then}
          most={1}
          lines={lines.map((words) => ({ words }))}
          change={(next, seen) =>
            take(
              undefined,
              { ...first, own_text: next[0]?.words ?? '', ...(next.length > 0 && { codes: [] }) },
              { own_text: seen },
            )
          }
          remove={(_, gone, seen) => take(gone.words, { own_text: '' }, { own_text: seen })}
        />
      )}
      <Taken offer={offer} undo={undo} />
    </div>
  );
}

/** What the plan says already of the same situation, and where it is changed. */
const Already = ({ lines }: { lines: readonly PlanLine[] }) => (
  <div role="status" class="already">
    {lines.length > 0 && <p class="meta">{t('ifthen_answered')}</p>}
    {lines.map(({ key, words, maker }) => (
      <div key={key}>
        <p class="own">{words}</p>
        {maker && (
          <a class="link" href={editHref(maker)} aria-label={t('change_this', { what: words })}>
            {t('ifthen_change_answer')}
          </a>
        )}
      </div>
    ))}
  </div>
);

interface FirstProps {
  name: string;
  label: string;
  choices: Beginning[];
  /** a code, or own words */
  chosen: string;
  /** `seen`: own words that stood before it. */
  change: (key: string, seen?: string) => void;
}

/** The first half: a choice, or own words. */
function First({ name, label, choices, chosen, change }: FirstProps) {
  const [gone, setGone] = useState('');
  const listed = choices.some((it) => it.key === chosen);
  const lines = chosen && !listed ? [{ words: chosen }] : [];
  const props = {
    name,
    label,
    one: true,
    options: choices.map(({ key, words }) => ({ code: key, label: words })),
    chosen: listed ? [chosen] : [],
    choose: ([key]: string[]) => {
      setGone(lines[0]?.words ?? '');
      if (key) change(key);
    },
  };
  const short = layout(
    choices.map((it) => it.words),
    false,
  );
  return (
    <fieldset class="first-half">
      <legend class="hide">{label}</legend>
      {short === 'chips' ? (
        <>
          <ChooseOne />
          <Chips {...props} />
        </>
      ) : (
        choices.length > 0 && <Choices {...props} />
      )}
      <OwnLines
        label={choices.length > 0 ? t('own_words') : label}
        most={1}
        lines={lines}
        change={(next, seen) => {
          setGone('');
          change(next[0]?.words ?? '', seen);
        }}
        remove={(_, line, seen) => {
          setGone(line.words);
          change('', seen);
        }}
      />
      <Taken
        offer={gone ? { words: gone, before: {} } : null}
        undo={() => {
          change(gone);
          setGone('');
        }}
      />
    </fieldset>
  );
}
