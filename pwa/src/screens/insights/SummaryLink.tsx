/** The way to the sheet of four weeks. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';

export const SummaryLink = () => (
  <ul class="rows to-sheet">
    <li>
      <a class="row" href={to('summary')}>
        <span>
          {t('summary_title')}
          <small>{t('summary_small')}</small>
        </span>
        <Icon name="forward" />
      </a>
    </li>
  </ul>
);
