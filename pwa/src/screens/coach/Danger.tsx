/** Above every field: nobody reads this at once. */
import { t } from '../../i18n.ts';
import { spaced } from '../../parts/Call.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';

/** The ambulance; the crisis page has the rest, in whatever country. */
const number = '113';

export function Danger() {
  const [before, after] = t('coach_danger').split('{phone}');
  return (
    <div class="notice coach-danger">
      <Icon name="phone" />
      <p>
        {before}
        <a href={`tel:${number}`}>{spaced(number)}</a>
        {after} <a href={to('text', 'page', 'crisis')}>{t('crisis_help')}</a>
      </p>
    </div>
  );
}
