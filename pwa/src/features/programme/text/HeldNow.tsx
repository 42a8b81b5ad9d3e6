/** On the page of what we can see: that it is nothing now, where the diary is on this phone only. */
import { useEffect } from 'preact/hooks';
import { holdsNothing } from '../../../core/model/server-holdings.ts';
import { channelRecord } from '../../../core/vault/channel.ts';
import { t } from '../../../platform/i18n.ts';
import { refusal } from '../../../shared/disk.ts';
import { countDeletions, deletionsLeft } from '../../../shared/notices/pending.ts';
import { guest } from '../../../shared/session.ts';
import { deviceRecords, syncState, vault } from '../../../shared/state.ts';

export function HeldNow() {
  useEffect(countDeletions, []);
  const nothing = holdsNothing({
    own: !guest.value && !refusal.value,
    hasCode: vault.value?.hasCode ?? false,
    sync: syncState.value,
    reminders: deviceRecords.value.has(channelRecord),
    deletions: deletionsLeft.value,
  });
  return nothing ? <p class="lead">{t('held_nothing')}</p> : null;
}
