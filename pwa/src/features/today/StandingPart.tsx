/** The safety plan, for two weeks after it was asked for; put aside with a press while it is empty. What can be rung is a row one can press. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Part } from '../../shared/Screen.tsx';
import { spaced } from '../../ui/Call.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { putAside } from './commands.ts';
import { standingNow } from './now.ts';

export function StandingPart() {
  const { failed, keeping } = useKeeping();
  const plan = standingNow.value;
  if (!plan) return null;
  return (
    <Part name={plan.title}>
      {plan.lines.length > 0 ? (
        <ul class="rows">
          {plan.lines.map((line) => (
            <li key={line.key}>
              {line.phone ? (
                <a class="row" href={`tel:${line.phone}`}>
                  <span>{line.words}</span>
                  <span class="num">
                    <Icon name="phone" />
                    {spaced(line.phone)}
                  </span>
                </a>
              ) : (
                <p class="own">{line.words}</p>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p class="read">{t('standing_empty')}</p>
      )}
      <a class="link" href={to('text', 'page', plan.page, plan.step)}>
        {plan.lines.length > 0 ? t('standing_change') : t('standing_make')}
      </a>
      {plan.lines.length === 0 && (
        <div class="offer-links">
          <button
            type="button"
            class="plain-link"
            aria-label={t('hide_this', { what: plan.title })}
            onClick={() => void keeping(() => putAside(plan.page))}
          >
            {t('hide')}
          </button>
        </div>
      )}
      {failed && <NotKept />}
    </Part>
  );
}
