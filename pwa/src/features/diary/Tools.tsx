/** How a diary is looked at: as a list or by the month, searched, narrowed. */
import { t } from '../../platform/i18n.ts';
import { Three } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { showAs, turn, view } from './looking.ts';

export const Views = () => (
  <Three
    name="diary-view"
    label={t('diary_view')}
    options={(['list', 'month'] as const).map((code) => ({ code, label: t(`diary_view_${code}`) }))}
    chosen={[view.value]}
    choose={([next]) => next && showAs(next)}
  />
);

export const Seek = () => (
  <button type="button" class="link plainbtn" onClick={() => turn('search')}>
    <Icon name="search" />
    {t('diary_search')}
  </button>
);

export const Narrow = () => (
  <button type="button" class="link plainbtn" id="diary-filter" onClick={() => turn('filter')}>
    <Icon name="filter" />
    {t('diary_filter')}
  </button>
);
