/** What keys do. Single letters do nothing while somebody writes, and can be switched off (WCAG 2.2, 2.1.4). */

export const commands = [
  'guide',
  'inbox',
  'next',
  'previous',
  'search',
  'answer',
  'note',
  'send',
  'back',
  'lock',
  'keys',
] as const;
export type Command = (typeof commands)[number];

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const letters: Readonly<Record<string, Command>> = {
  h: 'guide',
  i: 'inbox',
  j: 'next',
  k: 'previous',
  '/': 'search',
  s: 'answer',
  n: 'note',
  l: 'lock',
  '?': 'keys',
};

/** For the page that lists them. */
export const keysOf: Readonly<Record<Command, string>> = {
  guide: 'H',
  inbox: 'I',
  next: 'J',
  previous: 'K',
  search: '/',
  answer: 'S',
  note: 'N',
  send: 'Ctrl + Enter',
  back: 'Esc',
  lock: 'L',
  keys: '?',
};

/** `writing`: a field has the focus. `lettersOn`: the coach has not switched single letters off. */
export function commandOf(pressed: Pressed, writing: boolean, lettersOn: boolean): Command | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  if (key === 'Enter' && (ctrlKey || metaKey)) return 'send';
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Escape') return 'back';
  if (writing || !lettersOn) return null;
  return letters[key.toLowerCase()] ?? null;
}

/** Three presses of Shift alone within this many milliseconds lock, also while somebody writes. */
export const SHIFTS_WITHIN = 1_000;

/** Counts presses of Shift alone; any other key begins anew. Returns true at the third. */
export function shiftCounter(): (key: string, at: number) => boolean {
  let presses: number[] = [];
  return (key, at) => {
    presses = key === 'Shift' ? [...presses.filter((it) => at - it < SHIFTS_WITHIN), at] : [];
    if (presses.length < 3) return false;
    presses = [];
    return true;
  };
}
