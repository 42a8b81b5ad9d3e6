/** Someone of one's own to ring. Without a number the row says how to give one. */
import type { PlanLine } from '../../domain/plan.ts';
import { t } from '../../i18n.ts';
import { spaced } from '../../parts/Call.tsx';
import { Icon } from '../../parts/Icon.tsx';

/** A number as it is dialled. */
export const dial = (phone: string): string => `tel:${phone.replace(/(?!^\+)[^\d]/g, '')}`;

export function PersonRow({ line, edit }: { line: PlanLine; edit?: string }) {
  if (line.phone)
    return (
      <a class="row call person" href={dial(line.phone)}>
        <span>
          <b>{line.words}</b>
          <small>{t('from_your_plan')}</small>
        </span>
        <span class="num">
          <Icon name="phone" />
          {spaced(line.phone)}
        </span>
      </a>
    );
  return (
    <div class="row call person">
      <span>
        <b>{line.words}</b>
        <small>{t('no_number')}</small>
      </span>
      {edit && (
        <a class="link" href={edit}>
          {t('add_number')}
        </a>
      )}
    </div>
  );
}
