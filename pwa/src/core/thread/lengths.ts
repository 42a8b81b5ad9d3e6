/** What a message holds, for the screens that one is written on. */
import { utf8 } from '../bytes.ts';
import { type FromPerson, LONGEST_MESSAGE } from './types.ts';

/** Letters (UTF-16 units, at most three bytes each) of each of the two texts of a check-in: both fit, whatever they are written in. */
export const LONGEST_CHECKIN_TEXT = 4_900;

/** More than one message can hold: `write` and `begin` throw. */
export const isTooLong = (content: FromPerson): boolean => utf8(JSON.stringify(content)).length > LONGEST_MESSAGE;
