/** What cannot be undone: the first press asks, in place; the second does it. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';

/** What was pressed is no more: the focus goes to what took its place, once that has been drawn. */
export const focusSoon = (id: string): void => void requestAnimationFrame(() => document.getElementById(id)?.focus());

interface Props {
  ask: string;
  /** What happens then. */
  words: string;
  yes: string;
  act: () => Promise<unknown>;
  /** For lists, where many buttons have the same words. */
  named?: string;
  small?: boolean;
}

export function Sure({ ask, words, yes, act, named, small }: Props) {
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const second = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useLayoutEffect(() => {
    if (asked) second.current?.focus();
    else if (was.current) first.current?.focus();
    was.current = asked;
  }, [asked]);
  if (!asked)
    return (
      <button
        type="button"
        class={small ? 'inline quietly' : 'btn'}
        ref={first}
        aria-label={named && `${ask}: ${named}`}
        onClick={() => setAsked(true)}
      >
        {ask}
      </button>
    );
  return (
    <div class="notice danger sure">
      <p>{words}</p>
      <div class="acts">
        <button type="button" class="btn" ref={second} onClick={() => setAsked(false)}>
          {t('no')}
        </button>
        <button
          type="button"
          class="btn risky"
          onClick={() => {
            setAsked(false);
            void act();
          }}
        >
          {yes}
        </button>
      </div>
    </div>
  );
}
