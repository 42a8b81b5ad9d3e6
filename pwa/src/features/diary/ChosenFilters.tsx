/** What the diary is narrowed to: always in sight, and each gone with one press. */

import { chosenOf, withoutFilter } from '../../core/model/filtering.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Narrowing } from './narrowing.ts';

interface Props<Group extends string> {
  by: Narrowing<Group>;
}

export function ChosenFilters<Group extends string>({ by }: Props<Group>) {
  const chosen = chosenOf(by.filters.value);
  if (chosen.length === 0) return null;
  const words = by.alone ?? by.words;
  const remove = (at: number) => {
    const it = chosen[at];
    if (it) by.choose(withoutFilter(by.filters.value, it));
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
            aria-label={`${words(group, code)}: ${t('filter_remove')}`}
            onClick={() => remove(at)}
          >
            {words(group, code)}
            <Icon name="close" />
          </button>
        </li>
      ))}
      {chosen.length > 1 && (
        <li>
          <AllGone by={by} />
        </li>
      )}
    </ul>
  );
}

export function AllGone<Group extends string>({ by }: Props<Group>) {
  return (
    <button
      type="button"
      class="plain-link"
      onClick={() => {
        by.choose(by.none);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('#diary-filter')?.focus());
      }}
    >
      {t('filter_remove_all')}
    </button>
  );
}
