/** What a month is looked back on with: one's own words, then numbers: what got worse is told as what got better is. */
import { courses } from '../../../core/model/fortnight.ts';
import { monthNumbers } from '../../../core/model/month-numbers.ts';
import { drawPlan } from '../../../core/model/plan.ts';
import { summaryWords } from '../../../core/model/summary-words.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { together } from '../../../shared/findings.ts';
import { Part } from '../../../shared/Screen.tsx';
import { chosenWhat, entries, face, facePack, pack, today } from '../../../shared/state.ts';
import { running } from '../../../shared/today.ts';

/** So many of one's own lines say enough. */
const MOST = 3;

/** The reason to have begun; for somebody close to him what holds one up and one's limits. */
export function MonthReasons() {
  const near = face.value === 'near';
  const parts = drawPlan(entries.value, new Map(), facePack());
  const places = near ? ['steady', 'limits'] : ['reasons'];
  const lines = parts.filter((it) => places.includes(it.place)).flatMap((it) => it.lines);
  if (lines.length === 0) return null;
  return (
    <Part name={t(near ? 'month_own' : 'month_why')} after>
      {lines.slice(0, MOST).map(({ key, words }) => (
        <p class="own own-gap" key={key}>
          {words}
        </p>
      ))}
    </Part>
  );
}

/** Sentences about four weeks; none about what there is nothing of. */
function sentences(): string[] {
  const numbers = monthNumbers(entries.value, pack(), chosenWhat.value, face.value, today.value, running.value);
  const { passed, times, days, best } = numbers.diary ?? { passed: 0, times: 0, days: 0, best: null };
  return [
    ...(passed > 0 ? [summaryWords[locale.value].passed(passed, times)] : []),
    ...(days > 0 ? [t('month_days', { n: days })] : []),
    ...(best === null ? [] : [t('month_best', { n: best })]),
    ...(numbers.modules > 0 ? [t('month_modules', { n: numbers.modules })] : []),
  ];
}

export function MonthNumbersPart() {
  const [first, ...others] = sentences();
  const changed = courses(entries.value, pack(), face.value).filter(
    (it) => it.change === 'better' || it.change === 'worse',
  );
  if (!first) return <p class="read after">{t('month_nothing')}</p>;
  return (
    <Part name={t('month_numbers')}>
      <p class="finding">{together(first)}</p>
      {others.map((it) => (
        <p class="read" key={it}>
          {together(it)}
        </p>
      ))}
      {changed.map(({ measure, points }) => (
        <p class="read" key={measure.id}>
          {t('month_answered', { ask: measure.ask, from: points[0]?.value ?? '', to: points.at(-1)?.value ?? '' })}
        </p>
      ))}
    </Part>
  );
}
