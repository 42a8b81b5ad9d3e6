/** The day: help at the foot, above it the one next step, the week's practice, the plan and how the week went. */
import { dayPart } from '../domain/dates.ts';
import { headingWords } from '../parts/moments.ts';
import { Saved } from '../parts/Saved.tsx';
import { Screen } from '../parts/Screen.tsx';
import { UpdateNotice } from '../parts/Update.tsx';
import { Week } from '../parts/Week.tsx';
import { today } from '../state.ts';
import { Hold } from './today/Hold.tsx';
import { Notices } from './today/Notices.tsx';
import { PlanCard } from './today/PlanCard.tsx';
import { Practice } from './today/Practice.tsx';
import { Standing } from './today/Standing.tsx';
import { Day, Due, Next } from './today/Steps.tsx';

export function Today() {
  return (
    <Screen heading={headingWords(today.value, dayPart(new Date()))} tab="today" foot={<Hold />}>
      <Saved />
      <UpdateNotice />
      <Notices />
      <Standing />
      <Due />
      <Next />
      <Practice />
      <PlanCard />
      <Day />
      <Week />
    </Screen>
  );
}
