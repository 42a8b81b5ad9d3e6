/** Keys, wherever one is. */
import { lockDesk } from './enter.ts';
import { goToRoom, leaveRoom, startInRoom } from './rooms.ts';
import { turnThread } from './screens/CoachThreadScreen.tsx';
import { step } from './screens/Inbox.tsx';
import { type Command, commandOf, shiftCounter } from './shortcuts.ts';
import { desk, own, room } from './state.ts';

const focus = (id: string): void => document.getElementById(id)?.focus();

const writes = (it: Element | null): boolean =>
  it instanceof HTMLTextAreaElement ||
  it instanceof HTMLSelectElement ||
  (it instanceof HTMLInputElement && it.type !== 'radio' && it.type !== 'checkbox');

const turnOrStep = (by: 1 | -1): void => (room.peek().at === 'thread' ? turnThread(by) : step(by));

function open(at: 'guide' | 'keys'): void {
  if (room.peek().at !== at) goToRoom({ at });
}

const runs: Record<Command, () => void> = {
  guide: () => open('guide'),
  keys: () => open('keys'),
  inbox: () => startInRoom({ at: 'inbox' }),
  next: () => turnOrStep(1),
  previous: () => turnOrStep(-1),
  search: () => focus('search'),
  answer: () => focus('answer'),
  note: () => focus('note'),
  send: () => document.activeElement?.closest('form')?.requestSubmit(),
  back: () => {
    // Out of a field first: the room's heading has the focus then, and the letters are keys again.
    if (writes(document.activeElement)) document.querySelector<HTMLElement>('h1')?.focus();
    else if (room.peek().at !== 'inbox') leaveRoom();
  },
  lock: () => void lockDesk(),
};

export function watchKeys(): void {
  const shifts = shiftCounter();
  addEventListener('keydown', (event) => {
    if (!desk.peek() || event.isComposing) return;
    if (!event.repeat && shifts(event.key, event.timeStamp)) {
      void lockDesk();
      return;
    }
    const writing = writes(document.activeElement);
    // Before the code is put away and while a certificate is missing there is only one thing to do.
    const { at } = room.peek();
    const command = commandOf(event, writing, own.peek().letters);
    if (!command || ((at === 'backup' || at === 'standing') && command !== 'lock' && command !== 'send')) return;
    if (command !== 'send' || writing) event.preventDefault();
    runs[command]();
  });
}
