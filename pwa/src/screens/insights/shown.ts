/** What the parts of Insights are given: the diary as it was read, the date it is, and how far back one looks. */
import type { Diary } from '../../domain/diary.ts';
import type { Span } from '../../domain/insights.ts';

export interface Shown {
  read: Diary;
  date: string;
  span: Span;
}
