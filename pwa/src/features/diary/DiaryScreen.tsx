/** The diary: as a list by date or by the month, narrowed or searched. Each line opens. */
import { isTen } from '../../core/model/codec.ts';
import { countLines, everyLine } from '../../core/model/diary-lines.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AllGone, ChosenFilters } from './ChosenFilters.tsx';
import { DayList } from './DayList.tsx';
import { Filter } from './Filter.tsx';
import { allLines, lines, page, useLooking, view } from './looking.ts';
import { ownNarrowing } from './narrowing.ts';
import { OwnMonth } from './OwnMonth.tsx';
import { Search } from './Search.tsx';
import { searchable } from './searching.ts';
import { Narrow, Seek, Views } from './Tools.tsx';

export { followDiary } from './following.ts';

export function DiaryScreen() {
  useLooking();
  if (page.value === 'search') return <Search />;
  return page.value === 'filter' ? <Filter by={ownNarrowing} /> : <OwnDiary />;
}

function OwnDiary() {
  const empty = countLines(allLines.value) === 0;
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {empty && (
        <div class="empty">
          <p class="read">{t('diary_empty')}</p>
          <a class="btn" href={to('log', 'diary')}>
            {t('diary_log')}
          </a>
        </div>
      )}
      <div class="looking">
        <Views />
        <Tools empty={empty} />
      </div>
      <ChosenFilters by={ownNarrowing} />
      {lines.value !== allLines.value && <Found />}
      {view.value === 'month' ? <OwnMonth /> : <List empty={empty} />}
    </Screen>
  );
}

/** Of what it is narrowed to: how many urges there are, and how far they fell where that is known and they did. */
function Found() {
  const urges = everyLine(lines.value).filter(({ kind }) => kind === 'urge');
  if (urges.length === 0) return null;
  const falls = urges.flatMap(({ fields: { strength, after } }) =>
    isTen(strength) && isTen(after) ? [strength - after] : [],
  );
  const n = falls.length;
  const fall = Math.round((10 * falls.reduce((sum, it) => sum + it, 0)) / n) / 10;
  const times = t('found_times', { n: urges.length });
  const fell = { times, fall: decimalWords(fall, locale.value), n };
  return (
    <p class="meta">
      {n < 2 || !(fall > 0) ? `${times}.` : t(n === urges.length ? 'found_fell' : 'found_fell_some', fell)}
    </p>
  );
}

function Tools({ empty }: { empty: boolean }) {
  if (empty && !searchable.value) return null;
  return (
    <div class="tools-row">
      {!empty && (
        <a class="link" href={to('log', 'diary')}>
          <Icon name="pen" />
          {t('diary_log')}
        </a>
      )}
      <Seek />
      {!empty && <Narrow />}
    </div>
  );
}

function List({ empty }: { empty: boolean }) {
  if (!empty && countLines(lines.value) === 0)
    return (
      <div class="empty" role="status">
        <p class="read">{t('filter_nothing')}</p>
        <AllGone by={ownNarrowing} />
      </div>
    );
  return <DayList />;
}
