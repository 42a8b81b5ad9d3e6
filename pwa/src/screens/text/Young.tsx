/** Under the page's last words, for somebody under 18: the way to what can be used here. */
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { to } from '../../router.ts';

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
