/** What does not add up, said once each. */

import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';

export function Findings({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <section class="notice unprinted" aria-label={t('findings')}>
      <Icon name="warning" />
      <div>
        <p>
          <b>{t('findings')}</b>
        </p>
        <ul class="plainly">
          {[...new Set(words)].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p class="meta">{t('findings_do')}</p>
      </div>
    </section>
  );
}
