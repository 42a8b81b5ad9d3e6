/** The diary: as a list by date or by the month, narrowed or searched. Each line opens. */
import { isTen } from '../../core/model/codec.ts';
import { countLines, type DiaryLine, everyLine } from '../../core/model/diary-lines.ts';
import { decimalWords } from '../../core/model/numbers.ts';
import { summaryWords } from '../../core/model/summary-words.ts';
import { felt } from '../../core/model/times.ts';
import { locale, t } from '../../platform/i18n.ts';
import { type ScreenProps, to } from '../../platform/router.ts';
import { capital } from '../../shared/moments.ts';
import { Saved } from '../../shared/Saved.tsx';
import { Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { AllGone, ChosenFilters } from './ChosenFilters.tsx';
import { DayList } from './DayList.tsx';
import { Filter } from './Filter.tsx';
import { allLines, lines, page, useLooking, view } from './looking.ts';
import { ownNarrowing } from './narrowing.ts';
import { OwnMonth } from './OwnMonth.tsx';
import { eased } from './RideDrawing.tsx';
import { Search } from './Search.tsx';
import { searchable } from './searching.ts';
import { Narrow, Seek, Views } from './Tools.tsx';

export { followDiary } from './following.ts';

/** With arguments, one has come from a number in Insights, and there is a way back to it. */
export function DiaryScreen({ args }: ScreenProps) {
  useLooking();
  if (page.value === 'search') return <Search />;
  return page.value === 'filter' ? <Filter by={ownNarrowing} /> : <OwnDiary counted={args.length > 0} />;
}

function OwnDiary({ counted }: { counted: boolean }) {
  const empty = countLines(allLines.value) === 0;
  const head = counted ? { back: { words: t('tab_insights'), to: 'insights' as const } } : { heading: t('tab_diary') };
  return (
    <Screen {...head} tab="diary">
      <Saved />
      {counted && <h1 class="title">{t('tab_diary')}</h1>}
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

/** How many urges there are, and how far they fell where that is known and they did. */
function urgesWords(urges: readonly DiaryLine[]): string {
  const falls = urges.flatMap(({ fields: { strength, after } }) =>
    isTen(strength) && isTen(after) ? [strength - after] : [],
  );
  const n = falls.length;
  const fall = Math.round((10 * falls.reduce((sum, it) => sum + it, 0)) / n) / 10;
  const times = t('found_times', { n: urges.length });
  const fell = { times, fall: decimalWords(fall, locale.value), n };
  return n < 2 || !(fall > 0) ? `${times}.` : t(n === urges.length ? 'found_fell' : 'found_fell_some', fell);
}

/** Of what it is narrowed to: the urges, and the purchases, which the numbers of Insights count too. */
function Found() {
  const found = everyLine(lines.value);
  const urges = found.filter(({ kind }) => kind === 'urge');
  const purchases = found.filter(({ kind }) => kind === 'purchase');
  const bought = purchases.length;
  const came = urges.filter(({ fields }) => felt(fields));
  const joined = came.filter(
    ({ date, part, fields }) => !eased(fields) && purchases.some((it) => it.date === date && it.part === part),
  ).length;
  const said = [
    ...(joined > 0 ? [t('found_all', { n: came.length - joined + bought })] : []),
    ...(urges.length > 0 ? [urgesWords(urges)] : []),
    ...(bought > 0 ? [`${capital(summaryWords[locale.value].purchases(bought))}.`] : []),
  ];
  return said.length > 0 && <p class="meta">{said.join(' ')}</p>;
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
