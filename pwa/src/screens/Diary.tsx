/** The diary by date, newest first. Each line opens. */
import { useState } from 'preact/hooks';
import { byDate, diary, type Line } from '../domain/diary.ts';
import { t } from '../i18n.ts';
import { labelOf } from '../parts/codes.ts';
import { Icon } from '../parts/Icon.tsx';
import { atWords, capital, dateWords } from '../parts/moments.ts';
import { Saved } from '../parts/Saved.tsx';
import { Part, Screen } from '../parts/Screen.tsx';
import { to } from '../router.ts';
import { entries, face } from '../state.ts';
import { NearDiary } from './near/NearDiary.tsx';

/** Dates shown at first, and so many more at each press. */
const SHOWN = 21;

function title({ kind, entry }: Line): string {
  if (kind === 'checkin') return t('diary_checkin');
  if (kind === 'purchase') return t('diary_purchase');
  if (typeof entry.after !== 'number') return t('diary_urge', { strength: entry.strength });
  return t('diary_urge_after', { strength: entry.strength, after: entry.after });
}

/** What tells this entry from the others of its date: when, and what else is known of it. */
function details({ kind, entry }: Line): string {
  if (kind === 'checkin')
    return t('diary_checkin_small', { mood: entry.mood, peak: entry.peak, control: entry.control });
  const when = capital(atWords(entry.part));
  if (kind === 'purchase') return [when, entry.text].filter(Boolean).join(' · ');
  const known = [
    ...(entry.way ? [labelOf('ways', entry.way)] : []),
    ...(entry.triggers ?? []).map((code) => labelOf('triggers', code)),
    ...(entry.place ? [labelOf('places', entry.place)] : []),
  ];
  return [when, ...(known.length ? known : [entry.text || entry.did_text])].filter(Boolean).join(' · ');
}

function Row({ line }: { line: Line }) {
  const apart = entries.value.get(line.entry.id)?.also.length ?? 0;
  return (
    <li>
      <a class="row" href={to('entry', line.entry.id)}>
        <span>
          {title(line)}
          <small class="clip">{details(line)}</small>
          {apart > 0 && <small class="care">{t('diary_written_apart')}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </li>
  );
}

export const Diary = () => (face.value === 'near' ? <NearDiary /> : <OwnDiary />);

function OwnDiary() {
  const [shown, setShown] = useState(SHOWN);
  const days = byDate(diary(entries.value.values()));
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {days.length === 0 ? (
        <div class="empty">
          <p class="read">{t('diary_empty')}</p>
          <a class="btn" href={to('log')}>
            {t('diary_log')}
          </a>
        </div>
      ) : (
        <p>
          <a class="link" href={to('log')}>
            <Icon name="pen" />
            {t('diary_log')}
          </a>
        </p>
      )}
      {days.slice(0, shown).map(({ date, lines }) => (
        <Part key={date} name={capital(dateWords(date))}>
          <ul class="rows">
            {lines.map((line) => (
              <Row key={line.entry.id} line={line} />
            ))}
          </ul>
        </Part>
      ))}
      {days.length > shown && (
        <button type="button" class="btn wide" onClick={() => setShown(shown + SHOWN)}>
          {t('diary_earlier')}
        </button>
      )}
    </Screen>
  );
}
