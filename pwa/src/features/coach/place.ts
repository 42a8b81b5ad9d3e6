/** Where a letter stands on the screen. */

export const placeOf = (key: string): string => `letter/${key}`;

/** Brings a letter into view, as far as it is not. */
export const reveal = (key: string): void =>
  document.getElementById(placeOf(key))?.scrollIntoView({ block: 'nearest' });

/** The focus goes to a letter, so that a screen reader goes on from there; to the title where it stands no more. `start`: to the top of the screen. */
export function stepTo(key: string, block: 'start' | 'nearest'): void {
  const letter = document.getElementById(placeOf(key));
  letter?.scrollIntoView({ block });
  focusOn(letter?.querySelector<HTMLElement>('h3, p') ?? document.querySelector<HTMLElement>('h1'));
}

/** What was pressed is no more: the focus goes to what took its place, once that has been drawn. */
export const focusNext = (words: () => HTMLElement | null): void => void requestAnimationFrame(() => focusOn(words()));

export const toTitle = (): void => focusNext(() => document.querySelector<HTMLElement>('h1'));

/** Words get the focus where they stand. */
export function focusOn(words: HTMLElement | null): void {
  words?.setAttribute('tabindex', '-1');
  words?.focus({ preventScroll: true });
}
