/** What other features may use of this one. */
export { Body, WrittenApart } from './Body.tsx';
export { Calendar } from './Calendar.tsx';
export { InTheCalendar } from './InTheCalendar.tsx';
export { Phone } from './OwnLines.tsx';
export { editHref, hasShown, ShownAnswers } from './ShownAnswers.tsx';
export type { Lead } from './step.ts';
export { ThingTimes } from './ThingTimes.tsx';
