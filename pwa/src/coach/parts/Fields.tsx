/** Lines to write in: label above, help under it, what is wrong under that. */
import { Icon } from '../../parts/Icon.tsx';

interface Props {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
  help?: string | undefined;
  error?: string | null | undefined;
  type?: 'text' | 'password' | 'date' | 'time' | 'search';
  complete?: 'off' | 'current-password' | 'new-password';
  min?: string;
  max?: string;
}

export function Line({ id, label, value, change, help, error, type = 'text', complete = 'off', min, max }: Props) {
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        // Its type of attributes wants one kind of line at a time.
        type={type as 'text'}
        value={value}
        min={min}
        max={max}
        autocomplete={type === 'password' ? complete : 'off'}
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && <Wrong id={`${id}-error`} words={error} />}
    </div>
  );
}

export function Wrong({ id, words }: { id?: string; words: string }) {
  return (
    <p class="error" id={id} role="alert">
      <Icon name="warning" />
      <span>{words}</span>
    </p>
  );
}
