/** «… er ikke slettet på serveren ennå», until the list of goodbyes is empty. */
import { useEffect } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Notice } from './Notice.tsx';
import { countGoodbye, eraseNow, goodbye } from './pending.ts';

export function PendingDeletionsNotice() {
  useEffect(countGoodbye, []);
  const left = goodbye.value ?? 0;
  return (
    <div role="status">
      {left > 0 && <Notice then={{ words: t('goodbye_do'), act: eraseNow }}>{t('goodbye', { n: left })}</Notice>}
    </div>
  );
}
