/** A lock of words: drawn at random from a list, typed back in whatever case and with whatever between them. */

export type LockKind = 'pin' | 'words';

/** Digits of a PIN, at least. Chosen by us; no source. */
export const PIN_SHORTEST = 6;

/** Four of them from a list of 5,793 or more have 50 bits. */
export const wordsInLock = 4;

/** As they are stretched: small letters, one space between two. */
export const tidyWords = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ');

/** `count` of them, each as likely as any other, whatever came before. `fill` fills with random numbers. */
export function drawWords(
  list: readonly string[],
  count: number = wordsInLock,
  fill: (numbers: Uint32Array<ArrayBuffer>) => unknown = (numbers) => crypto.getRandomValues(numbers),
): string[] {
  // A number above the last whole round of the list would make the first words likelier: it is thrown again.
  const rounds = Math.floor(2 ** 32 / list.length) * list.length;
  const words: string[] = [];
  const number = new Uint32Array(1);
  while (words.length < count) {
    fill(number);
    const [n = rounds] = number;
    const word = n < rounds ? list[n % list.length] : undefined;
    if (word !== undefined) words.push(word);
  }
  return words;
}
