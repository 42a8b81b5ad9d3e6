/** «En annen dag»: a day that is over and was not answered, or is to be answered anew. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { go } from '../../platform/router.ts';
import { dayAsked } from '../../shared/moments.ts';
import { PastDate } from '../../shared/PastDate.tsx';

export function AnotherDay() {
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const ready = date !== null && !wrong;
  return (
    <>
      <button type="button" class="row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{t('log_other_day')}</span>
        <span class="meta">{t(open ? 'done' : 'month_choose_day')}</span>
      </button>
      {open && (
        <div class="when">
          <PastDate id="near-day" date={date} change={setDate} wrong={setWrong} />
          <button type="button" class="btn wide" aria-disabled={!ready} onClick={() => ready && go('checkin', date)}>
            {ready ? dayAsked(date) : t(wrong ? 'when_mend' : 'when_choose')}
          </button>
        </div>
      )}
    </>
  );
}
