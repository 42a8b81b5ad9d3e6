/** What is folded on a screen, and open on paper. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';

interface FoldProps {
  id: string;
  name: string;
  /** It stands open when the screen is drawn. */
  open?: boolean;
  children: ComponentChildren;
}

/** A part that is folded until it is wanted: its name is the reader's question. */
export function Fold({ id, name, open = false, children }: FoldProps) {
  const [begins] = useState(open);
  return (
    <details id={id} class="part fold" open={begins}>
      <summary>
        <h2>{name}</h2>
        <Icon name="forward" />
      </summary>
      {children}
    </details>
  );
}

interface FoldedProps {
  /** By it what is folded is found again, and unfolded, when one comes back. */
  id?: string | undefined;
  class?: string;
  summary: ComponentChildren;
  /** What stands in its place while it is open. */
  opened?: ComponentChildren;
  children: ComponentChildren;
}

/** What is folded is drawn when it is opened. That it is open a screen reader knows of the element itself. */
export function Folded({ id, class: named, summary, opened = summary, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  return (
    <details id={id} class={named} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{open ? opened : summary}</summary>
      {open && children}
    </details>
  );
}

/** While this screen stands, what is folded on it is printed too. */
export function usePrintedWhole(): void {
  useLayoutEffect(() => {
    const unfold = () => {
      for (const it of document.querySelectorAll('main details')) it.setAttribute('open', '');
    };
    addEventListener('beforeprint', unfold);
    return () => removeEventListener('beforeprint', unfold);
  }, []);
}
