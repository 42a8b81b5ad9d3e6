/** Which days of somebody close to him are shown: by what was answered. */
import { filtering } from './filtering.ts';
import type { NearDay } from './near.ts';

export type NearGroup = 'sleep' | 'limits' | 'mood' | 'talked' | 'words';

/** A mood of nought to ten in three parts, to narrow a list by. Chosen by us; no source, and no judgement. */
export const moodThirds = { low: [0, 3], middle: [4, 6], high: [7, 10] } as const;
export type MoodThird = keyof typeof moodThirds;

const thirdOf = (mood: number): MoodThird =>
  mood <= moodThirds.low[1] ? 'low' : mood <= moodThirds.middle[1] ? 'middle' : 'high';
const three = (value: number | undefined): string[] => (value === undefined ? [] : [String(value)]);

export const nearFilter = filtering<NearGroup, NearDay>({
  sleep: ({ sleep }) => three(sleep),
  limits: ({ limits }) => three(limits),
  mood: ({ mood }) => (mood === undefined ? [] : [thirdOf(mood)]),
  talked: ({ talked }) => (talked === undefined ? [] : [talked ? 'yes' : 'no']),
  words: ({ text }) => (text ? ['own'] : []),
});
