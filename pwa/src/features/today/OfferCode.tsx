/** A recovery code, once something worth it is written: among what can wait, until it is made or declined. More says it as a warning. */
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { forgetsAfterSevenDays } from '../../platform/storage.ts';
import { lacksCode } from '../../shared/notices/situation.ts';
import { Part } from '../../shared/Screen.tsx';

export function OfferCode() {
  if (!lacksCode()) return null;
  return (
    <Part name={t('code_offer')}>
      <p>{t('warn_no-code')}</p>
      {forgetsAfterSevenDays() && <p>{t('here_safari')}</p>}
      <a class="btn own-gap" href={to('code')}>
        {t('warn_no-code_do')}
      </a>
    </Part>
  );
}
