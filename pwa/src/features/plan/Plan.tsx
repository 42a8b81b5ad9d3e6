import { isDate, isPart } from '../../core/model/dates.ts';
import { newPerson } from '../../core/model/draft-keys.ts';
import type { ScreenProps } from '../../platform/router.ts';
import { EveningForm } from './EveningForm.tsx';
import { Order } from './Order.tsx';
import { PersonForm } from './PersonForm.tsx';
import { Read } from './Read.tsx';
import { WeekForm } from './WeekForm.tsx';

/**
 * `key`: of a line of the plan, or the date of an evening. It is handed on in memory; no address ever holds his words. `again`: that
 * evening begins with the last plan for it.
 */
export function Plan({ args: [what, key, part, again] }: ScreenProps) {
  switch (what) {
    case 'evening':
      return isDate(key) && isPart(part) ? <EveningForm date={key} part={part} again={again === 'again'} /> : <Read />;
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
