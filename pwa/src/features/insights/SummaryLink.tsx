/** The way to the sheet of four weeks. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Icon } from '../../ui/Icon.tsx';

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
