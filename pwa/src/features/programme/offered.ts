/** What the programme offers next. */
import type { Text } from '../../core/model/content.ts';
import { slipOffer } from '../../core/model/offers.ts';
import { type Offer, offer, programmeRest } from '../../core/model/pace.ts';
import { chosenWhat, entries, pack, today } from '../../shared/state.ts';

/** What is offered next, or will be. */
export const offered = (): Offer | null => offer(entries.value, pack(), chosenWhat.value, today.value);

/** The module of a slip, for some days after a purchase, where it is not the next one anyway; in a pause nothing is offered. */
export function offeredFirst(): Text | null {
  if (programmeRest(entries.value, today.value)) return null;
  const text = slipOffer(entries.value, pack(), chosenWhat.value, today.value);
  return text && text.id !== offered()?.module ? text : null;
}
