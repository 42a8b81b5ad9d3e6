/** A list that begins short. The rest comes into the same list; what is pressed stands below it, and shortens it again. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';

interface Props {
  /** By it the list is found again, and is as long as it was, when one comes back. */
  id: string;
  /** So many there are, so many stand at first, and so many more come with each press. */
  of: number;
  first: number;
  step?: number;
  /** That so many more can be seen. */
  more: (n: number) => string;
  children: (shown: number) => ComponentChildren;
}

export function Longer({ id, of, first, step = of, more, children }: Props) {
  const [presses, press] = useState(0);
  const shown = Math.min(of, first + presses * step);
  const most = Math.ceil(Math.max(0, of - first) / step);
  const controls = useRef<HTMLDivElement>(null);
  /** Where the control was that was pressed to see fewer: there it stays. */
  const stood = useRef<number | null>(null);
  useLayoutEffect(() => {
    const it = controls.current;
    if (stood.current !== null && it) scrollBy(0, it.getBoundingClientRect().bottom - stood.current);
    stood.current = null;
    // What was pressed for still more is gone: the next of its kind has the focus, or what shows fewer.
    if (it?.contains(document.activeElement))
      it.querySelector<HTMLElement>('details:not([hidden]) summary')?.focus({ preventScroll: true });
  }, [presses]);
  const toggled = (level: number, open: boolean): void => {
    if (!open && level < presses) stood.current = controls.current?.getBoundingClientRect().bottom ?? null;
    press((so) => (open ? Math.max(so, level + 1) : Math.min(so, level)));
  };
  // A press for each step, the first one last: open, it shows fewer.
  const levels = Array.from({ length: Math.min(most, presses + 1) }, (_, level) => level).reverse();
  return (
    <>
      {children(shown)}
      {most > 0 && (
        <div ref={controls} class="longer">
          {levels.map((level) => (
            <details
              key={level}
              id={level === 0 ? id : `${id}-${level}`}
              open={level < presses}
              hidden={level > 0 && level < presses}
              onToggle={({ currentTarget }) => toggled(level, currentTarget.open)}
            >
              <summary>{level < presses ? t('show_fewer') : more(Math.min(step, of - shown))}</summary>
            </details>
          ))}
        </div>
      )}
    </>
  );
}
