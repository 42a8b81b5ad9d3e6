/** What must be said, and the one thing to do about it. */
import type { ComponentChildren } from 'preact';
import { t } from '../../platform/i18n.ts';
import { useAsking } from '../../ui/asking.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Where one goes, or what is done; what takes a while gives a promise. */
export type Do = { words: string; href: string } | { words: string; act: () => unknown };

interface Props {
  children: ComponentChildren;
  then?: Do | null;
  /** Puts it away, where it is over when it is said. */
  away?: { words: string; act: () => void } | null;
  /** Nothing is wrong: no sign of a warning. */
  mild?: boolean;
}

export function Notice({ children, then, away, mild }: Props) {
  const { asking, ask } = useAsking();
  return (
    <div class="notice">
      {!mild && <Icon name="warning" />}
      <div>
        <p>{children}</p>
        {then && 'href' in then && (
          <a class="link" href={then.href}>
            {then.words}
          </a>
        )}
        {then && 'act' in then && (
          <button type="button" class="link plainbtn" aria-disabled={asking} onClick={() => void ask(then.act)}>
            {asking ? t('asking') : then.words}
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
