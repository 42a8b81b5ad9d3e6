/** The mood of today: one press keeps it, and it can be changed. A very low one asks the safety question. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isTen } from '../../core/model/codec.ts';
import { isLighter } from '../../core/model/compared.ts';
import { addDays } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { clearTold } from '../../shared/Saved.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entriesOfKind, today } from '../../shared/state.ts';
import { TenToPress } from '../../ui/Ten.tsx';
import { saveMood } from './commands.ts';

export function MoodPart() {
  const date = today.value;
  const moodOf = (day: string) => entriesOfKind('checkin').find((it) => it.fields.date === day)?.fields.mood;
  const mood = moodOf(date);
  const [changing, change] = useState(false);
  const { failed, keeping } = useKeeping();
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const answered = isTen(mood) && !changing;
  // What was pressed is gone with its focus: it goes to what stands there instead.
  useEffect(() => {
    if (pressed.current && !failed)
      place.current?.querySelector<HTMLElement>(answered ? 'button' : `button[value='${mood}']`)?.focus();
    pressed.current = false;
  }, [answered, failed]);
  const press = (next: number) =>
    keeping(async () => {
      pressed.current = true;
      // What is said of an earlier press would be taken for this one's.
      clearTold();
      const asks = await saveMood(date, next);
      change(false);
      if (asks) go('text', 'page', 'safety');
    });
  return (
    <Part name={t('mood_title')}>
      <a class="link more-of-day" href={to('checkin')}>
        {t('near_more')}
      </a>
      <div ref={place} class="mood-now">
        {answered ? (
          <p>
            <span role="status">
              {t(isLighter(mood, moodOf(addDays(date, -1))) ? 'mood_lighter' : 'mood_now', { mood })}
            </span>
            {' · '}
            <button
              type="button"
              class="plain-link"
              onClick={() => {
                pressed.current = true;
                change(true);
              }}
            >
              {t('change')}
            </button>
          </p>
        ) : (
          <TenToPress
            label={t('mood_title')}
            low={t('checkin_mood_low')}
            high={t('checkin_mood_high')}
            value={isTen(mood) ? mood : undefined}
            press={(next) => void press(next)}
          />
        )}
      </div>
      {failed && <NotKept />}
    </Part>
  );
}
