/** How he has been: mood and control as he answered each day, the good things he wrote, and the answers of every fortnight. */
import { useState } from 'preact/hooks';
import { weekNumber } from '../../core/model/dates.ts';
import type { Asked, DayLine, GoodThing, LineSlot } from '../../core/model/day-line.ts';
import { courses } from '../../core/model/fortnight.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import type { Span } from '../../core/model/spans.ts';
import { locale, t } from '../../platform/i18n.ts';
import { Figure } from '../../shared/Figure.tsx';
import { Fortnights } from '../../shared/Fortnights.tsx';
import { dailyWords, datesWords } from '../../shared/findings.ts';
import { capital, dateWords, monthName, monthWords, numberedDay } from '../../shared/moments.ts';
import { Part } from '../../shared/Screen.tsx';
import { SubPart } from '../../shared/SubPart.tsx';
import { entries, face, pack } from '../../shared/state.ts';
import { LineChart, LineKey } from '../../ui/LineChart.tsx';
import type { AnswersShown } from './shown.ts';

const MOST = 10;

const slotNames: Record<Span, (slot: LineSlot) => string> = {
  weeks: ({ from }) => numberedDay(from),
  year: ({ from }) => String(weekNumber(from)),
  all: ({ from }) => monthName(from),
};
const slotColumn = { weeks: 'line_day', year: 'weeks_week', all: 'weeks_month' } as const;

const tickWords = (date: string, span: Span): string =>
  span === 'weeks' ? numberedDay(date) : `${monthWords(date)} ${date.slice(0, 4)}`;

interface LineProps {
  asked: Asked;
  line: DayLine;
  span: Span;
  /** A line in the same drawing; null where its own is drawn in that of another. */
  beside?: DayLine | null;
}

const runsOf = ({ runs }: DayLine) => runs.map((run) => run.map(({ from, at, value }) => ({ key: from, at, value })));

function Line({ asked, line, span, beside }: LineProps) {
  const ends = { least: 0, low: t(`checkin_${asked}_low`), most: MOST, high: t(`checkin_${asked}_high`) };
  const gaps = line.runs.length > 1 ? [t('line_gaps')] : [];
  return (
    <Figure
      id={asked}
      {...dailyWords(asked, line, span)}
      shows={[datesWords(line), t('scale_ends', ends), ...gaps].join(' ')}
      numbers={{
        caption: t(`summary_col_${asked}`),
        columns: [t(slotColumn[span]), ...(span === 'weeks' ? [] : [t('summary_col_days')]), t(`summary_col_${asked}`)],
        rows: line.slots.map((slot) => ({
          key: slot.from,
          name: slotNames[span](slot),
          cells: [...(span === 'weeks' ? [] : [String(slot.days)]), decimalWords(slot.value, locale.value)],
        })),
      }}
    >
      {beside !== null && (
        <>
          <LineChart
            most={MOST}
            runs={runsOf(line)}
            beside={beside && runsOf(beside)}
            ticks={[
              { at: 0, words: tickWords(line.from, span) },
              { at: 1, words: tickWords(line.until, span) },
            ]}
          />
          {beside && <LineKey line={t('summary_mood')} beside={t('summary_col_control')} />}
        </>
      )}
    </Figure>
  );
}

/** So many stand there; the rest is folded. */
const GOOD = 5;

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

/** His own words, as he wrote them. */
function Good({ good }: Pick<AnswersShown, 'good'>) {
  const [open, setOpen] = useState(false);
  const older = good.length - GOOD;
  if (good.length === 0) return null;
  return (
    <SubPart name={t('checkin_good')}>
      <Things all={good.slice(0, GOOD)} />
      {older > 0 && (
        <details id="good" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t('good_older', { n: older })}</summary>
          {open && <Things all={good.slice(GOOD)} />}
        </details>
      )}
    </SubPart>
  );
}

export function Being({ lines: { mood, control }, good, span }: AnswersShown & { span: Span }) {
  const asked = courses(entries.value, pack(), face.value);
  if (!mood && !control && good.length === 0 && asked.length === 0) return null;
  return (
    <Part name={t('being_title')}>
      {mood ? (
        <SubPart name={t(control ? 'being_daily' : 'summary_mood')}>
          <Line asked="mood" line={mood} span={span} {...(control && { beside: control })} />
          {control && <Line asked="control" line={control} span={span} beside={null} />}
        </SubPart>
      ) : (
        control && (
          <SubPart name={t('summary_col_control')}>
            <Line asked="control" line={control} span={span} />
          </SubPart>
        )
      )}
      <Good good={good} />
      <Fortnights named={SubPart} />
    </Part>
  );
}
