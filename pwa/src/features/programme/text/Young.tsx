/** Under the page's last words, for somebody under 18: the way to what can be used here. */
import { t } from '../../../platform/i18n.ts';
import { to } from '../../../platform/router.ts';
import { Icon } from '../../../ui/Icon.tsx';

export function Young() {
  return (
    <ul class="rows after">
      {(['tools', 'help'] as const).map((name) => (
        <li key={name}>
          <a class="row" href={to(name)}>
            <span>
              {t(`${name}_title`)}
              <small>{t(`${name}_small`)}</small>
            </span>
            <Icon name="forward" />
          </a>
        </li>
      ))}
    </ul>
  );
}
