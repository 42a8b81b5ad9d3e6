/** «I dag, kveld – Endre»: the date and the part of the day of an entry, and the way to set them back. Never ahead. */
import { useState } from 'preact/hooks';
import { addDays, type DayPart, dayParts } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { atWords, capital, dateWords, momentWords } from '../../shared/moments.ts';
import { PastDate } from '../../shared/PastDate.tsx';
import { today } from '../../shared/state.ts';
import { part as now } from '../../shared/today.ts';
import { Chips } from '../../ui/Choices.tsx';

/** «Torsdag 26. november, kveld», «Natt til torsdag 26. november» */
export function dayAndPart(date: string | null, part: DayPart | null): string {
  if (date !== null && part === 'night') return capital(momentWords(date, part));
  return [date === null ? t('when_no_date') : capital(dateWords(date)), ...(part ? [atWords(part)] : [])].join(', ');
}

interface Props {
  /** null: half a record, which has lost it */
  date: string | null;
  part: DayPart | null;
  change: (date: string, part: DayPart) => void;
  /** Told when what stands in the field is no date that can be kept, and when it is one again. */
  wrong?: (now: boolean) => void;
  /** The date was chosen elsewhere: what is still open is the part of the day. */
  dated?: boolean;
}

/** The parts of `date` that have begun. */
function begun(date: string): readonly DayPart[] {
  return date < today.value ? dayParts : dayParts.slice(0, dayParts.indexOf(now.value) + 1);
}

export function WhenRow({ date, part, change, wrong, dated = false }: Props) {
  const [open, setOpen] = useState(false);
  const near = [today.value, addDays(today.value, -1)];
  const [other, setOther] = useState(date === null || !near.includes(date));

  const setDate = (next: string): void => {
    wrong?.(false);
    const parts = begun(next);
    change(next, part && parts.includes(part) ? part : (parts.at(-1) ?? 'night'));
  };
  return (
    <>
      <button type="button" class="row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{dayAndPart(date, part)}</span>
        <span class="link">{t(open ? 'when_fold' : 'change')}</span>
      </button>
      {(open || dated) && (
        <div class="when">
          {open && (
            <Chips
              one
              name="when-date"
              label={t('log_date')}
              options={[
                ...near.map((code) => ({ code, label: capital(dateWords(code)) })),
                { code: 'other', label: t('log_other_day') },
              ]}
              chosen={[other ? 'other' : (date ?? '')]}
              choose={([code]) => {
                setOther(code === 'other');
                setDate(code === 'other' || code === undefined ? addDays(today.value, -2) : code);
              }}
            />
          )}
          {open && other && <PastDate id="when-other" date={date} change={setDate} wrong={(now) => wrong?.(now)} />}
          <Chips
            one
            name="when-part"
            label={t('log_part')}
            options={begun(date ?? today.value).map((code) => ({
              code,
              // Whose night it is: the small hours belong to the date they are in.
              label: capital(code === 'night' ? momentWords(date ?? today.value, code) : atWords(code)),
            }))}
            chosen={part ? [part] : []}
            choose={([code]) => code && change(date ?? today.value, code)}
          />
        </div>
      )}
    </>
  );
}
