/** Whom he rings in a hard moment: one press on a row. */
import type { PlanLine } from '../../core/model/plan-line.ts';
import { dialled } from '../../core/model/plan-people.ts';
import { t } from '../../platform/i18n.ts';
import { pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AddNumber } from '../plan/index.ts';
import { openWay } from './ride.ts';

/** Whom the plan names by a choice stands inside the sentence: «Ring en venn». */
const nameOf = ({ words, code, service }: PlanLine): string =>
  code && !service ? words.charAt(0).toLowerCase() + words.slice(1) : words;

/**
 * Rings at once; the way to ring somebody stands when he comes back to the app. Without a number it says how he rings all the same,
 * and takes one.
 */
export function RingRow({ line, small }: { line: PlanLine; small: string }) {
  const name = t('ring_whom', { words: nameOf(line) });
  if (!line.phone)
    return (
      <li class="row call person">
        <span>
          {name}
          <small>{[small, t('no_number')].join('. ')}</small>
        </span>
        <AddNumber key={line.key} line={line} />
      </li>
    );
  return (
    <li>
      <a class="row" href={`tel:${dialled(line.phone)}`} onClick={() => pack().tools.call && openWay('call')}>
        <span>
          {name}
          <small>{small}</small>
        </span>
        <Icon name="phone" />
      </a>
    </li>
  );
}
