/** A free text of an entry, kept with it as it is written. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Entry } from '../core/model/plain.ts';
import { type Key, t } from '../platform/i18n.ts';
import { editsOf } from './edits.ts';
import { Part } from './Screen.tsx';
import { Writing } from './Writing.tsx';

/** Rows of a field in which all of a text is seen on a phone, up to eight. */
const rowsOf = (text: unknown): number =>
  typeof text === 'string' ? Math.min(8, Math.max(2, Math.ceil(text.length / 28))) : 2;

interface OwnTextProps {
  entry: Entry;
  field: string;
  name: Key;
  hint?: boolean;
  /** What the field itself is called, where more than the field answers its name. */
  label?: Key | undefined;
  /** Stands above the field. */
  children?: ComponentChildren;
}

/** A free text of an entry. Two versions of it wait for a choice above, but not under the fingers of who is writing. */
export function OwnText({ entry, field, name, hint, label, children }: OwnTextProps) {
  const id = useId();
  const [fields, change] = editsOf(entry);
  const [writing, setWriting] = useState(false);
  const written = fields[field];
  const [rows] = useState(() => rowsOf(written));
  if (!writing && entry.also.some((it) => it.field === field)) return null;
  return (
    <Part name={t(name)}>
      {children}
      <div class="field">
        <label class={label ? undefined : 'hide'} for={id}>
          {t(label ?? name)}
        </label>
        <Writing
          id={id}
          rows={rows}
          describedby={hint ? `${id}-help` : undefined}
          value={typeof written === 'string' ? written : ''}
          change={(text, shown) => change({ [field]: text }, { [field]: shown })}
          writing={setWriting}
        />
        {hint && (
          <p class="help" id={`${id}-help`}>
            {t('about_no_names')}
          </p>
        )}
      </div>
    </Part>
  );
}
