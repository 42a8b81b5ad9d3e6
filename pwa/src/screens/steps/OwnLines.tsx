/** Own words, one a line: the lines written so far and one more to fill, up to `most`. Beside each a number, in a list of people to call. */
import { useId, useRef, useState } from 'preact/hooks';
import { rings } from '../../domain/answers.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';

export interface Line {
  words: string;
  phone: string;
}

interface Props {
  label: string;
  hint?: string | undefined;
  most: number;
  lines: Line[];
  phones?: boolean;
  change: (lines: Line[]) => void;
}

export function OwnLines({ label, hint, most, lines, phones, change }: Props) {
  const id = useId();
  const [typed, setShown] = useState<Line[]>(lines);
  // What is typed stands, spaces and all, until the lines change from elsewhere (a choice took their place).
  const sent = useRef(JSON.stringify(lines));
  const given = JSON.stringify(lines);
  const shown = given === sent.current ? typed : lines;
  const rows = shown.length < most ? [...shown, { words: '', phone: '' }] : shown;
  const set = (at: number, line: Line) => {
    const next = rows.map((old, n) => (n === at ? line : old)).filter((it, n) => it.words || it.phone || n < at);
    setShown(next);
    // A line break or tab would split the line in two.
    const clean = (text: string) => text.replace(/[\n\t]/g, ' ').trim();
    const cleaned = next.map((it) => ({ words: clean(it.words), phone: clean(it.phone) })).filter((it) => it.words);
    sent.current = JSON.stringify(cleaned);
    change(cleaned);
  };
  return (
    <div class="own-lines">
      {rows.map((line, at) => (
        <div class="field" key={at}>
          <label for={`${id}-${at}`}>{at === 0 ? label : t('one_more')}</label>
          <input
            id={`${id}-${at}`}
            value={line.words}
            maxLength={200}
            autocomplete="off"
            aria-describedby={hint && at === 0 ? `${id}-hint` : undefined}
            onInput={(event) => set(at, { ...line, words: event.currentTarget.value })}
          />
          {hint && at === 0 && (
            <p class="help" id={`${id}-hint`}>
              {hint}
            </p>
          )}
          {phones && line.words && (
            <Phone
              label={t('phone_of', { whom: line.words })}
              value={line.phone}
              change={(phone) => set(at, { ...line, phone })}
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** A number to ring. What would not ring is kept on the screen and said under the field. */
export function Phone({ label, value, change }: { label: string; value: string; change: (phone: string) => void }) {
  const id = useId();
  const wrong = value.trim() !== '' && !rings(value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="tel"
        value={value}
        maxLength={30}
        autocomplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        onInput={(event) => change(event.currentTarget.value)}
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
