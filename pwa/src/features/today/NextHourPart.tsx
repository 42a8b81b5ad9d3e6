/**
 * After a lapse: what he chose for the next hour, until the morning, with the way to change it; and the way back to the page,
 * for as long as what it says may be urgent.
 */
import type { NextHour } from '../../core/model/next-hour.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { pack } from '../../shared/state.ts';
import { StepLink } from '../../ui/StepLink.tsx';
import { nextHourNow, slippedLately, slippedNow } from './now.ts';

export function NextHourPart() {
  const chosen = nextHourNow.value;
  const page = slippedNow.value && pack().pages.lapse;
  if (!chosen && !page) return null;
  return (
    <Part name={t(chosen ? 'next_hour' : 'next_hour_help')}>
      {chosen && <Chosen {...chosen} />}
      {page && <StepLink href={to('text', 'page', page.id)} title={page.title} small={t('next_hour_small')} />}
    </Part>
  );
}

/** The way back to the page, from that morning on. */
export function LapsePage() {
  const page = pack().pages.lapse;
  if (!page || slippedNow.value || !slippedLately.value) return null;
  return (
    <Part name={t('next_hour_help')}>
      <StepLink href={to('text', 'page', page.id)} title={page.title} small={t('lapse_still')} />
    </Part>
  );
}

function Chosen({ lines, maker: { kind, text, step } }: NextHour) {
  return (
    <>
      {lines.map((line) => (
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
    </>
  );
}
