/** A row of a list dragged by its grip, with a mouse, a pen or a finger. The list itself changes first when the row is let go. */

interface Told {
  /** It is held over this place. */
  over: (place: number) => void;
  /** Let go over it; null when the drag was broken off. */
  dropped: (place: number | null) => void;
}

/** So near the top or the foot of the window the page scrolls along, so far at each step. */
const edge = 96;
const step = 14;

/** Begins a drag of the row at `from`. */
export function dragging(down: PointerEvent, list: HTMLElement | null, from: number, told: Told): void {
  const row = list?.children[from];
  if (!list || !(row instanceof HTMLElement) || down.button !== 0) return;
  down.preventDefault();
  // Where the rows were when it began; they stay there while it is held.
  const middles = [...list.children].map((it) => {
    const { top, height } = it.getBoundingClientRect();
    return top + height / 2 + scrollY;
  });
  const start = down.clientY + scrollY;
  let place = from;
  let pointer = down.clientY;

  const follow = () => {
    const away = pointer + scrollY - start;
    row.style.transform = `translateY(${away}px)`;
    const middle = (middles[from] ?? 0) + away;
    const next = middles.filter((it, at) => at !== from && it < middle).length;
    if (next !== place) told.over(next);
    place = next;
  };
  const scroller = setInterval(() => {
    if (pointer < edge) scrollBy(0, -step);
    else if (pointer > innerHeight - edge) scrollBy(0, step);
    else return;
    follow();
  }, 40);
  const move = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    pointer = event.clientY;
    follow();
  };
  const end = (place: number | null) => {
    clearInterval(scroller);
    row.style.transform = '';
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', up);
    removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', key);
    told.dropped(place);
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) end(place);
  };
  const cancel = (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) end(null);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Else it would be the way back from the screen, too (shared/Screen.tsx).
    event.preventDefault();
    end(null);
  };
  told.over(from);
  addEventListener('pointermove', move);
  addEventListener('pointerup', up);
  addEventListener('pointercancel', cancel);
  addEventListener('keydown', key);
}
