/** The diary of the file is open here; where it came from it still lies. */
import { t } from '../../i18n.ts';
import { dateWords } from '../../parts/moments.ts';
import { Dock, Screen } from '../../parts/Screen.tsx';
import { root } from '../../router.ts';
import { deviceRecords } from '../../state.ts';
import { channelRecord } from '../../vault/channel.ts';
import type { Copy } from '../../vault/types.ts';

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
