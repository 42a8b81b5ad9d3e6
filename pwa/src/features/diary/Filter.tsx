/** «Hva vil du se?»: what the diary may be narrowed to. The button at the foot says how much is left. */
import { chosenOf } from '../../core/model/filtering.ts';
import { t } from '../../platform/i18n.ts';
import { Dock, Part, Screen } from '../../shared/Screen.tsx';
import { Chips } from '../../ui/Choices.tsx';
import { AllGone } from './ChosenFilters.tsx';
import { turn } from './looking.ts';
import type { Narrowing } from './narrowing.ts';

export function Filter<Group extends string>({ by }: { by: Narrowing<Group> }) {
  const offered = by.offered();
  const any = chosenOf(by.filters.value).length > 0;
  const [n, of] = [by.left(), by.all()];
  return (
    <Screen
      tab="diary"
      back={{ words: t('tab_diary'), act: () => turn('') }}
      foot={
        <Dock>
          {any && (
            <div class="aside">
              <AllGone by={by} />
            </div>
          )}
          <button type="button" class="btn main" aria-disabled={n === 0} onClick={() => n > 0 && turn('')}>
            {n === 0 ? t('filter_show_none') : any ? t('filter_show', { n, of }) : t('filter_show_all')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('filter_title')}</h1>
      {by.groups
        .filter((group) => offered[group].length > 0)
        .map((group) => (
          <Part key={group} name={t(by.names[group])}>
            <Chips
              name={`filter-${group}`}
              label={t(by.names[group])}
              options={offered[group].map((code) => ({ code, label: by.words(group, code) }))}
              chosen={by.filters.value[group]}
              choose={(codes) => by.choose({ ...by.filters.value, [group]: codes })}
            />
          </Part>
        ))}
    </Screen>
  );
}
