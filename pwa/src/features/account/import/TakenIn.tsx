/** The diary of the file is open here; where it came from it still lies. */

import { channelRecord } from '../../../core/vault/channel.ts';
import type { Copy } from '../../../core/vault/types.ts';
import { t } from '../../../platform/i18n.ts';
import { root } from '../../../platform/router.ts';
import { dateWords } from '../../../shared/moments.ts';
import { Dock, Screen } from '../../../shared/Screen.tsx';
import { deviceRecords } from '../../../shared/state.ts';

export function TakenIn({ copy: { lastEntry, here } }: { copy: Copy }) {
  const merged = here === 'same';
  return (
    <Screen
      low
      foot={
        <Dock>
          <button type="button" class="btn main" onClick={() => root('today')}>
            {t('continue')}
          </button>
        </Dock>
      }
    >
      <h1 class="title">{t('import_done_title')}</h1>
      <p class="lead" role="status">
        {lastEntry ? t('signin_last', { date: dateWords(lastEntry) }) : t('signin_last_none')}
      </p>
      <p class="read">{t(merged ? 'import_done_same' : 'import_done_old')}</p>
      {!merged && !deviceRecords.value.has(channelRecord) && <p class="read">{t('import_done_reminders')}</p>}
    </Screen>
  );
}
