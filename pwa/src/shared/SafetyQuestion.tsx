/**
 * «Har du tanker om å ta livet ditt?», asked in one place of the pack and shown where a page asks for it. Inline the reply comes under
 * the question; on its own page it becomes the next screen. The answer never leaves the phone.
 */
import { useState } from 'preact/hooks';
import { asks } from '../core/model/answers.ts';
import type { Option } from '../core/model/content.ts';
import { EMERGENCY, safetyAnswerOn, stillStands } from '../core/model/safety.ts';
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { Three } from '../ui/Choices.tsx';
import { answerOf, changeAnswer, type Where } from './answering.ts';
import { ServiceRow } from './ServiceRow.tsx';
import { pack, today } from './state.ts';
import { type Around, aboveRows, Blocks, servicesIn } from './Words.tsx';

/** The question as it stands in the pack; null in a pack without the page. */
export function question() {
  const text = pack().pages.safety;
  const step = text?.steps[0];
  const exercise = step?.exercise;
  if (!text || !step || !asks(exercise) || exercise.kind !== 'choose') return null;
  const where: Where = { kind: 'page', text, step };
  const around: Around = { kind: 'page', id: text.id, sources: text.sources };
  return { text, step, exercise, where, around };
}

/** Today's answer as a code. */
export function safetyAnswer(): string | undefined {
  const asked = question();
  if (!asked) return undefined;
  return safetyAnswerOn(answerOf(asked.where, asked.exercise), today.value);
}

interface Props {
  inline?: boolean;
  /** After «ja» 113 stands in the foot of this screen: there it is rung, and not in a row as well. */
  lifeInFoot?: boolean;
  /** Chosen on this screen; without it what was answered before would stand as if it were today's. */
  chosen?: string | undefined;
  choose?: (code: string) => void;
}

export function SafetyQuestion({ inline, lifeInFoot, chosen, choose }: Props) {
  const asked = question();
  // «Nei» of before says nothing about now: it stands on the screen on which it was chosen.
  const [answered, answer] = useState(false);
  if (!asked) return null;
  const { step, exercise, where, around } = asked;
  const given = safetyAnswer();
  const code = inline ? (answered ? given : stillStands(given)) : chosen;
  const option = inline ? exercise.options.find((it) => it.code === code) : undefined;
  return (
    <section class="part safety-question">
      <h2>{step.title}</h2>
      <Blocks blocks={step.blocks} around={around} small />
      <Three
        name={exercise.answer}
        label={step.title}
        options={exercise.options.map((it) => ({ code: it.code, label: it.label }))}
        chosen={code ? [code] : []}
        choose={([next]) => {
          if (!next) return;
          answer(true);
          if (inline) changeAnswer(where, exercise, { codes: [next] });
          else choose?.(next);
        }}
      />
      <div role="status">{option && <InlineReply option={option} around={around} life={!lifeInFoot} />}</div>
    </section>
  );
}

function InlineReply({ option, around, life }: { option: Option; around: Around; life: boolean }) {
  const calls = servicesIn(option.reply ?? []).filter((it) => life || it.phone !== EMERGENCY);
  return (
    <div class="reply">
      <Blocks blocks={aboveRows(option.reply ?? [])} around={around} />
      <ul class="rows calls">
        {calls.map((it) => (
          <li key={it.id}>
            <ServiceRow service={it} />
          </li>
        ))}
      </ul>
      {option.go && (
        <a class="btn" href={to('text', 'page', 'safety', 'signs')}>
          {t('safety_plan_make')}
        </a>
      )}
    </div>
  );
}
