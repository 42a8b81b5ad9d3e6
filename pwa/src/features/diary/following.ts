import { watchLooking } from './looking.ts';
import { watchSearching } from './searching.ts';

let following = false;

/** Follows the diary that is open and how one looks at it; from when one of its screens is here. */
export function followDiary(): void {
  if (following) return;
  following = true;
  watchLooking();
  watchSearching();
}
