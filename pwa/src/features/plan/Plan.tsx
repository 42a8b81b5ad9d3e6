import { newPerson } from '../../core/model/draft-keys.ts';
import type { ScreenProps } from '../../platform/router.ts';
import { Order } from './Order.tsx';
import { PersonForm } from './PersonForm.tsx';
import { Read } from './Read.tsx';
import { WeekForm } from './WeekForm.tsx';

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
