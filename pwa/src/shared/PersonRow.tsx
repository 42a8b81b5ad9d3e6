import type { ComponentChildren } from 'preact';
import { spokenNumber } from '../core/model/phone.ts';
import type { PlanLine } from '../core/model/plan-line.ts';
import { dialled } from '../core/model/plan-people.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { capital } from './moments.ts';

interface Props {
  line: PlanLine;
  /** Where there is no number: what adds one. */
  add?: ComponentChildren;
  /** What stands under the name; the place it is from when it is not there anyway. */
  small?: string;
}

export function PersonRow({ line, add, small = t('from_your_plan') }: Props) {
  if (line.phone)
    return (
      <a class="row call person" href={`tel:${dialled(line.phone)}`}>
        <span>
          <b>{capital(line.words)}</b>
          {small && <small>{small}</small>}
        </span>
        <span class="num">
          <Icon name="phone" />
          {spokenNumber(line.phone)}
        </span>
      </a>
    );
  return (
    <div class="row call person">
      <span>
        <b>{capital(line.words)}</b>
        <small>{t('no_number')}</small>
      </span>
      {add}
    </div>
  );
}
