/** The safety page: the numbers and the question first; after «litt» or «ja» the people to ring, with 113 within the thumb's reach. */
import { useState } from 'preact/hooks';
import type { Option, Step, Text } from '../../../core/model/content.ts';
import { people } from '../../../core/model/plan.ts';
import { EMERGENCY, stillStands } from '../../../core/model/safety.ts';
import { t } from '../../../platform/i18n.ts';
import { back, goesOn, inRow, onward, root, to } from '../../../platform/router.ts';
import { changeAnswer, device } from '../../../shared/answering.ts';
import { flush } from '../../../shared/drafts.ts';
import { PersonRow } from '../../../shared/PersonRow.tsx';
import { question, SafetyQuestion, safetyAnswer } from '../../../shared/SafetyQuestion.tsx';
import { Dock, Draft, Part, Screen } from '../../../shared/Screen.tsx';
import { ServiceRow } from '../../../shared/ServiceRow.tsx';
import { entries, pack, vault } from '../../../shared/state.ts';
import { type Around, aboveRows, Blocks, servicesIn } from '../../../shared/Words.tsx';
import { useTop } from '../../../ui/top.ts';
import { Life } from './Life.tsx';

export function Safety({ text }: { text: Text }) {
  const [chosen, setChosen] = useState(() => stillStands(safetyAnswer()));
  const [replied, setReplied] = useState<Option | null>(null);
  useTop(replied?.code ?? '');
  const asked = question();
  if (!asked) return null;
  const around: Around = { kind: 'page', id: text.id, sources: text.sources };

  // Kept at once: whichever way one leaves, the plan stands on Today.
  const choose = (code: string) => {
    changeAnswer(asked.where, asked.exercise, { codes: [code] });
    setChosen(code);
  };
  const reply = async () => {
    const option = asked.exercise.options.find((it) => it.code === chosen);
    if (!option) return;
    setReplied(option);
    await flush();
  };

  if (replied) return <Answered option={replied} text={text} around={around} again={() => setReplied(null)} />;
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          <button type="button" class="btn main" aria-disabled={!chosen} onClick={() => void reply()}>
            {chosen ? t('continue') : t('choose_answer')}
          </button>
          <div class="aside">
            <a class="link" href={to('text', 'page', text.id, planStep(text)?.id ?? '')}>
              {t('safety_plan')}
            </a>
            {goesOn() && (
              <button type="button" class="plain-link" onClick={onward}>
                {t('skip_over')}
              </button>
            )}
          </div>
        </Dock>
      }
    >
      <h1 class="title">{text.title}</h1>
      <Blocks blocks={aboveRows(text.intro)} around={around} />
      <ul class="rows calls">
        {servicesIn(text.intro).map((it) => (
          <li key={it.id}>
            <ServiceRow service={it} />
          </li>
        ))}
      </ul>
      <SafetyQuestion chosen={chosen} choose={choose} />
      <Draft shown={text.draft} />
    </Screen>
  );
}

/** The first step of the plan: the first that adds to it. */
const planStep = (text: Text): Step | undefined =>
  text.steps.find((it) => it.exercise && 'plan' in it.exercise && it.exercise.plan.length > 0);

/** The step between the question and the plan: what to do right now. */
const nowStep = (text: Text): Step | undefined => text.steps.find((it, at) => at > 0 && it.kind === 'read');

function Answered({ option, text, around, again }: { option: Option; text: Text; around: Around; again: () => void }) {
  const next = goesOn();
  const leave = () => (inRow() ? onward() : vault.value ? root('today') : back('first'));
  if (option.code === 'no')
    return (
      <Screen
        low
        back={{ words: t('back'), act: again }}
        foot={
          <Dock>
            <button type="button" class="btn main" onClick={leave}>
              {t(next ? 'continue' : 'done')}
            </button>
          </Dock>
        }
      >
        <h1 class="title">{t('safety_no')}</h1>
        <Blocks blocks={option.reply ?? []} around={around} />
        <Draft shown={text.draft} />
      </Screen>
    );
  const now = nowStep(text);
  const calls = [...servicesIn(option.reply ?? []), ...servicesIn(now?.blocks ?? [])].filter(
    (it, at, all) => it.phone !== EMERGENCY && all.findIndex((other) => other.id === it.id) === at,
  );
  const close = people(entries.value, device(), pack()).filter((it) => it.phone);
  const words = (now?.blocks ?? []).filter((it) => it.t !== 'call');
  return (
    <Screen
      low
      floats
      back={{ words: t('back'), act: again }}
      foot={
        <Dock>
          <Life />
          <div class="aside">
            <a class="link" href={to('text', 'page', text.id, planStep(text)?.id ?? '')}>
              {t('safety_plan_make')}
            </a>
            <button type="button" class="plain-link" onClick={leave}>
              {t(next ? 'continue' : 'done')}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('safety_thanks')}</h1>
      <Blocks blocks={aboveRows(withoutThanks(option))} around={around} />
      <ul class="rows calls push">
        {calls.map((it) => (
          <li key={it.id}>
            <ServiceRow service={it} />
          </li>
        ))}
      </ul>
      {close.length > 0 && (
        <Part name={t('be_with_someone')}>
          {close.map((it) => (
            <PersonRow key={it.key} line={it} />
          ))}
        </Part>
      )}
      {now && (
        <Part name={now.title}>
          <Blocks blocks={aboveRows(words)} around={around} />
        </Part>
      )}
      <Draft shown={text.draft} />
    </Screen>
  );
}

/** The reply begins with the thanks that the title already says. */
function withoutThanks(option: Option) {
  const [first, ...rest] = option.reply ?? [];
  if (first?.t !== 'p' || typeof first.words[0] !== 'string') return option.reply ?? [];
  const [opening, ...others] = first.words;
  const thanks = t('safety_thanks');
  if (typeof opening !== 'string' || !opening.startsWith(thanks)) return option.reply ?? [];
  return [{ ...first, words: [opening.slice(thanks.length).trimStart(), ...others] }, ...rest];
}
