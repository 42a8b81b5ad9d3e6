/** «Hva vil du se?»: what the diary may be narrowed to. The button at the foot says how much is left. */
import { dayParts } from '../../domain/dates.ts';
import { chosenFilters, type FilterGroup, filterGroups, offeredFilters } from '../../domain/diary-filter.ts';
import { countLines } from '../../domain/diary-lines.ts';
import { type Key, t } from '../../i18n.ts';
import { Chips } from '../../parts/Choices.tsx';
import { codesOf } from '../../parts/codes.ts';
import { Dock, Part, Screen } from '../../parts/Screen.tsx';
import { AllGone, choose, filterWords } from './Chosen.tsx';
import { allLines, filters, lines, turn } from './looking.ts';

const names: Record<FilterGroup, Key> = {
  kind: 'filter_kind',
  before: 'about_before',
  where: 'about_where',
  helped: 'filter_helped',
  part: 'log_part',
  words: 'filter_words',
};

/** The order in which the codes are known elsewhere; those of a plan come after. */
function inOrder(group: FilterGroup, codes: readonly string[]): string[] {
  const known: readonly string[] =
    group === 'kind'
      ? ['urge', 'purchase', 'checkin', 'kept']
      : group === 'part'
        ? dayParts
        : group === 'before'
          ? codesOf('triggers').map(({ code }) => code)
          : group === 'where'
            ? codesOf('places').map(({ code }) => code)
            : [];
  return [...known.filter((it) => codes.includes(it)), ...codes.filter((it) => !known.includes(it))];
}

export function Filter() {
  const offered = offeredFilters(allLines.value);
  const any = chosenFilters(filters.value).length > 0;
  const [n, of] = [countLines(lines.value), countLines(allLines.value)];
  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_diary'), act: () => turn('') }}
      foot={
        <Dock>
          {any && (
            <div class="aside">
              <AllGone />
            </div>
          )}
          <button type="button" class="btn main" aria-disabled={n === 0} onClick={() => n > 0 && turn('')}>
            {n === 0 ? t('filter_show_none') : any ? t('filter_show', { n, of }) : t('filter_show_all')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('filter_title')}</h1>
      {filterGroups
        // One kind alone is nothing to choose between.
        .filter((group) => offered[group].length > (group === 'kind' ? 1 : 0))
        .map((group) => (
          <Part key={group} name={t(names[group])}>
            <Chips
              name={`filter-${group}`}
              label={t(names[group])}
              options={inOrder(group, offered[group]).map((code) => ({ code, label: filterWords(group, code) }))}
              chosen={filters.value[group]}
              choose={(codes) => choose({ ...filters.value, [group]: codes })}
            />
          </Part>
        ))}
    </Screen>
  );
}
