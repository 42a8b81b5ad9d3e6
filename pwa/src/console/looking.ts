/** How one is looking at the inbox: which lines, how many of them, what was searched for. It is kept while a thread is read. */
import { signal } from '@preact/signals';
import { DRAWN, type View } from './lines.ts';

export const inboxView = signal<View>('waiting');
export const searchWords = signal('');
/** How many lines are drawn. */
export const drawn = signal(DRAWN);
/** The threads in the order in which the inbox showed them: what «next» goes through. */
export const row = signal<readonly string[]>([]);
/** The thread that was opened from the inbox: its line has the focus again afterwards. */
let opened = '';

export function look(next: View): void {
  inboxView.value = next;
  drawn.value = DRAWN;
}

export function searchInbox(words: string): void {
  searchWords.value = words;
  drawn.value = DRAWN;
}

export function drawMore(): void {
  drawn.value += DRAWN;
}

export function lineUp(threads: readonly string[]): void {
  row.value = threads;
}

export function rememberOpened(thread: string): void {
  opened = thread;
}

/** The thread that was opened last, once. */
export function takeOpened(): string {
  const thread = opened;
  opened = '';
  return thread;
}

/** As when the page has just been opened. */
export function lookAnew(): void {
  look('waiting');
  searchInbox('');
  lineUp([]);
  rememberOpened('');
}
