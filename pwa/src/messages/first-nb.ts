/** The words of the first screen, and of what stands when another one could not be had. */
import first from './nb/first.json' with { type: 'json' };

export type FirstMessages = typeof first;
export default first;
