/** The plan: to read and print it, to put it in one's own order, to write down whom to ring, to give a thing its day. */
import type { ScreenProps } from '../app.tsx';
import { newPerson } from '../domain/begun.ts';
import { Order } from './plan/Order.tsx';
import { PersonForm } from './plan/PersonForm.tsx';
import { Read } from './plan/Read.tsx';
import { WeekForm } from './plan/WeekForm.tsx';

/** `key`: of a line of the plan. It is handed on in memory; no address ever holds his words. */
export function Plan({ args: [what, key] }: ScreenProps) {
  switch (what) {
    case 'order':
      return <Order />;
    case 'person':
      return <PersonForm which={key ?? newPerson} />;
    case 'week':
      return <WeekForm which={key ?? ''} />;
    default:
      return <Read />;
  }
}
