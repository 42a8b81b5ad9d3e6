/** What the diary is narrowed to: always in sight, and each gone with one press. */

import type { DayPart } from '../../domain/dates.ts';
import { chosenFilters, type FilterGroup, noFilters, withoutFilter } from '../../domain/diary-filter.ts';
import { type Key, t } from '../../i18n.ts';
import { labelOf } from '../../parts/codes.ts';
import { Icon } from '../../parts/Icon.tsx';
import { capital, partWords } from '../../parts/moments.ts';
import { filters, PAGE, shown } from './looking.ts';

const kinds: Record<string, Key> = {
  urge: 'diary_urge_half',
  purchase: 'diary_purchase',
  checkin: 'diary_checkin',
  kept: 'diary_kept',
};

export function filterWords(group: FilterGroup, code: string): string {
  if (group === 'kind') return t(kinds[code] ?? 'diary_kept');
  if (group === 'part') return capital(partWords(code as DayPart));
  if (group === 'words') return t('filter_with_words');
  return labelOf(group === 'before' ? 'triggers' : group === 'where' ? 'places' : 'ways', code);
}

/** The list begins anew with every other choice. */
export function choose(next: typeof filters.value): void {
  filters.value = next;
  shown.value = PAGE;
}

export function Chosen() {
  const chosen = chosenFilters(filters.value);
  if (chosen.length === 0) return null;
  const remove = (at: number) => {
    const it = chosen[at];
    if (it) choose(withoutFilter(filters.value, it));
    // The press must not leave the keyboard nowhere: on to the next one, or to what all of them were chosen with.
    requestAnimationFrame(() => {
      const left = document.querySelectorAll<HTMLElement>('.chosen button');
      (left[Math.min(at, left.length - 1)] ?? document.querySelector<HTMLElement>('#diary-filter'))?.focus();
    });
  };
  return (
    <ul class="chosen" aria-label={t('filter_chosen')}>
      {chosen.map(({ group, code }, at) => (
        <li key={`${group} ${code}`}>
          <button
            type="button"
            class="btn quiet"
            aria-label={`${filterWords(group, code)}: ${t('filter_remove')}`}
            onClick={() => remove(at)}
          >
            {filterWords(group, code)}
            <Icon name="close" />
          </button>
        </li>
      ))}
      {chosen.length > 1 && (
        <li>
          <AllGone />
        </li>
      )}
    </ul>
  );
}

export function AllGone() {
  return (
    <button
      type="button"
      class="plain-link"
      onClick={() => {
        choose(noFilters);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('#diary-filter')?.focus());
      }}
    >
      {t('filter_remove_all')}
    </button>
  );
}
