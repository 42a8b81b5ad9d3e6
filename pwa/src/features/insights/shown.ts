/** What the parts of Insights are given: counted once, for the date it is and as far back as one looks. */
import type { Diary } from '../../core/model/diary.ts';
import { bars, helped, triggers, whenTable } from '../../core/model/insights.ts';
import type { Span } from '../../core/model/spans.ts';

export const shownOf = (read: Diary, date: string, span: Span) => ({
  span,
  bars: bars(read, date, span),
  when: whenTable(read, date, span),
  triggers: triggers(read, date, span),
  helped: helped(read.urges),
});

export type Shown = ReturnType<typeof shownOf>;
