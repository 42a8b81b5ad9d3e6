/** «Hva satte det i gang?»: asked when it is over, behind one press, and never required. Next time the way that helped comes first. */
import { useState } from 'preact/hooks';
import { listWith } from '../../core/model/chips.ts';
import type { Entry } from '../../core/model/plain.ts';
import { t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { FoldedChips, OwnChips } from '../../shared/OwnChips.tsx';
import { Part } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  /** The entry of the ride; without one there is nowhere to keep own words. */
  entry: Entry | undefined;
  chosen: readonly string[];
  choose: (codes: string[]) => void;
}

export function SetOff({ entry, chosen, choose }: Props) {
  const [open, show] = useState(false);
  const options = codesOf('triggers');
  if (options.length === 0) return null;
  const said = entry ? listWith(entry.fields, 'triggers') : chosen;
  if (!open)
    return (
      <button type="button" class="row set-off" aria-expanded={false} onClick={() => show(true)}>
        <span>
          {t('set_off')}
          <small>{said.length > 0 ? said.map((it) => labelOf('triggers', it)).join(', ') : t('set_off_small')}</small>
        </span>
        <Icon name="forward" />
      </button>
    );
  return (
    <Part name={t('set_off')} after>
      {entry ? (
        <OwnChips entry={entry} list="triggers" label={t('set_off')} changed={choose} />
      ) : (
        <FoldedChips name="triggers" label={t('set_off')} options={options} chosen={chosen} choose={choose} />
      )}
    </Part>
  );
}
