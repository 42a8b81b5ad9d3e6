/** A day of somebody close to him, in under a minute: every answer is kept as it is given, and none is needed. */
import { useState } from 'preact/hooks';
import { isDate } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { back, type ScreenProps, stillHere } from '../../platform/router.ts';
import { flush, savingOf } from '../../shared/drafts.ts';
import { capital, dateWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { DayForm } from './DayForm.tsx';
import { dayName } from './day.ts';

export function NearCheckinScreen({ args: [asked] }: ScreenProps) {
  const [date] = useState(isDate(asked) && asked < today.value ? asked : today.value);
  const failed = savingOf(dayName(date)) === 'failed';
  // What could not be kept stays in sight.
  const done = async () => {
    const still = stillHere();
    await flush();
    if (savingOf(dayName(date)) !== 'failed' && still()) back();
  };
  return (
    <Screen
      back
      foot={
        <Dock>
          {failed && <NotKept />}
          <button type="button" class="btn main" onClick={() => void done()}>
            {t('done')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t(date === today.value ? 'checkin_title' : 'checkin_title_then')}</h1>
      <p class="meta">{capital(dateWords(date))}</p>
      <p class="read">{t('near_checkin_read')}</p>
      <DayForm date={date} />
    </Screen>
  );
}
