/** Lines to write in: label above, help under it, what is wrong under that. */

import { weekdayInWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
  help?: string | undefined;
  error?: string | null | undefined;
  type?: 'text' | 'password' | 'search';
  complete?: 'off' | 'current-password' | 'new-password';
}

export function Line({ id, label, value, change, help, error, type = 'text', complete = 'off' }: Props) {
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        // Its type of attributes wants one kind of line at a time.
        type={type as 'text'}
        value={value}
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

type DayProps = Omit<Props, 'type' | 'complete'> & { days: readonly string[] };

/** A day out of `days` (ISO dates), in words: a browser's own date field speaks the browser's language. Empty for none. */
export function Day({ id, label, value, change, help, error, days }: DayProps) {
  const [first] = days;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        autocomplete="off"
        value={days.includes(value) ? value : ''}
        aria-invalid={error ? true : undefined}
        aria-describedby={[help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
        onChange={(event) => change(event.currentTarget.value)}
      >
        <option value="">{t('day_choose')}</option>
        {first &&
          days.map((day) => (
            <option key={day} value={day}>
              {weekdayInWords(day, first)}
            </option>
          ))}
      </select>
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
