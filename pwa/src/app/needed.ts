/** Help in a hard moment, and where one begins: one file, asked for before it is needed, because the connection may be gone by then. */
import { watchCoaches } from '../features/coach/index.ts';
import { watchBuzz } from '../features/urge/buzz.ts';
import { watchRecordings } from '../features/urge/recordings.ts';
import { watchRide } from '../features/urge/ride.ts';

export { Help } from '../features/help/Help.tsx';
export { NearToday } from '../features/near/NearToday.tsx';
export { TextScreen } from '../features/programme/Text.tsx';
export { Today } from '../features/today/Today.tsx';
export { Tools } from '../features/urge/Tools.tsx';
export { UrgeScreen } from '../features/urge/UrgeScreen.tsx';

/** Follows what these screens show, from when they are here. */
export function follow(): void {
  watchRide();
  watchBuzz();
  watchCoaches();
  watchRecordings();
}
