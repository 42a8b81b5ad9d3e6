/** Around every field: nobody reads this at once. The number to ring stays in sight while one writes, however large the text is. */
import type { ComponentChildren } from 'preact';
import { AMBULANCE } from '../../core/model/phone.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { spaced } from '../../ui/Call.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** Rem: as narrow as that, the text is so large that little beside the field has room (ui/page.css, «Large text»). */
const NARROW = 17;

/** In large text the field comes under the number with what it is called, and leaves what is below to the keyboard. */
function lift({ target }: FocusEvent): void {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (innerWidth > NARROW * rem || !(target instanceof HTMLTextAreaElement)) return;
  // After the browser's own.
  requestAnimationFrame(() => target.closest('.field')?.scrollIntoView({ block: 'start' }));
}

/** `children`: the field. */
export function Danger({ children }: { children?: ComponentChildren }) {
  const [before, after] = t('coach_danger').split('{phone}');
  return (
    <div class="coach-safe" onFocusIn={lift}>
      <div class="notice coach-danger">
        <Icon name="phone" />
        <p>
          {before}
          <b>{spaced(AMBULANCE)}</b>
          {after} <a href={to('text', 'page', 'crisis')}>{t('crisis_help')}</a>
        </p>
      </div>
      <a class="coach-ring" href={`tel:${AMBULANCE}`}>
        {t('life_call')}
      </a>
      {children}
    </div>
  );
}
