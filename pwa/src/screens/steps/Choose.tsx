/** One or many of the choices, or own words in place of one. */
import { useState } from 'preact/hooks';
import { linesOf } from '../../domain/answers.ts';
import { t } from '../../i18n.ts';
import { Chips, Choices, Three } from '../../parts/Choices.tsx';
import type { StepProps } from './Body.tsx';
import { OwnLines } from './OwnLines.tsx';
import { Reply } from './Reply.tsx';

/** Many short labels (codes of a list) stand as chips; two or three words abreast; the rest one a line. */
export function layout(labels: readonly string[], one: boolean): 'chips' | 'three' | 'lines' {
  if (labels.length > 6 && labels.every((it) => it.length <= 24)) return 'chips';
  return one && labels.length <= 3 && labels.every((it) => it.length <= 9) ? 'three' : 'lines';
}

export function Choose({ exercise, answer, change, around }: StepProps<'choose'>) {
  const { options, own, ask = '', hint, answer: name } = exercise;
  const one = exercise.most === 1;
  const codes = answer.codes ?? [];
  const lines = linesOf(answer.own_text);
  const most = exercise.most || options.length + 1;
  const [full, setFull] = useState(false);
  const shape = layout(
    options.map((it) => it.label),
    one,
  );
  const choose = (next: string[]) => {
    const tooMany = !one && next.length + lines.length > most;
    setFull(tooMany);
    if (tooMany) return;
    // With one choice, a label takes the place of own words and the other way round.
    change(one && lines.length > 0 ? { codes: next, own_text: '' } : { codes: next });
  };
  const props = {
    name,
    label: ask,
    options: options.map(({ code, label }) => ({ code, label })),
    chosen: codes,
    choose,
  };
  const chosen = options.filter((it) => codes.includes(it.code));
  const last = chosen.at(-1);
  return (
    <div class="exercise">
      <p class="asked">{ask}</p>
      {hint && <p class="meta">{hint}</p>}
      {shape === 'chips' ? (
        <Chips {...props} one={one} />
      ) : shape === 'three' ? (
        <Three {...props} />
      ) : (
        <Choices {...props} one={one} />
      )}
      {full && (
        <p class="meta" role="status">
          {t('choose_full', { n: most })}
        </p>
      )}
      <Reply reply={last?.reply} go={last?.go} around={around} />
      {own && (
        <OwnLines
          label={t('own_words')}
          most={one ? 1 : Math.max(1, most - codes.length)}
          lines={lines.map((words) => ({ words, phone: '' }))}
          change={(next) =>
            change({ own_text: next.map((it) => it.words).join('\n'), ...(one && next.length > 0 && { codes: [] }) })
          }
        />
      )}
    </div>
  );
}
