/** After the first exercise, once what is written is safe: the way to the home screen, offered once. */

import { hasFirstExercise } from '../../core/model/plan.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { consent } from '../../shared/consents.ts';
import { installShown, offersInstall } from '../../shared/install.ts';
import { Part } from '../../shared/Screen.tsx';
import { entries, face, facePack, vault } from '../../shared/state.ts';

/** The same first exercise that Copy waits for; and one question at a time. */
export function asksToInstall(): boolean {
  if (!offersInstall()) return false;
  const decided = vault.value?.hasCode || consent('copy')?.given === false;
  return Boolean(decided) && hasFirstExercise(entries.value, facePack(), face.value);
}

export function OfferInstall() {
  if (!asksToInstall()) return null;
  return (
    <Part name={t('install_offer')}>
      <p>{t('install_offer_text')}</p>
      <div class="pair2 own-gap">
        <a class="btn" href={to('install')}>
          {t('install_offer_show')}
        </a>
        <button type="button" class="btn quiet" onClick={() => void installShown()}>
          {t('install_offer_not')}
        </button>
      </div>
    </Part>
  );
}
