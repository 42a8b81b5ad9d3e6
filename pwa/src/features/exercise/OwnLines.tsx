/** Own words, one a line: the lines written so far and one more to fill, up to `most`. Beside each a number, in a list of people to call. */
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rings } from '../../core/model/plan-people.ts';
import { t } from '../../platform/i18n.ts';
import { flush } from '../../shared/drafts.ts';
import { Icon } from '../../ui/Icon.tsx';
import { OneLine } from '../../ui/OneLine.tsx';

export interface OwnLine {
  words: string;
  phone?: string;
  /** numbers of the same person that were written apart: they go where the words go */
  more?: string[];
  /** its place in the calendar, which goes where the words go */
  time?: string;
}

interface Props {
  label: string;
  hint?: string | undefined;
  most: number;
  lines: OwnLine[];
  phones?: boolean;
  /** `seen`: the lines as they stood before this change, one a line. */
  change: (lines: OwnLine[], seen: string) => void;
  /** Takes a whole line away; the exercise says how it comes back. */
  remove: (lines: OwnLine[], gone: OwnLine, seen: string) => void;
}

// A line break or tab would split the line in two.
const clean = (text = '') => text.replace(/[\n\t]/g, ' ').trim();
const cleaned = (lines: readonly OwnLine[]): OwnLine[] =>
  lines
    .map((it) => ({ ...it, words: clean(it.words), ...(it.phone !== undefined && { phone: clean(it.phone) }) }))
    .filter((it) => it.words);
const wordsOf = (lines: readonly OwnLine[]): string => lines.map((it) => it.words).join('\n');

export function OwnLines({ label, hint, most, lines, phones, change, remove }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setShown] = useState<OwnLine[]>(lines);
  const [writing, setWriting] = useState(false);
  // What is typed stands, spaces and all, until the lines change from elsewhere: at once where a choice took their place, and
  // when one has left the field where another tab has written.
  const sent = useRef(JSON.stringify(lines));
  const stands = JSON.stringify(lines) === sent.current || (writing && lines.length > 0);
  const shown = stands ? typed : lines;
  const seen = wordsOf(cleaned(shown));
  const rows: OwnLine[] = shown.length < most ? [...shown, { words: '' }] : shown;
  const show = (next: OwnLine[]): OwnLine[] => {
    setShown(next);
    const told = cleaned(next);
    sent.current = JSON.stringify(told);
    return told;
  };
  const set = (at: number, line: OwnLine) =>
    change(show(rows.map((old, n) => (n === at ? line : old)).filter((it, n) => it.words || it.phone || n < at)), seen);
  const takeAway = (at: number, line: OwnLine) => {
    remove(show(shown.filter((_, n) => n !== at)), line, seen);
    box.current?.querySelectorAll('textarea')[at]?.focus();
  };
  return (
    <div
      class="own-lines"
      ref={box}
      onFocusIn={() => {
        if (!writing) setShown(shown);
        setWriting(true);
      }}
      onFocusOut={({ relatedTarget }) => {
        if (box.current?.contains(relatedTarget as Node | null)) return;
        setWriting(false);
        void flush();
      }}
    >
      {rows.map((line, at) => (
        <div class={line.words ? 'field given' : 'field'} key={at}>
          <label for={`${id}-${at}`}>{at === 0 ? label : t('one_more')}</label>
          <div class="own-line">
            <OneLine
              id={`${id}-${at}`}
              value={line.words}
              maxLength={200}
              aria-describedby={hint && at === 0 ? `${id}-hint` : undefined}
              change={(words) => set(at, { ...line, words })}
            />
            {line.words.trim() && (
              <button
                type="button"
                class="plain-link"
                aria-label={t('own_remove_this', { words: line.words })}
                onClick={() => takeAway(at, line)}
              >
                {t('own_remove')}
              </button>
            )}
          </div>
          {hint && at === 0 && (
            <p class="help" id={`${id}-hint`}>
              {hint}
            </p>
          )}
          {phones && line.words && (
            <Phone
              label={t('phone_of', { whom: line.words })}
              value={line.phone ?? ''}
              change={(phone) => set(at, { ...line, phone })}
            />
          )}
        </div>
      ))}
    </div>
  );
}

interface PhoneProps {
  label: string;
  value: string;
  change: (phone: string) => void;
  /** It was asked for with a press: the focus goes into it. */
  asked?: boolean;
}

/** A number to ring. What would not ring is kept on the screen and said under the field. */
export function Phone({ label, value, change, asked }: PhoneProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (asked) field.current?.focus();
  }, []);
  const wrong = value.trim() !== '' && !rings(value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field}
        type="tel"
        value={value}
        maxLength={30}
        autocomplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onInput={(event) => change(event.currentTarget.value)}
        onBlur={() => void flush()}
      />
      {wrong && (
        <p class="error" id={`${id}-error`}>
          <Icon name="warning" />
          {t('phone_wrong')}
        </p>
      )}
    </div>
  );
}
