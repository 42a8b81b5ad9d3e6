/** Earlier answers in boxes of their own: a person's words are never woven into our sentences. */
import { answerLines, answers, makerOf, whenOf } from '../../domain/answers.ts';
import { t } from '../../i18n.ts';
import { to } from '../../router.ts';
import { entries, pack } from '../../state.ts';
import { device } from './answering.ts';

interface Props {
  show: readonly string[];
  /** With a link back to the step that made each answer. */
  change?: boolean;
}

interface Box {
  label: string;
  words: string[];
  href?: string;
}

function boxes(show: readonly string[]): Box[] {
  const given = answers(entries.value, device());
  return show.flatMap((name): Box[] => {
    const maker = makerOf(pack(), name);
    const answer = given.get(name);
    if (!maker || !answer) return [];
    const { exercise, kind, text, step } = maker;
    const href = to('text', kind, text.id, step.id, 'edit');
    if (exercise.kind === 'table')
      return exercise.boxes.flatMap((box) => {
        const words = answer[`box_${box.code}_text`]?.trim();
        return words ? [{ label: box.label, words: [words], href }] : [];
      });
    const words = answerLines(exercise, answer);
    if (words.length === 0) return [];
    if (exercise.kind !== 'ifthen') return [{ label: exercise.ask ?? step.title, words, href }];
    const when = whenOf(pack(), exercise, answer);
    return [...(when ? [{ label: exercise.if, words: [when] }] : []), { label: exercise.then, words, href }];
  });
}

/** Null when nothing has been answered. */
export function Shown({ show, change }: Props) {
  const shown = boxes(show);
  if (shown.length === 0) return null;
  return (
    <dl class="plan shown">
      {shown.map((box) => (
        <div key={box.label}>
          <dt>{box.label}</dt>
          <dd>
            {box.words.map((line) => (
              <p key={line} class="own">
                {line}
              </p>
            ))}
            {change && box.href && (
              <a class="link" href={box.href} aria-label={t('change_this', { what: box.label })}>
                {t('change')}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export const hasShown = (show: readonly string[]): boolean => boxes(show).length > 0;
