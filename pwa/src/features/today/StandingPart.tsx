/** The safety plan, for two weeks after it was asked for. What can be rung is a row one can press. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { spaced } from '../../ui/Call.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { standingNow } from './now.ts';

export function StandingPart() {
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
    </Part>
  );
}
