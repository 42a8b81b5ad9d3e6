/** The code that opens everything on another machine: printed, put away, and not shown again by itself. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { TickRow } from '../../ui/Choices.tsx';
import { enterInbox } from '../enter.ts';
import { Frame, Title } from '../parts/Frame.tsx';

export function Backup({ code }: { code: string }) {
  const [safe, setSafe] = useState(false);
  return (
    <Frame>
      <Title>{t('backup_title')}</Title>
      <p class="read">{t('backup_read')}</p>
      <p class="secret" translate={false}>
        {code}
      </p>
      <p class="read">{t('backup_where')}</p>
      <div class="acts unprinted">
        <button type="button" class="btn" onClick={() => print()}>
          {t('print')}
        </button>
      </div>
      <TickRow label={t('backup_safe')} on={safe} change={setSafe} also="unprinted" />
      <button
        type="button"
        class="btn main act unprinted"
        aria-disabled={safe ? undefined : 'true'}
        onClick={() => safe && void enterInbox()}
      >
        {safe ? t('go_on') : t('backup_first')}
      </button>
    </Frame>
  );
}
