/** What the programme offers next. */
import { type Offer, offer } from '../../core/model/pace.ts';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';

/** What is offered next, or will be. */
export const offered = (): Offer | null => offer(entries.value, pack(), chosenWhat.value, today.value);
