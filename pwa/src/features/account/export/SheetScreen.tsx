/** The diary as a sheet of paper: seen first, then printed under a name that says nothing. */
import { useState } from 'preact/hooks';
import { addDays } from '../../../core/model/dates.ts';
import { columns, type ExportLine, hasUnshown } from '../../../core/model/export-lines.ts';
import { printPage } from '../../../platform/externalActivity.ts';
import { t } from '../../../platform/i18n.ts';
import { appName } from '../../../shared/mask.ts';
import { atWords, capital, paperDay } from '../../../shared/moments.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { face, today } from '../../../shared/state.ts';
import { Three } from '../../../ui/Choices.tsx';
import { cellWords, columnWords, linesToExport, lineWords } from './readable.ts';
import { withOwn } from './withOwn.ts';

const spans = { '4': 28, '52': 365, all: null } as const;
type Span = keyof typeof spans;

/** What falls in the span; what has no date belongs to all of it. */
function within(span: Span): ExportLine[] {
  const days = spans[span];
  const from = days === null ? '' : addDays(today.value, 1 - days);
  return linesToExport(withOwn.value).filter(({ date }) => days === null || (date !== '' && date >= from));
}

/** The lines of each date, the newest date first. */
function byDate(lines: readonly ExportLine[]): [string, ExportLine[]][] {
  const days = new Map<string, ExportLine[]>();
  for (const line of lines) days.set(line.date, [...(days.get(line.date) ?? []), line]);
  return [...days].sort(([a], [b]) => b.localeCompare(a));
}

export function SheetScreen() {
  const [span, choose] = useState<Span>('4');
  const lines = within(span);
  const days = byDate(lines);
  return (
    <Screen
      back={true}
      floats
      foot={
        <Dock>
          <button
            type="button"
            class="btn main"
            aria-disabled={days.length === 0}
            onClick={() => days.length > 0 && printPage()}
          >
            {t('print')}
          </button>
        </Dock>
      }
    >
      <h1 class="title no-print">{t('sheet_title')}</h1>
      {hasUnshown(lines, face.value) && <p class="read no-print">{t('readable_other_face')}</p>}
      <div class="no-print after-read">
        <Three<Span>
          name="span"
          label={t('sheet_span')}
          options={(['4', '52', 'all'] as const).map((code) => ({ code, label: t(`sheet_${code}`) }))}
          chosen={[span]}
          choose={([next]) => next && choose(next)}
        />
      </div>
      <p class="print-only" aria-hidden="true">
        {appName()}
      </p>
      {days.length === 0 && <p class="lead after-read">{t('sheet_none')}</p>}
      <div class="paper">
        {days.map(([date, lines]) => (
          <section key={date}>
            <h2>{date ? capital(paperDay(date)) : t('sheet_undated')}</h2>
            {lines.map((line, at) => (
              <Written key={`${line.what}-${String(at)}`} line={line} />
            ))}
          </section>
        ))}
      </div>
    </Screen>
  );
}

function Written({ line }: { line: ExportLine }) {
  const { cells, also, part } = line;
  const { question, answer } = cells;
  const said = columns.filter((it) => it in cells && it !== 'question' && it !== 'answer');
  return (
    <div class="written">
      <h3>
        {question ? cellWords(question) : lineWords(line)}
        {part && <span class="meta"> {atWords(part)}</span>}
      </h3>
      {answer !== undefined &&
        (Array.isArray(answer) ? answer : [String(answer)]).map((words) => (
          <p class="own" key={words}>
            {words}
          </p>
        ))}
      {said.length > 0 && (
        <dl>
          {said.map((column) => (
            <div key={column}>
              <dt>{columnWords(column)}</dt>
              <dd>{cellWords(cells[column] ?? '')}</dd>
            </div>
          ))}
        </dl>
      )}
      {also.map((words) => (
        <p key={words}>
          <span class="meta">{t('column_also')}: </span>
          {words}
        </p>
      ))}
    </div>
  );
}
