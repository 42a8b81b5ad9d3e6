/** What is folded on a screen, and open on paper. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';

/** A part that is folded until it is wanted: its name is the reader's question. */
export function Fold({ id, name, children }: { id: string; name: string; children: ComponentChildren }) {
  return (
    <details id={id} class="part fold">
      <summary>
        <h2>{name}</h2>
        <Icon name="forward" />
      </summary>
      {children}
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
