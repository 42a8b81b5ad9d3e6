/** 113, when life may be in danger now. The only red there is. */
import { EMERGENCY } from '../../../core/model/safety.ts';
import { t } from '../../../platform/i18n.ts';
import { NotKept } from '../../../shared/NotKept.tsx';
import { CrisisLink, Dock } from '../../../shared/Screen.tsx';
import { Icon } from '../../../ui/Icon.tsx';

export function Life() {
  return (
    <a class="btn life" href={`tel:${EMERGENCY}`}>
      <span>
        <b>{t('life_call')}</b>
        <span>{t('life_when')}</span>
      </span>
      <Icon name="phone" />
    </a>
  );
}

/** The foot of a text after «ja» to the suicide question: 113 within the thumb's reach, crisis help and the way on below it. */
export function LifeDock({ words, failed, press }: { words: string; failed: boolean; press: () => void }) {
  return (
    <Dock>
      {failed && <NotKept />}
      <Life />
      <div class="aside">
        <CrisisLink />
        <button type="button" class="plain-link" onClick={press}>
          {words}
        </button>
      </div>
    </Dock>
  );
}
