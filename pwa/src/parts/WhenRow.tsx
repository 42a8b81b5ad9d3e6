/** «I dag, kveld – Endre»: the date and the part of the day of an entry, and the way to set them back. Never ahead. */
import { useState } from 'preact/hooks';
import { addDays, type DayPart, dayPart, dayParts } from '../domain/dates.ts';
import { t } from '../i18n.ts';
import { today } from '../state.ts';
import { Chips } from './Choices.tsx';
import { atWords, capital, dateWords, partWords } from './moments.ts';

interface Props {
  date: string;
  part: DayPart;
  change: (date: string, part: DayPart) => void;
}

/** Entries may be set back a year; what is older is not remembered by the part of the day. */
const FURTHEST = 365;

/** The parts of `date` that have begun. */
function begun(date: string): readonly DayPart[] {
  return date < today.value ? dayParts : dayParts.slice(0, dayParts.indexOf(dayPart(new Date())) + 1);
}

export function WhenRow({ date, part, change }: Props) {
  const [open, setOpen] = useState(false);
  const near = [today.value, addDays(today.value, -1)];
  const [other, setOther] = useState(!near.includes(date));

  const setDate = (next: string): void => {
    const parts = begun(next);
    change(next, parts.includes(part) ? part : (parts.at(-1) ?? 'night'));
  };

  return (
    <>
      <button type="button" class="row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{`${capital(dateWords(date))}, ${atWords(part)}`}</span>
        <span class="meta">{open ? t('done') : t('change')}</span>
      </button>
      {open && (
        <div class="when">
          <Chips
            one
            name="when-date"
            label={t('log_date')}
            options={[
              ...near.map((code) => ({ code, label: capital(dateWords(code)) })),
              { code: 'other', label: t('log_other_day') },
            ]}
            chosen={[other ? 'other' : date]}
            choose={([code]) => {
              setOther(code === 'other');
              setDate(code === 'other' || code === undefined ? addDays(today.value, -2) : code);
            }}
          />
          {other && (
            <p class="field">
              <label for="when-other">{t('log_date')}</label>
              <input
                autocomplete="off"
                id="when-other"
                type="date"
                value={date}
                min={addDays(today.value, -FURTHEST)}
                max={today.value}
                onInput={({ currentTarget: field }) => {
                  if (field.value && field.validity.valid) setDate(field.value);
                }}
              />
            </p>
          )}
          <Chips
            one
            name="when-part"
            label={t('log_part')}
            options={begun(date).map((code) => ({ code, label: capital(partWords(code)) }))}
            chosen={[part]}
            choose={([code]) => change(date, code ?? part)}
          />
        </div>
      )}
    </>
  );
}
