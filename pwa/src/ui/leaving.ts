/** What quick exit ends beside the page: a voice or a microphone that is on is no part of what it empties. */
const endings = new Set<() => void>();
let left = false;

export const hasLeft = (): boolean => left;

/** Ends it when the person leaves, unless the function that this returns was called before. */
export function endsOnLeaving(end: () => void): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}

/** Ends everything, and lets nothing more begin: the person is leaving. */
export function endAll(): void {
  left = true;
  for (const end of endings) end();
}
