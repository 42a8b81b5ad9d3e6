/**
 * From room to room. The address stays `/coach`, so that the browser writes down no thread; its back button goes through the rooms
 * that were visited, and after a lock or a reload to the inbox.
 */
import { type DeskRoom, room, showRoom, unkeptDraft } from './state.ts';

let before: DeskRoom[] = [];

/** Before the page goes on: what is being written is kept. */
let leaving: () => Promise<void> = async () => undefined;
export function onLeaving(keep: () => Promise<void>): void {
  leaving = keep;
}
let kept: Promise<void> = Promise.resolve();
/** Resolves when what was being written in the room that was left rests on the disk. */
export const allKept = (): Promise<void> => kept;

/** Keeps what is being written now, and stays. What finds no room stays in memory, and the frame says so (`unkept`). */
export const keepNow = (): Promise<void> => leaving().catch(() => undefined);

/**
 * What could not be kept is tried once more when the page is hidden or goes; who would lose something is asked before it is loaded
 * anew.
 */
export function watchClosing(): void {
  addEventListener('beforeunload', (event) => {
    void keepNow();
    if (unkeptDraft.peek()) event.preventDefault();
  });
  addEventListener('pagehide', () => void keepNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keepNow();
  });
}

function show(next: DeskRoom): void {
  // As in `keepNow`: it is in memory still, and tried again.
  kept = leaving().catch(() => undefined);
  leaving = async () => undefined;
  showRoom(next);
  // For tests and for whoever looks for a fault.
  document.documentElement.dataset.screen = next.at;
  scrollTo(0, 0);
}

/** Goes on; `leaveRoom` returns here. */
export function goToRoom(next: DeskRoom): void {
  before.push(room.peek());
  history.pushState({ depth: before.length }, '', '/coach');
  show(next);
}

/** In place of this room. */
export const replaceRoom = (next: DeskRoom): void => show(next);

/** A room with nothing to go back to. */
export function startInRoom(next: DeskRoom): void {
  before = [];
  history.replaceState({ depth: 0 }, '', '/coach');
  show(next);
}

/** To the room before this one, else to the inbox. The browser follows in its own time: a second press meanwhile is one more. */
export function leaveRoom(): void {
  const next = before.pop();
  if (!next) {
    startInRoom({ at: 'inbox' });
    return;
  }
  show(next);
  history.back();
}

/** The browser's own back button; whoever went back here stands there already. */
function popped({ state }: PopStateEvent): void {
  const depth = (state as { depth?: number } | null)?.depth ?? -1;
  if (before.length === 0 || depth >= before.length) return;
  const next = before[depth];
  if (!next) {
    startInRoom({ at: 'inbox' });
    return;
  }
  before.length = depth;
  show(next);
}

export const watchBack = (): void => addEventListener('popstate', popped);
