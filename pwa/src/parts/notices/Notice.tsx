/** What must be said, and the one thing to do about it. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../Icon.tsx';

/** Where one goes, or what is done at once. */
export type Do = { words: string; href: string } | { words: string; act: () => void };

interface Props {
  children: ComponentChildren;
  then?: Do | null;
  /** Puts it away, where it is over when it is said. */
  away?: { words: string; act: () => void } | null;
}

export function Notice({ children, then, away }: Props) {
  return (
    <div class="notice">
      <Icon name="warning" />
      <div>
        <p>{children}</p>
        {then && 'href' in then && (
          <a class="link" href={then.href}>
            {then.words}
          </a>
        )}
        {then && 'act' in then && (
          <button type="button" class="link plainbtn" onClick={then.act}>
            {then.words}
          </button>
        )}
        {away && (
          <button type="button" class="link plainbtn away" onClick={away.act}>
            {away.words}
          </button>
        )}
      </div>
    </div>
  );
}
