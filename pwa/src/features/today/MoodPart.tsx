/**
 * The mood of today: one press keeps it, and it can be changed. A very low one asks the safety question. Beside it stands how it compares,
 * where it is lighter, the good thing of the day in his own words, and the line of the last two weeks.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { isTen } from '../../core/model/codec.ts';
import { earlierGood, lighterDay, MOOD_DAYS, risingSince } from '../../core/model/compared.ts';
import { addDays, daysBetween, weekday } from '../../core/model/dates.ts';
import { type Diary, LINE_NEEDS, lately } from '../../core/model/diary.ts';
import { LOW_BELOW } from '../../core/model/mood-and-urge.ts';
import { weekdayName } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { yearWords } from '../../shared/moments.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { clearTold } from '../../shared/Saved.tsx';
import { Part } from '../../shared/Screen.tsx';
import { entries, entriesOfKind, today } from '../../shared/state.ts';
import { TenToPress } from '../../ui/Ten.tsx';
import { saveMood } from './commands.ts';

export function MoodPart() {
  const date = today.value;
  const { mood, good_text } = entriesOfKind('checkin').find((it) => it.fields.date === date)?.fields ?? {};
  const [changing, change] = useState(false);
  const { failed, keeping } = useKeeping();
  const place = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const answered = isTen(mood) && !changing;
  const read = answered && lately(entries.value.values(), addDays(date, 1 - MOOD_DAYS)).read;
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
        {read ? (
          <p>
            <span role="status">{moodWords(read, mood, date)}</span>
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
      {read && <Good mood={mood} text={typeof good_text === 'string' ? good_text.trim() : ''} />}
      {read && drawn(read) && (
        <div class="mood-line">
          <Loaded name="mood line" load={moodLine} given={{ read, date }} />
        </div>
      )}
      {failed && <NotKept />}
    </Part>
  );
}

/** A weekday alone could be one of another week. */
const WEEKDAYS = 6;

const moodLine = () => import('./MoodLine.tsx').then((it) => it.MoodLine);

/** Whether there is a line of them: it has its room before it is loaded. */
const drawn = ({ checkins }: Diary): boolean => checkins.length >= LINE_NEEDS;

function moodWords(read: Diary, mood: number, date: string): string {
  const since = risingSince(read.checkins, date);
  const day = daysBetween(since, date) > WEEKDAYS ? yearWords(since) : weekdayName(weekday(since));
  return t(`mood_${lighterDay(read, date) ?? 'now'}`, { mood, day });
}

/** The good thing that he wrote today; on a low day without one, one of an earlier day. */
function Good({ mood, text }: { mood: number; text: string }) {
  if (text) return <p class="own own-gap">{text}</p>;
  const earlier = mood < LOW_BELOW && earlierGood(entriesOfKind('checkin'), today.value);
  return (
    earlier && (
      <>
        <p class="meta own-gap">{t('mood_good_then', { date: yearWords(earlier.date) })}</p>
        <p class="own">{earlier.text}</p>
      </>
    )
  );
}
