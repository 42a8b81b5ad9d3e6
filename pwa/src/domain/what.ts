/** «Hva gjelder det?»: several answers may be chosen, but «jeg vil ikke svare» stands alone. */
import type { What } from './records.ts';

/** What is chosen after a press: `after` is `before` with one code added or taken away. */
export function chosenNow(before: readonly What[], after: readonly What[]): What[] {
  const added = after.find((code) => !before.includes(code));
  if (added === 'none') return ['none'];
  return added ? after.filter((code) => code !== 'none') : [...after];
}
