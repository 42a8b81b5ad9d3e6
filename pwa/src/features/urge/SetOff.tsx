/** «Hva satte det i gang?»: asked when it is over, behind one press, and never required. Next time the way that helped comes first. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { codesOf, labelOf } from '../../shared/codes.ts';
import { Part } from '../../shared/Screen.tsx';
import { Chips } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  chosen: readonly string[];
  choose: (codes: string[]) => void;
}

export function SetOff({ chosen, choose }: Props) {
  const [open, show] = useState(false);
  const options = codesOf('triggers');
  if (options.length === 0) return null;
  if (!open)
    return (
      <button type="button" class="row set-off" aria-expanded={false} onClick={() => show(true)}>
        <span>
          {t('set_off')}
          <small>
            {chosen.length > 0 ? chosen.map((code) => labelOf('triggers', code)).join(', ') : t('set_off_small')}
          </small>
        </span>
        <Icon name="more" />
      </button>
    );
  return (
    <Part name={t('set_off')} after>
      <Chips name="set-off" label={t('set_off')} options={options} chosen={chosen} choose={choose} />
    </Part>
  );
}
