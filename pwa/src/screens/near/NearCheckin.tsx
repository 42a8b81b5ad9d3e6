/** A day of somebody close to him, in under a minute: every answer is kept as it is given, and none is needed. */
import { useState } from 'preact/hooks';
import { isDate } from '../../domain/diary.ts';
import { flush, savingOf } from '../../drafts.ts';
import { t } from '../../i18n.ts';
import { capital, dateWords } from '../../parts/moments.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Dock, Screen } from '../../parts/Screen.tsx';
import { back, standing } from '../../router.ts';
import { today } from '../../state.ts';
import { DayForm } from './DayForm.tsx';
import { dayName } from './day.ts';

export function NearCheckin({ date: asked }: { date: string | undefined }) {
  const [date] = useState(isDate(asked) && asked < today.value ? asked : today.value);
  const failed = savingOf(dayName(date)) === 'failed';
  // What could not be kept stays in sight.
  const done = async () => {
    const still = standing();
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
