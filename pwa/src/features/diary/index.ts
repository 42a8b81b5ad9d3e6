/** What other features may use of this one. */
export { AllGone, ChosenFilters } from './ChosenFilters.tsx';
export { EntryFrame, useEntry } from './EntryFrame.tsx';
export { EntryWords, Facts } from './Facts.tsx';
export { Filter } from './Filter.tsx';
export {
  allDays,
  days,
  narrow,
  narrowNear,
  nearFilters,
  page,
  showAs,
  showMore,
  shown,
  useLooking,
  view,
} from './looking.ts';
export { MonthView } from './Month.tsx';
export type { Cell } from './MonthTable.tsx';
export { MoreBelow } from './MoreBelow.tsx';
export type { Narrowing } from './narrowing.ts';
export { Search } from './Search.tsx';
export { searchable } from './searching.ts';
export { Narrow, Seek, Views } from './Tools.tsx';
