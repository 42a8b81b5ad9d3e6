/** Places in a draft that the coach has to fill in before it can be sent: `[[words that say how]]`. */

const place = /\[\[[^[\]]*\]\]/g;

/** Start and end of each, in order. */
export const placesIn = (text: string): [start: number, end: number][] =>
  [...text.matchAll(place)].map((found) => [found.index, found.index + found[0].length]);

/** Whether a place, or a half of one, still stands in the text. */
export const isUnfilled = (text: string): boolean => text.includes('[[') || text.includes(']]');

/** The next place after the cursor, else the first; the half of one where somebody has written into it; null without any. */
export function nextPlace(text: string, cursor: number): [start: number, end: number] | null {
  const all = placesIn(text);
  const next = all.find(([start]) => start >= cursor) ?? all[0];
  if (next) return next;
  const half = text.search(/\[\[|\]\]/);
  return half < 0 ? null : [half, half + 2];
}

/** The text with a draft in it: in place of nothing, else after what is there. */
export const withDraft = (text: string, draft: string): string =>
  text.trim() === '' ? draft : `${text.trimEnd()}\n\n${draft}`;
