/** The words of the first screen, and of what stands when another one could not be had. */
import first from './en/first.json' with { type: 'json' };
import type { FirstMessages } from './first-nb.ts';

const en: FirstMessages = first;
export default en;
