/** One or many of the choices, and own words beside them. Each choice may have a reply of its own. */
import { useState } from 'preact/hooks';
import { linesOf, MOST_OWN } from '../../core/model/answers.ts';
import { diary } from '../../core/model/diary.ts';
import { commonest, NEEDS, triggers } from '../../core/model/insights.ts';
import { t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { entries, today } from '../../shared/state.ts';
import { Chips, Choices, Three } from '../../ui/Choices.tsx';
import { ExerciseReply, Replies } from './ExerciseReply.tsx';
import { OwnLines } from './OwnLines.tsx';
import { useOfUse } from './ofUse.ts';
import type { StepProps } from './step.ts';
import { Taken, useTaken } from './Taken.tsx';

/**
 * Many short labels (codes of a list) stand as chips, where there are very many also longer ones; two or three words
 * abreast; the rest one a line.
 */
export function layout(labels: readonly string[], one: boolean): 'chips' | 'three' | 'lines' {
  const short = labels.length > 12 ? 36 : 24;
  if (labels.length > 6 && labels.every((it) => it.length <= short)) return 'chips';
  return one && labels.length <= 3 && labels.every((it) => it.length <= 9) ? 'three' : 'lines';
}

/** Chips look alike whether one or several may stand. */
export const ChooseOne = () => <p class="meta">{t('one_choice')}</p>;

/** What the diary says came before most often, where that is what is chosen among. */
function Logged({ options }: { options: readonly { code: string }[] }) {
  const known = new Set(codesOf('triggers').map(({ code }) => code));
  if (options.length === 0 || !options.every(({ code }) => known.has(code))) return null;
  const { counted, entries: n } = triggers(diary(entries.value.values()), today.value);
  const [one, other] = commonest(counted).map(({ code }) => labelOf('triggers', code));
  if (n < NEEDS.triggers || !one) return null;
  return <p class="meta">{t('choose_logged', { labels: other ? t('two', { one, other }) : one })}</p>;
}

export function Choose({ exercise, answer, change, around, kept }: StepProps<'choose'>) {
  const { own, ask = '', hint, answer: name } = exercise;
  const options = useOfUse(exercise.options, name);
  const one = exercise.most === 1 && exercise.least === 1;
  const codes = answer.codes ?? [];
  const lines = linesOf(answer.own_text);
  // «any» comes as all there are: then own words are not counted against the choices.
  const any = exercise.least === 0;
  const most = any ? options.length + MOST_OWN : exercise.most;
  const { offer, take, undo } = useTaken(answer, change);
  const [full, setFull] = useState(false);
  const shape = layout(
    options.map((it) => it.label),
    one,
  );
  const choose = (next: string[]) => {
    const tooMany = !one && next.length > codes.length && next.length + lines.length > most;
    setFull(tooMany);
    if (tooMany) return;
    // With one choice, a label takes the place of own words and the other way round.
    if (one && lines[0]) take(lines[0], { codes: next, own_text: '' });
    else take(undefined, { codes: next });
  };
  const write = (next: readonly { words: string }[], seen: string, gone?: string) => {
    const fields = { own_text: next.map((it) => it.words).join('\n'), ...(one && next.length > 0 && { codes: [] }) };
    setFull(false);
    take(gone, fields, { own_text: seen });
  };
  const props = {
    name,
    label: ask,
    options: options.map(({ code, label }) => ({ code, label })),
    chosen: codes,
    choose,
  };
  const replyTo = (code: string | undefined, beneath = false) => {
    const option = options.find((it) => it.code === code && codes.includes(it.code));
    return <ExerciseReply reply={option?.reply} go={option?.go} around={around} beneath={beneath} />;
  };
  // One choice takes the place of another: its reply stands under them all. Of several, each keeps its own.
  const each = shape === 'lines' && !one && options.some((it) => it.reply || it.go);
  return (
    <div class="exercise">
      <p class="asked">{ask}</p>
      {hint && <p class="meta">{hint}</p>}
      <Logged options={options} />
      {shape === 'chips' ? (
        <>
          {one && <ChooseOne />}
          <Chips {...props} one={one} />
        </>
      ) : shape === 'three' ? (
        <Three {...props} />
      ) : (
        <Choices {...props} one={one} beneath={each ? (code) => replyTo(code, true) : undefined} />
      )}
      {one ? replyTo(codes.at(-1)) : !each && <Replies options={options} codes={codes} around={around} />}
      <p class="meta" role="status">
        {full && t('choose_full', { n: most })}
      </p>
      {kept}
      {own && (
        <OwnLines
          label={t('own_words')}
          most={one ? 1 : Math.min(MOST_OWN, Math.max(lines.length, most - codes.length))}
          lines={lines.map((words) => ({ words }))}
          change={write}
          remove={(next, gone, seen) => write(next, seen, gone.words)}
        />
      )}
      <Taken offer={offer} undo={undo} />
    </div>
  );
}
