/** How he has been: mood and control as he answered each day, the good things he wrote, and the answers of every fortnight. */
import type { Asked, DayLine, GoodThing } from '../../core/model/day-line.ts';
import { courses } from '../../core/model/fortnight.ts';
import { decimalWords, tenthsWords } from '../../core/model/numbers.ts';
import type { Span } from '../../core/model/spans.ts';
import { type Key, locale, t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { Fortnights } from '../../shared/Fortnights.tsx';
import { controlWords, datesWords, moodLineWords } from '../../shared/findings.ts';
import { Longer } from '../../shared/Longer.tsx';
import { capital, dateWords, monthName, monthWords, numberedDay } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { entries, face, pack } from '../../shared/state.ts';
import { LineChart, LineKey } from '../../ui/LineChart.tsx';
import { type AnswersShown, begins, type Shown } from './shown.ts';

const MOST = 10;

/** What a point stands for, and the head of its column. */
const steps: Record<DayLine['step'], { name: (from: string) => string; column: Key }> = {
  day: { name: numberedDay, column: 'line_day' },
  week: { name: numberedDay, column: 'weeks_week' },
  month: { name: monthName, column: 'weeks_month' },
};

const tickWords = (date: string, span: Span): string =>
  span === 'weeks' ? numberedDay(date) : `${monthWords(date)} ${date.slice(0, 4)}`;

interface LineProps extends Pick<Shown, 'span' | 'bought'> {
  mood: DayLine;
  /** In the same drawing and table. */
  control: DayLine | null;
}

const runsOf = ({ runs }: DayLine) => runs.map((run) => run.map(({ from, at, value }) => ({ key: from, at, value })));

/** What nought and ten are called. */
const endsWords = (asked: Asked): string =>
  t('scale_ends', { least: 0, low: t(`checkin_${asked}_low`), most: MOST, high: t(`checkin_${asked}_high`) });

function Line({ mood, control, span, bought }: LineProps) {
  const gaps = [mood, control].some((it) => it && it.runs.length > 1) ? [t('line_gaps')] : [];
  const words = moodLineWords(mood, span, bought);
  const { name, column } = steps[mood.step];
  const byDay = mood.step === 'day';
  const told = byDay ? decimalWords : tenthsWords;
  const number = (value: number | null): string => (value === null ? '–' : told(value, locale.value));
  const all = control ? [mood, control] : [mood];
  // The mood last: of a slot of both, its days count.
  const slots = new Map(all.toReversed().flatMap((it) => it.slots.map((slot) => [slot.from, slot] as const)));
  const rows = [...slots.values()].sort((one, other) => (one.from < other.from ? -1 : 1));
  return (
    <Figure
      id="mood"
      finding={words.finding}
      more={control ? controlWords(control, bought) : undefined}
      shows={[
        datesWords(mood),
        ...(words.more ? [words.more] : []),
        endsWords('mood'),
        ...(control ? [`${t('summary_col_control')}: ${endsWords('control')}`] : []),
        ...gaps,
      ].join(' ')}
      numbers={{
        caption: t(control ? 'being_daily' : 'summary_col_mood'),
        columns: [
          t(column),
          ...(byDay ? [] : [t('summary_col_days')]),
          t('summary_col_mood'),
          ...(control ? [t('summary_col_control')] : []),
        ],
        rows: rows.map((slot) => ({
          key: slot.from,
          name: name(begins(slot.from, mood)),
          cells: [
            ...(byDay ? [] : [String(slot.days)]),
            ...all.map((it) => number(it.slots.find(({ from }) => from === slot.from)?.value ?? null)),
          ],
        })),
      }}
    >
      <LineChart
        most={MOST}
        runs={runsOf(mood)}
        beside={control ? runsOf(control) : undefined}
        ticks={[
          { at: 0, words: tickWords(mood.from, span) },
          { at: 1, words: tickWords(mood.until, span) },
        ]}
      />
      {control && (
        <LineKey
          of={[
            { mark: 'ring', words: t('summary_col_mood') },
            { mark: 'beside', words: t('summary_col_control') },
          ]}
        />
      )}
    </Figure>
  );
}

const Things = ({ all }: { all: readonly GoodThing[] }) => (
  <ul class="good">
    {all.map(({ id, date, text }) => (
      <li key={id} class="own">
        {text}
        <span class="meta">{capital(dateWords(date))}</span>
      </li>
    ))}
  </ul>
);

/** His own words, as he wrote them: the newest stands, and the older come under it with a press. */
function Good({ good }: Pick<AnswersShown, 'good'>) {
  if (good.length === 0) return null;
  return (
    <SubPart name={t('checkin_good')}>
      <Longer id="good" of={good.length} first={1} more={(n) => t('good_older', { n })}>
        {(shown) => <Things all={good.slice(0, shown)} />}
      </Longer>
    </SubPart>
  );
}

export function Being({ lines: { mood, control }, good, ...told }: AnswersShown & Pick<Shown, 'span' | 'bought'>) {
  const asked = courses(entries.value, pack(), face.value);
  if (!mood && good.length === 0 && asked.length === 0) return null;
  return (
    <Part name={t('being_title')}>
      {mood && (
        <SubPart name={t(control ? 'being_daily' : 'summary_mood')}>
          <Line mood={mood} control={control} {...told} />
        </SubPart>
      )}
      <Good good={good} />
      <Fortnights />
    </Part>
  );
}
