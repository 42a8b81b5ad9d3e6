/** Whose app it is. What has «just happened» may have happened to either of them, so it does not decide. */
import type { Face } from './content.ts';
import type { What } from './records.ts';

/** Answers that only somebody speaking of himself gives. */
const his: readonly What[] = ['once', 'again', 'afraid'];

/** The face for an answer to «Hva gjelder det?»: his own, unless somebody close to him answered for nobody else. */
export const faceOf = (what: readonly What[] = []): Face =>
  what.includes('relative') && !his.some((code) => what.includes(code)) ? 'near' : 'stop';
