/** «… er ikke slettet på serveren ennå», until the list of deletions is empty. */
import { useEffect } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Notice } from './Notice.tsx';
import { countDeletions, deletionsLeft, eraseNow } from './pending.ts';

export function PendingDeletionsNotice() {
  useEffect(countDeletions, []);
  const left = deletionsLeft.value ?? 0;
  return (
    <div role="status">
      {left > 0 && (
        <Notice then={{ words: t('deletions_do'), act: eraseNow }}>{t('deletions_left', { n: left })}</Notice>
      )}
    </div>
  );
}
