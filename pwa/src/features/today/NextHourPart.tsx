/** «Den neste timen»: what he chose after a lapse, until the next morning, with the way to change it. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { nextHourNow } from './now.ts';

export function NextHourPart() {
  const chosen = nextHourNow.value;
  if (!chosen) return null;
  const { kind, text, step } = chosen.maker;
  return (
    <Part name={t('next_hour')}>
      {chosen.lines.map((line) => (
        <p key={line} class="lead">
          {line}
        </p>
      ))}
      <a
        class="link"
        href={to('text', kind, text.id, step.id, 'edit')}
        aria-label={t('change_this', { what: t('next_hour') })}
      >
        {t('change')}
      </a>
    </Part>
  );
}
