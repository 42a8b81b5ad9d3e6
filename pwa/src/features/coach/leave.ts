/** Something was sent or chosen: on to the thread, where it stands, whichever way one came. */
import { back, go, route } from '../../platform/router.ts';

export function toThread(): void {
  back('coach');
  if (route.peek().name !== 'coach') go('coach');
}
