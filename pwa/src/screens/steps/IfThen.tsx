/** When this happens, first do that. The «if» begins with an earlier answer and may be put in own words. */
import { useId, useState } from 'preact/hooks';
import { answers, linesOf, whenOf } from '../../domain/answers.ts';
import type { Answer } from '../../domain/records.ts';
import { t } from '../../i18n.ts';
import { Choices } from '../../parts/Choices.tsx';
import { entries, pack } from '../../state.ts';
import { device } from './answering.ts';
import type { StepProps } from './Body.tsx';
import { OwnLines } from './OwnLines.tsx';
import { Reply } from './Reply.tsx';

/** What `start` was answered with, as the fields of an «if». */
function started(start: string | undefined): Pick<Answer, 'if_code' | 'if_text'> {
  const earlier = start ? answers(entries.value, device()).get(start) : undefined;
  const code = earlier?.codes?.[0];
  const own = linesOf(earlier?.own_text)[0];
  return code ? { if_code: code } : own ? { if_text: own } : {};
}

export function IfThen({ exercise, answer, change, around }: StepProps<'ifthen'>) {
  const id = useId();
  const lines = linesOf(answer.own_text);
  const codes = answer.codes ?? [];
  const given = answer.if_code || answer.if_text !== undefined ? answer : started(exercise.start);
  const when = whenOf(pack(), exercise, { ...given } as Answer);
  const [writing, setWriting] = useState(when === '');
  const fill = { if_code: given.if_code ?? '', if_text: given.if_text ?? '' };
  const chosen = exercise.options.find((it) => codes.includes(it.code));
  return (
    <div class="exercise">
      {writing ? (
        <div class="field">
          <label for={id}>{exercise.if}</label>
          <input
            id={id}
            maxLength={200}
            autocomplete="off"
            value={given.if_text ?? when}
            onInput={(event) => change({ if_text: event.currentTarget.value, if_code: '' })}
          />
        </div>
      ) : (
        <div class="when">
          <p class="asked">{exercise.if}</p>
          <p class="own">{when}</p>
          <button type="button" class="plain-link" onClick={() => setWriting(true)}>
            {t('change')}
          </button>
        </div>
      )}
      <p class="asked">{exercise.then}</p>
      {exercise.hint && <p class="meta">{exercise.hint}</p>}
      {exercise.options.length > 0 && (
        <Choices
          name={exercise.answer}
          label={exercise.then}
          one
          options={exercise.options.map(({ code, label }) => ({ code, label }))}
          chosen={codes}
          choose={(next) => change({ ...fill, codes: next, own_text: '' })}
        />
      )}
      <Reply reply={chosen?.reply} go={chosen?.go} around={around} />
      {exercise.own && (
        <OwnLines
          label={t('own_words')}
          most={1}
          lines={lines.map((words) => ({ words, phone: '' }))}
          change={(next) => change({ ...fill, own_text: next[0]?.words ?? '', ...(next.length > 0 && { codes: [] }) })}
        />
      )}
    </div>
  );
}
