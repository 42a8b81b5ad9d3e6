/** The last two weeks in a few questions of the pack's own. Each date is one record; a date that was answered can be changed. */
import { useEffect, useState } from 'preact/hooks';
import { diary } from '../../core/model/diary.ts';
import { asksPurchases, draftValues, fortnightly } from '../../core/model/fortnight.ts';
import type { Fields } from '../../core/model/plain.ts';
import { purchases } from '../../core/model/purchases.ts';
import { fortnightAsksSafety } from '../../core/model/safety.ts';
import { t } from '../../platform/i18n.ts';
import { back, instead, root, type ScreenProps, stillHere } from '../../platform/router.ts';
import { fortnightsFound } from '../../shared/Fortnights.tsx';
import { useKeeping } from '../../shared/keeping.ts';
import { dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { deviceRecords, entries, entriesOfKind, face, pack, today } from '../../shared/state.ts';
import { answerFortnight, fortnightDraft, noteFortnight, removeFortnight } from './commands.ts';
import { FortnightAnswer } from './fortnight/FortnightAnswer.tsx';

export function Fortnight({ args: [chosen] }: ScreenProps) {
  const [date] = useState(chosen ?? today.value);
  const entry = entriesOfKind('measure').find((it) => it.fields.date === date);
  const [before] = useState<Fields>(entry?.fields ?? {});
  /** Only what was pressed here: the rest follows what another phone may have kept meanwhile. */
  const [pressed, press] = useState<Record<string, number>>({});
  const { busy, failed, keeping } = useKeeping();
  const measures = fortnightly(pack(), face.value);
  const half = chosen || entry ? {} : draftValues(deviceRecords.value.get(fortnightDraft), date);
  const answer = (id: string): number | undefined => {
    const stored = entry?.fields[id];
    return pressed[id] ?? half[id] ?? (typeof stored === 'number' ? stored : undefined);
  };
  const left = measures.filter((it) => answer(it.id) === undefined).length;

  // Half done, it goes on at the first question without an answer.
  useEffect(() => {
    const at = Object.keys(half).length > 0 ? measures.findIndex((it) => answer(it.id) === undefined) : -1;
    if (at >= 0) document.querySelectorAll('main .part')[at]?.scrollIntoView();
  }, []);

  const choose = (id: string, value: number) => {
    press({ ...pressed, [id]: value });
    if (!chosen && !entry) noteFortnight(date, { [id]: value });
  };

  const save = () =>
    keeping(async () => {
      if (left > 0) return;
      const still = stillHere();
      const answers = { ...half, ...pressed };
      const undo = await answerFortnight({ date, answers, pressed, before, past: chosen !== undefined });
      tell(() => (chosen ? t('fortnight_saved') : fortnightsFound()), undo);
      if (!still()) return;
      if (chosen) return back('insights');
      root('today');
      if (fortnightAsksSafety(measures, answer)) instead('text', 'page', 'safety');
    });

  const remove = () =>
    keeping(async () => {
      if (!entry) return;
      const still = stillHere();
      const undo = await removeFortnight(entry);
      tell(() => t('fortnight_removed'), undo, { stays: true });
      if (still()) back('insights');
    });

  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" aria-disabled={left > 0 || busy} onClick={() => void save()}>
            {left > 0 ? t('fortnight_left', { n: left }) : t('save')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('fortnight_title')}</h1>
      <p class="read">{chosen ? t('fortnight_read_date', { date: dateWords(date) }) : t('fortnight_read')}</p>
      {measures.map((measure) => (
        <Part key={measure.id} name={measure.ask}>
          <FortnightAnswer
            measure={measure}
            value={answer(measure.id)}
            choose={(value) => choose(measure.id, value)}
            {...(asksPurchases(measure) && !chosen && { counted: purchases(diary(entries.value.values()), date).last })}
          />
        </Part>
      ))}
      {chosen && entry && (
        <button type="button" class="plain-link" onClick={() => void remove()}>
          {t('fortnight_remove')}
        </button>
      )}
    </Screen>
  );
}
