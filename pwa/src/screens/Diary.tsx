/** The diary: as a list by date or by the month, narrowed or searched. Each line opens. */
import { countLines } from '../domain/diary-lines.ts';
import { t } from '../i18n.ts';
import { Three } from '../parts/Choices.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Saved } from '../parts/Saved.tsx';
import { Screen } from '../parts/Screen.tsx';
import { to } from '../router.ts';
import { face } from '../state.ts';
import { AllGone, Chosen } from './diary/Chosen.tsx';
import { DayList } from './diary/DayList.tsx';
import { Filter } from './diary/Filter.tsx';
import { allLines, lines, page, turn, useLooking, view } from './diary/looking.ts';
import { MonthView } from './diary/Month.tsx';
import { Search } from './diary/Search.tsx';
import { searchable } from './diary/searching.ts';
import { NearDiary } from './near/NearDiary.tsx';

export function Diary() {
  useLooking();
  if (page.value === 'search') return <Search />;
  if (face.value === 'near') return <NearDiary />;
  return page.value === 'filter' ? <Filter /> : <OwnDiary />;
}

function OwnDiary() {
  const empty = countLines(allLines.value) === 0;
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {empty && (
        <div class="empty">
          <p class="read">{t('diary_empty')}</p>
          <a class="btn" href={to('log')}>
            {t('diary_log')}
          </a>
        </div>
      )}
      <div class="looking">
        <Three
          name="diary-view"
          label={t('diary_view')}
          options={(['list', 'month'] as const).map((code) => ({ code, label: t(`diary_view_${code}`) }))}
          chosen={[view.value]}
          choose={([next]) => {
            if (next) view.value = next;
          }}
        />
        <Tools empty={empty} />
      </div>
      <Chosen />
      {view.value === 'month' ? <MonthView /> : <List empty={empty} />}
    </Screen>
  );
}

function Tools({ empty }: { empty: boolean }) {
  if (empty && !searchable.value) return null;
  return (
    <div class="tools-row">
      {!empty && (
        <a class="link" href={to('log')}>
          <Icon name="pen" />
          {t('diary_log')}
        </a>
      )}
      <button type="button" class="link plainbtn" onClick={() => turn('search')}>
        <Icon name="search" />
        {t('diary_search')}
      </button>
      {!empty && (
        <button type="button" class="link plainbtn" id="diary-filter" onClick={() => turn('filter')}>
          <Icon name="filter" />
          {t('diary_filter')}
        </button>
      )}
    </div>
  );
}

function List({ empty }: { empty: boolean }) {
  if (!empty && countLines(lines.value) === 0)
    return (
      <div class="empty" role="status">
        <p class="read">{t('filter_nothing')}</p>
        <AllGone />
      </div>
    );
  return <DayList />;
}
