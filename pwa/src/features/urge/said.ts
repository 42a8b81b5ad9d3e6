/** The words of the urge tool itself, step by step, as the pack has them: authors may better them without touching a screen. */
import type { Step, Text } from '../../core/model/content.ts';
import { pack } from '../../shared/state.ts';

export type Said = 'choose' | 'again' | 'lower' | 'not-lower' | 'near-choose' | 'near-end';

export const tool = (): Text | undefined => pack().tools.urge;

export const said = (id: Said): Step | undefined => tool()?.steps.find((it) => it.id === id);
