/** A label above, one line to write in, help under it, and what is wrong under that. */
import { Icon } from './Icon.tsx';
import { OneLine } from './OneLine.tsx';

interface Props {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
  help?: string;
  error?: string | null;
  /** A time of day, `HH:MM`. */
  time?: boolean;
  /** For codes: fixed width, capitals, and nothing that corrects or remembers it. */
  code?: boolean;
  /** Several lines are shown when it is long. */
  lines?: number;
  /** One line of own words, all of it seen. */
  grows?: boolean;
}

const quiet = { autocapitalize: 'characters', autocorrect: 'off' } as const;

export function Field({ id, label, value, change, help, error, time, code, lines, grows }: Props) {
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    value,
    class: code ? 'code-line' : '',
    spellcheck: false,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described || undefined,
    ...(code && quiet),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {grows ? (
        <OneLine {...shared} change={change} />
      ) : lines ? (
        <textarea autocomplete="off" {...shared} rows={lines} onInput={(event) => change(event.currentTarget.value)} />
      ) : time ? (
        <input autocomplete="off" {...shared} type="time" onInput={(event) => change(event.currentTarget.value)} />
      ) : (
        <input autocomplete="off" {...shared} type="text" onInput={(event) => change(event.currentTarget.value)} />
      )}
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
