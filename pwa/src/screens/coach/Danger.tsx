/** Around every field: nobody reads this at once. The number to ring stays in sight while one writes, however large the text is. */
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n.ts';
import { spaced } from '../../parts/Call.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';

/** The ambulance; the crisis page has the rest, in whatever country. */
const number = '113';

/** `children`: the field. */
export function Danger({ children }: { children?: ComponentChildren }) {
  const [before, after] = t('coach_danger').split('{phone}');
  return (
    <div class="coach-safe">
      <div class="notice coach-danger">
        <Icon name="phone" />
        <p>
          {before}
          <b>{spaced(number)}</b>
          {after} <a href={to('text', 'page', 'crisis')}>{t('crisis_help')}</a>
        </p>
      </div>
      <a class="coach-ring" href={`tel:${number}`}>
        {t('life_call')}
      </a>
      {children}
    </div>
  );
}
