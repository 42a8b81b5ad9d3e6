/**
 * «Lagret: 6, i kveld» with «Angre» for ten seconds, and that it made a line of the hill, where it did. It follows the person to the
 * screen that opens by itself and no further, and stays while it has focus, while one tells more about what was saved, and of what was
 * deleted.
 */
import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Vault } from '../core/vault/types.ts';
import { t } from '../platform/i18n.ts';
import { to } from '../platform/router.ts';
import { lessMotion } from './clock.ts';
import { useKeeping } from './keeping.ts';
import { hideGrowth, showGrowth } from './landscape.ts';
import { NotKept } from './NotKept.tsx';
import { vault } from './state.ts';

type Undo = () => Promise<void> | void;

interface Told {
  /** In the language that is spoken when they are shown. */
  words: () => string;
  undo: Undo;
  line: boolean;
  /** When, on `performance`'s clock, in milliseconds. */
  at: number;
  /** The diary it was done in: in another one there is nothing to take back. */
  of: Vault | null;
}

const SECONDS = 10;
/** Milliseconds in which the next screen opens, to which it follows. */
const FOLLOWS = 3000;
/** Shown on a screen for so many, it was seen there and stays behind. */
const SEEN = 1000;
const told = signal<Told | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

interface Of {
  /** It made a line of the hill. */
  line?: boolean;
  /** Something was deleted: it can be taken back until one leaves the screen. */
  stays?: boolean;
}

/** Says what was just done, and how it is undone. The next thing said replaces it. */
export function tell(words: () => string, undo: Undo, { line = false, stays = false }: Of = {}): void {
  if (line) showGrowth();
  told.value = { words, undo, line, at: performance.now(), of: vault.peek() };
  if (stays) clearTimeout(timer);
  else start();
}

/** Nothing is said any more. */
export function clearTold(): void {
  clearTimeout(timer);
  told.value = null;
}

function start(): void {
  clearTimeout(timer);
  timer = setTimeout(over, SECONDS * 1000);
}

function over(): void {
  const focused = document.activeElement;
  if (focused?.closest('.saved')) focused.addEventListener('blur', over, { once: true });
  else told.value = null;
}

/** Whether any of it is behind the head of the screen, or above that. */
const above = (region: HTMLElement): boolean =>
  region.getBoundingClientRect().top < (document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0);

/** `undone`: where one goes from a screen that is about what was saved. There it can be taken back until one leaves. */
export function Saved({ undone }: { undone?: () => void }) {
  const region = useRef<HTMLDivElement>(null);
  // A screen reader hears a region that changes, not one that comes with its words.
  const [there, setThere] = useState(false);
  const { failed, keeping } = useKeeping();
  /** What is said here, and since when, on the same clock. */
  const shown = useRef<{ it: Told; since: number } | null>(null);
  useEffect(() => {
    const passed = (since: number) => performance.now() - since;
    if (passed(told.peek()?.at ?? 0) > FOLLOWS) told.value = null;
    setThere(true);
    if (!undone)
      return () => {
        // What was told while the screen closed was never seen on it; what it opened with has followed far enough.
        const seen = shown.current;
        if (seen && seen.it === told.peek() && (seen.it === before || passed(seen.since) > SEEN)) told.value = null;
      };
    clearTimeout(timer);
    return start;
  }, []);
  const now = there && told.value?.of === vault.value ? told.value : null;
  // Not what was told before the screen opened: then one stands where one was.
  const [before] = useState(told.peek());
  useEffect(() => {
    shown.current = now && { it: now, since: performance.now() };
    if (!now || !region.current) return;
    const top = document.querySelector<HTMLElement>('.top')?.offsetHeight;
    if (top) region.current.style.insetBlockStart = `${top}px`;
    if (now !== before && above(region.current))
      region.current.scrollIntoView({ block: 'center', behavior: lessMotion() ? 'instant' : 'smooth' });
  }, [now]);
  return (
    <div role="status" tabIndex={-1} ref={region}>
      {now && (
        <p class="saved">
          <span>
            {now.words()}
            {now.line && (
              <>
                {'. '}
                <a href={to('sofar')}>{t('sofar_line')}</a>
              </>
            )}
          </span>
          <button
            type="button"
            class="btn"
            onClick={() => {
              clearTold();
              region.current?.focus();
              void keeping(async () => {
                await now.undo();
                if (now.line) hideGrowth();
                undone?.();
              });
            }}
          >
            {t('undo')}
          </button>
        </p>
      )}
      {failed && <NotKept />}
    </div>
  );
}
