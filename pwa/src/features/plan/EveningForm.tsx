/** The plan for an evening: three questions, each answered from his own plan or in own words. It is kept as it is chosen. */
import { useState } from 'preact/hooks';
import type { Moment } from '../../core/model/dates.ts';
import { newPerson } from '../../core/model/draft-keys.ts';
import {
  type EveningPlan,
  eveningKind,
  eveningName,
  isPlanned,
  planFieldsOf,
  readEvening,
} from '../../core/model/evening.ts';
import { eveningChoices, personMeant, suggestedPlan } from '../../core/model/evening-plan.ts';
import type { Fields } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { labelOf } from '../../shared/codes.ts';
import { draftOf, flush, savingOf } from '../../shared/drafts.ts';
import { changeEvening, eveningSituation, planEvening, removeEvening } from '../../shared/evenings.ts';
import { Fold } from '../../shared/Fold.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { capital, dayPartWords, headingWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { PersonRow } from '../../shared/PersonRow.tsx';
import { Rivals } from '../../shared/Rivals.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { entriesOfKind } from '../../shared/state.ts';
import { Chips, Choices } from '../../ui/Choices.tsx';
import { Field } from '../../ui/Field.tsx';
import { AddNumber } from './AddNumber.tsx';
import { EveningReason } from './EveningReason.tsx';
import { backFromForm, planParts } from './lines.ts';
import { keepBegunNumber } from './personWriting.ts';

interface Props extends Moment {
  /** It begins with the last plan for this time of the week, however that went. */
  again: boolean;
}

export function EveningForm({ date, part, again }: Props) {
  const name = eveningName(date);
  const stored = entriesOfKind(eveningKind).find((it) => it.fields.date === date);
  const [{ choices, suggested }] = useState(() => {
    const situation = eveningSituation();
    const choices = eveningChoices(situation);
    return { choices, suggested: stored ? {} : suggestedPlan(situation, { date, part }, again) };
  });
  // Whether it was planned before this form was opened. What is chosen is kept at once; a new plan is told of when he leaves.
  const [planned] = useState(stored !== undefined);
  const { failed, keeping } = useKeeping();
  const fields: Fields = { ...planFieldsOf(suggested), ...stored?.fields, ...draftOf(name) };
  const plan: EveningPlan = readEvening({ ...fields, date, part }) ?? {};
  const said = (field: string): string => String(fields[field] ?? '');
  const shown = Object.fromEntries(texts.map((field) => [field, stored ? said(field) : '']));

  /** The first change keeps all that stands on the screen. */
  const change = (changed: Fields) =>
    changeEvening({ date, part }, stored ? changed : { ...planFieldsOf(plan), ...changed }, shown);
  // Whoever has no number gets one here, before it is hard; it rests where the plan's people do.
  const words = said('person_text').trim();
  const people = planParts().find((it) => it.place === 'people')?.lines ?? [];
  const numberless =
    words && !personMeant(choices.people, words)?.phone
      ? (personMeant(people, words) ?? { key: `${newPerson}/${words}`, words })
      : undefined;
  const rest = async () => {
    await flush();
    if (numberless) await keepBegunNumber(numberless);
  };
  const whole = async (gone: () => void) => {
    await rest();
    if (savingOf(name) !== 'failed') gone();
  };
  const tellSaved = (undo: () => Promise<unknown>) =>
    tell(
      () => t('evening_saved', { when: headingWords(date, part) }),
      async () => void (await undo()),
      { line: true },
    );
  const leave = () => {
    const gone = backFromForm('today');
    void keeping(() =>
      whole(() => {
        const kept = entriesOfKind(eveningKind).find((it) => it.fields.date === date);
        if (!planned && kept && isPlanned(readEvening(kept.fields) ?? {})) tellSaved(() => removeEvening(kept));
        gone();
      }),
    );
  };
  const save = () => {
    const gone = backFromForm('today');
    return keeping(async () => {
      if (!isPlanned(plan)) return;
      await rest();
      if (savingOf(name) === 'failed') return;
      const undo = stored ? () => removeEvening(stored) : await planEvening({ date, part }, plan);
      if (!planned) tellSaved(undo);
      gone();
    });
  };
  const remove = () => {
    const gone = backFromForm('today');
    return keeping(async () => {
      if (!stored) return;
      tell(() => t('evening_removed', { when: headingWords(date, part) }), await removeEvening(stored), {
        stays: true,
      });
      gone();
    });
  };
  return (
    <Screen
      back={{ words: t('back'), act: leave }}
      floats
      foot={
        <Dock>
          {(failed || savingOf(name) === 'failed') && <NotKept />}
          <button type="button" class="btn main" aria-disabled={!isPlanned(plan)} onClick={() => void save()}>
            {planned ? t('done') : isPlanned(plan) ? capital(t(`evening_plan_${part}`)) : t('evening_choose_first')}
          </button>
          {planned && stored && (
            <button type="button" class="btn wide" onClick={() => void remove()}>
              {t('evening_remove')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('evening_title', { when: dayPartWords(date, part) })}</h1>
      <EveningReason date={date} part={part} />
      {stored && <Rivals entry={stored} name={t('evening_title', { when: dayPartWords(date, part) })} />}
      <Part name={t('evening_place_ask')}>
        <Chips
          name="evening-place"
          label={t('evening_place_ask')}
          one
          free
          options={choices.places.map((code) => ({ code, label: labelOf('places', code) }))}
          chosen={said('place') ? [said('place')] : []}
          choose={([place = '']) => change({ place, place_text: '' })}
        />
        <div class="own-answer">
          <Field
            grows
            id="evening-place-own"
            label={t('evening_place_own')}
            value={said('place_text')}
            change={(place_text) => change({ place: '', place_text })}
          />
        </div>
      </Part>
      <Part name={t('evening_person_ask')}>
        <OfThePlan
          id="evening-person"
          ask={t('evening_person_ask')}
          own={t('person_name')}
          help={t('person_name_help')}
          options={choices.people.map((it) => it.words)}
          value={said('person_text')}
          change={(person_text) => change({ person_text })}
        />
        {numberless && (
          <ul class="rows">
            <li>
              {numberless.phone ? (
                <PersonRow line={numberless} small="" />
              ) : (
                <AddNumber key={numberless.key} line={numberless} />
              )}
            </li>
          </ul>
        )}
      </Part>
      <Part name={t('evening_first_ask')}>
        <OfThePlan
          id="evening-first"
          ask={t('evening_first_ask')}
          own={t('own_words')}
          lines
          options={choices.firsts}
          value={said('first_text')}
          change={(first_text) => change({ first_text })}
        />
      </Part>
      <Fold id="evening-lock" name={t('evening_notice_ask')}>
        <Field
          grows
          id="evening-notice"
          label={t('evening_notice')}
          help={t('evening_notice_help')}
          value={said('notice_text')}
          change={(notice_text) => change({ notice_text })}
        />
      </Fold>
    </Screen>
  );
}

const texts = ['place_text', 'person_text', 'first_text', 'notice_text'] as const;

interface OfThePlanProps {
  id: string;
  ask: string;
  /** The name of the field for own words. */
  own: string;
  help?: string;
  options: readonly string[];
  value: string;
  change: (words: string) => void;
  /** The choices are long: one a line. */
  lines?: boolean;
}

/** Words that stand in his plan, or others. */
function OfThePlan({ id, ask, own, help, options, value, change, lines }: OfThePlanProps) {
  // Who writes «Kari Nordmann» comes past «Kari»: a field that one writes in is not emptied for a choice.
  const [typed, type] = useState<string | null>(null);
  const fromPlan = typed === null && options.includes(value);
  const List = lines ? Choices : Chips;
  return (
    <>
      {options.length > 0 && (
        <List
          name={id}
          label={ask}
          one
          free
          options={options.map((words) => ({ code: words, label: words }))}
          chosen={fromPlan ? [value] : []}
          choose={([words = '']) => {
            type(null);
            change(words);
          }}
        />
      )}
      <div class={options.length > 0 ? 'own-answer' : undefined}>
        <Field
          grows
          id={`${id}-own`}
          label={own}
          {...(help && { help })}
          value={typed ?? (fromPlan ? '' : value)}
          change={(words) => {
            type(words);
            change(words);
          }}
        />
      </div>
    </>
  );
}
