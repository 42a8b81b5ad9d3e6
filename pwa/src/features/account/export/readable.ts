/** The readable files of this diary, with the words of the language that is spoken. */
import { base64 } from '../../../core/bytes.ts';
import { calmFiles } from '../../../core/model/calm.ts';
import {
  type ExportedFile,
  type Headings,
  type PlanSheet,
  readableCsv,
  readableJson,
} from '../../../core/model/export-files.ts';
import {
  type Column,
  columns,
  type ExportCell,
  type ExportLabels,
  type ExportLine,
  type ExportLineKind,
  exportLines,
} from '../../../core/model/export-lines.ts';
import { drawPlan } from '../../../core/model/plan.ts';
import { locale, t } from '../../../platform/i18n.ts';
import { readCalm } from '../../../shared/calm.ts';
import { labelOf } from '../../../shared/codes.ts';
import { partWords } from '../../../shared/moments.ts';
import { deviceRecords, entries, facePack, pack, today } from '../../../shared/state.ts';
import { timeWords } from '../../../shared/whens.ts';

const labels: ExportLabels = {
  code: labelOf,
  three: (field, value) => t(`near_${field}_${value as 0 | 1 | 2}`),
  yes: (value) => t(value ? 'near_talked_yes' : 'near_talked_no'),
  held: (value) => t(`evening_held_${value}`),
  time: timeWords,
};

const none = new Map();

/** `own`: with the answers that are kept on this phone only. */
export const linesToExport = (own: boolean): ExportLine[] =>
  exportLines(entries.value, own ? deviceRecords.value : none, pack(), labels);

/** The plan in the person's own order; the safety plan only with what is kept on this phone. */
function planSheets(own: boolean): PlanSheet[] {
  return drawPlan(entries.value, own ? deviceRecords.value : none, facePack())
    .filter(({ place }) => own || place !== 'safety')
    .map(({ place, lines }) => ({
      name: t(`place_${place}`),
      lines: lines.map(({ words, phone, time, when }) =>
        [when && `${when.label} ${when.words}. ${when.thenLabel}`, words, phone, time && timeWords(time)]
          .filter(Boolean)
          .join(', '),
      ),
    }));
}

export const columnWords = (column: Column): string => t(`column_${column}`);
export const cellWords = (cell: ExportCell): string => (Array.isArray(cell) ? cell.join(', ') : String(cell));
const whatWords = (what: ExportLineKind): string => t(what === 'other' ? 'line_loose' : `line_${what}`);
export const lineWords = ({ what }: ExportLine): string => whatWords(what);

function headings(): Headings {
  return {
    date: t('column_date'),
    part: t('column_part'),
    what: t('column_what'),
    also: t('column_also'),
    columns: Object.fromEntries(columns.map((it) => [it, columnWords(it)])) as Headings['columns'],
    whats: {
      urge: whatWords('urge'),
      purchase: whatWords('purchase'),
      checkin: whatWords('checkin'),
      fortnight: whatWords('fortnight'),
      evening: whatWords('evening'),
      answer: whatWords('answer'),
      other: whatWords('other'),
    },
    parts: {
      night: partWords('night'),
      morning: partWords('morning'),
      day: partWords('day'),
      evening: partWords('evening'),
    },
  };
}

export const csvOf = (own: boolean): string => readableCsv(linesToExport(own), headings());

/** What he made for himself, as far as it has come to this phone. */
async function filesToExport(): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const sort of calmFiles) {
    const found = await readCalm(sort);
    if (!found) continue;
    const { head, bytes } = found;
    files.push({
      what: sort === 'voice' ? 'recording' : 'photo',
      date: head.date,
      type: head.type,
      base64: base64(bytes),
    });
  }
  return files;
}

export const jsonOf = async (own: boolean): Promise<string> =>
  readableJson({
    made: today.value,
    language: locale.value,
    lines: linesToExport(own),
    plan: planSheets(own),
    files: await filesToExport(),
  });
