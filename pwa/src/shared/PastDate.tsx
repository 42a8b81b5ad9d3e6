/** Any date that has been. One that cannot be kept stays in the field, with what is wrong under it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { earliestDate, whyNotDate } from '../core/model/setback.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { capital, dateWords } from './moments.ts';
import { today } from './state.ts';

interface Props {
  id: string;
  date: string | null;
  change: (date: string) => void;
  /** Told when what stands in the field is no date that can be kept, and when it is one again. */
  wrong: (now: boolean) => void;
}

export function PastDate({ id, date, change, wrong }: Props) {
  const [stands] = useState(date ?? today.value);
  const [fault, setFault] = useState<string | null>(null);
  /** What the field holds while it is none that can be kept. */
  const [typed, setTyped] = useState<string | null>(null);
  const error = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (fault) error.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  const say = (next: string | null): void => {
    setFault(next);
    wrong(next !== null);
  };
  const read = (field: HTMLInputElement, left: boolean): void => {
    setTyped(field.value);
    // A date that is being typed is none yet.
    if (!field.value) {
      if (left) say(t('when_half_date'));
      return;
    }
    const why = whyNotDate(field.value, today.value, stands);
    if (why === null) {
      say(null);
      setTyped(null);
      if (field.value !== date) change(field.value);
    } else if (why === 'ahead') say(t('when_ahead', { day: capital(dateWords(field.value)) }));
    // Each digit of a year makes a date: 0002, 0020, 0202.
    else if (left || field.value >= '1000') say(t('when_old', { day: dateWords(earliestDate(today.value)) }));
  };
  return (
    <div class="field">
      <label for={id}>{t('log_date')}</label>
      <input
        autocomplete="off"
        id={id}
        type="date"
        value={typed ?? date ?? ''}
        min={[earliestDate(today.value), stands].sort()[0]}
        max={today.value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-error` : undefined}
        onInput={({ currentTarget }) => read(currentTarget, false)}
        onBlur={({ currentTarget }) => read(currentTarget, true)}
      />
      {fault && (
        <p class="error" id={`${id}-error`} role="alert" ref={error}>
          <Icon name="warning" />
          <span>{fault}</span>
        </p>
      )}
    </div>
  );
}
