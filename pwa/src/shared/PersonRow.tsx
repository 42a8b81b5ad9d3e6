import { spokenNumber } from '../core/model/phone.ts';
import type { PlanLine } from '../core/model/plan-line.ts';
import { dialled } from '../core/model/plan-people.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from '../ui/Icon.tsx';

interface Props {
  line: PlanLine;
  /** Opens the form; never an address, which would hold his words. */
  edit?: () => void;
  /** What stands under the name; the place it is from when it is not there anyway. */
  small?: string;
}

export function PersonRow({ line, edit, small = t('from_your_plan') }: Props) {
  if (line.phone)
    return (
      <a class="row call person" href={`tel:${dialled(line.phone)}`}>
        <span>
          <b>{line.words}</b>
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
        <b>{line.words}</b>
        <small>{t('no_number')}</small>
      </span>
      {edit && (
        <button type="button" class="link plainbtn" aria-label={`${t('add_number')}: ${line.words}`} onClick={edit}>
          {t('add_number')}
        </button>
      )}
    </div>
  );
}
