/** The questions of a day, each by itself: sleep, own limits, mood, somebody to talk to, own words. Never about his acts. */
import { useState } from 'preact/hooks';
import { makers } from '../../core/model/answers.ts';
import { moods, nearDays } from '../../core/model/near.ts';
import { drawPlan } from '../../core/model/plan.ts';
import { asksSafety } from '../../core/model/safety.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { device } from '../../shared/answering.ts';
import { SafetyQuestion } from '../../shared/SafetyQuestion.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, facePack, pack, today } from '../../shared/state.ts';
import { Writing } from '../../shared/Writing.tsx';
import { Three } from '../../ui/Choices.tsx';
import { Ten } from '../../ui/Ten.tsx';
import { changeDay, fieldsOf, limitsWords, measure, sleepWords } from './day.ts';

interface Props {
  date: string;
}

/** Three short answers: the value is the code. */
function OfThree({
  date,
  field,
  label,
  values,
  words,
}: Props & { field: string; label: string; values: readonly number[]; words: readonly string[] }) {
  const value = fieldsOf(date)[field];
  return (
    <Three
      name={field}
      label={label}
      options={values.map((it) => ({ code: String(it), label: words[it] ?? '' }))}
      chosen={typeof value === 'number' ? [String(value)] : []}
      choose={([code]) => changeDay(date, { [field]: Number(code) })}
    />
  );
}

export function Sleep({ date }: Props) {
  const ask = date === today.value ? (measure('sleep')?.ask ?? t('near_sleep')) : t('near_sleep_then');
  return (
    <Part name={ask}>
      <OfThree date={date} field="sleep" label={ask} values={[0, 1, 2]} words={sleepWords()} />
    </Part>
  );
}

/** Own limits in own words, and how it went. Without any it says where they come from, or with `quiet` nothing. */
export function Limits({ date, quiet }: Props & { quiet?: boolean }) {
  const part = drawPlan(entries.value, device(), facePack()).find((it) => it.place === 'limits');
  const maker = part?.makers[0] ?? makers(pack()).find((it) => it.exercise.plan.includes('limits'));
  const href = maker && to('text', maker.kind, maker.text.id, maker.step.id, 'edit');
  if (!part && (quiet || !href)) return null;
  return (
    <Part name={t('near_limits')}>
      {part?.lines.map((line) => (
        <p class="own" key={line.key}>
          {line.words}
        </p>
      ))}
      {part ? (
        <div class="own-gap">
          <OfThree
            date={date}
            field="limits"
            label={measure('limits')?.ask ?? t('near_limits_ask')}
            values={[2, 1, 0]}
            words={limitsWords(date !== today.value)}
          />
        </div>
      ) : (
        <p class="read">{t('near_limits_none')}</p>
      )}
      {!quiet && href && (
        <a class="link" href={href}>
          {t(part ? 'near_limits_change' : 'near_limits_make')}
        </a>
      )}
    </Part>
  );
}

/** A very low one asks the safety question, as his check-in does. */
export function Mood({ date }: Props) {
  const [asking, ask] = useState(false);
  const asked = measure('near-mood');
  const words = date === today.value ? (asked?.ask ?? t('near_mood')) : t('near_mood_then');
  const value = fieldsOf(date).mood;
  const choose = (mood: number) => {
    changeDay(date, { mood });
    const others = moods(nearDays(entries.value.values())).filter((it) => it.date !== date);
    ask(asksSafety([...others, { date, mood }], date));
  };
  return (
    <>
      <Part name={words}>
        <Ten
          label={words}
          name="mood"
          value={typeof value === 'number' ? value : null}
          low={asked?.low ?? t('near_mood_low')}
          high={asked?.high ?? t('near_mood_high')}
          choose={choose}
        />
      </Part>
      <div aria-live="polite">{asking && <SafetyQuestion inline />}</div>
    </>
  );
}

export function Talked({ date }: Props) {
  const words = t(date === today.value ? 'near_talked' : 'near_talked_then');
  const value = fieldsOf(date).talked;
  return (
    <Part name={words}>
      <Three
        name="talked"
        label={words}
        options={(['yes', 'no'] as const).map((code) => ({ code, label: t(`near_talked_${code}`) }))}
        chosen={typeof value === 'boolean' ? [value ? 'yes' : 'no'] : []}
        choose={([code]) => changeDay(date, { talked: code === 'yes' })}
      />
    </Part>
  );
}

export function NearNote({ date, writing }: Props & { writing: (now: boolean) => void }) {
  const value = fieldsOf(date).text;
  return (
    <Part name={t('near_note')}>
      <div class="field">
        <label class="hide" for="near-note">
          {t('near_note')}
        </label>
        <Writing
          id="near-note"
          rows={2}
          value={typeof value === 'string' ? value : ''}
          describedby="near-note-help"
          change={(text, shown) => changeDay(date, { text: text.trim() ? text : '' }, { text: shown })}
          writing={writing}
        />
        <p class="help" id="near-note-help">
          {t('about_no_names')}
        </p>
      </div>
    </Part>
  );
}
