/**
 * Own words in several lines. While one writes, the field holds what one reads in it; otherwise it follows what is stored,
 * so that a text that comes from another phone or tab is seen. Nothing of it is left for the browser to remember.
 */
import type { Ref } from 'preact';
import { useState } from 'preact/hooks';
import { longestText } from '../core/model/lengths.ts';
import { t } from '../platform/i18n.ts';
import { flush } from './drafts.ts';

interface Props {
  id: string;
  rows: number;
  value: string;
  /** The text, and the one that stood in the field before it. */
  change: (text: string, shown: string) => void;
  most?: number;
  describedby?: string | undefined;
  area?: Ref<HTMLTextAreaElement>;
  /** Told when one begins to write and when one leaves. */
  writing?: (now: boolean) => void;
}

export function Writing({ id, rows, value, change, most = longestText, describedby, area, writing }: Props) {
  const [held, hold] = useState<string | null>(null);
  const shown = held ?? value;
  const full = shown.length >= most;
  return (
    <>
      <textarea
        autocomplete="off"
        spellcheck={false}
        id={id}
        ref={area ?? null}
        rows={rows}
        maxLength={most}
        aria-describedby={[describedby, full && `${id}-full`].filter(Boolean).join(' ') || undefined}
        value={shown}
        onFocus={() => {
          hold(value);
          writing?.(true);
        }}
        onInput={({ currentTarget }) => {
          hold(currentTarget.value);
          change(currentTarget.value, shown);
        }}
        onBlur={() => {
          hold(null);
          void flush().then(() => writing?.(false));
        }}
      />
      <div role="status">
        {full && (
          <p class="help" id={`${id}-full`}>
            {t('text_full', { n: most })}
          </p>
        )}
      </div>
    </>
  );
}
