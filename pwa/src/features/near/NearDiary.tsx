/** Their days as a list, newest first, or by the month; narrowed or searched. Each opens, and one that is over can still be answered. */
import { addDays } from '../../core/model/dates.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { today } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import {
  AllGone,
  allDays,
  ChosenFilters,
  days,
  Filter,
  MoreBelow,
  Narrow,
  page,
  Search,
  Seek,
  searchable,
  showMore,
  shown,
  useLooking,
  Views,
  view,
} from '../diary/index.ts';
import { AnotherDay } from './AnotherDay.tsx';
import { NearMonth } from './NearMonth.tsx';
import { NearRow } from './NearRow.tsx';
import { nearNarrowing } from './narrowing.ts';

function Unanswered() {
  const near = [
    { date: today.value, words: t('near_answer_today') },
    { date: addDays(today.value, -1), words: t('near_answer_yesterday') },
  ];
  return (
    <>
      {near
        .filter(({ date }) => !allDays.value.some((it) => it.date === date))
        .map(({ date, words }) => (
          <p key={date}>
            <a class="link" href={to('checkin', date)}>
              <Icon name="pen" />
              {words}
            </a>
          </p>
        ))}
    </>
  );
}

export function NearDiary() {
  useLooking();
  if (page.value === 'search') return <Search />;
  return page.value === 'filter' ? <Filter by={nearNarrowing} /> : <Days />;
}

function Days() {
  const empty = allDays.value.length === 0;
  return (
    <Screen heading={t('tab_diary')} tab="diary">
      <Saved />
      {empty && <p class="read">{t('near_diary_empty')}</p>}
      <div class="looking">
        {!empty && <Views />}
        {(searchable.value || !empty) && (
          <div class="tools-row">
            {searchable.value && <Seek />}
            {!empty && <Narrow />}
          </div>
        )}
      </div>
      <ChosenFilters by={nearNarrowing} />
      {view.value === 'month' && !empty ? <NearMonth /> : <List />}
    </Screen>
  );
}

function List() {
  const nothing = days.value.length === 0 && allDays.value.length > 0;
  return (
    <>
      <Unanswered />
      <AnotherDay />
      {nothing && (
        <div class="empty" role="status">
          <p class="read">{t('filter_nothing')}</p>
          <AllGone by={nearNarrowing} />
        </div>
      )}
      <ul class="rows">
        {days.value.slice(0, shown.value).map((day) => (
          <NearRow key={day.id} day={day} />
        ))}
      </ul>
      {days.value.length > shown.value && <MoreBelow words={t('diary_earlier')} more={showMore} />}
    </>
  );
}
