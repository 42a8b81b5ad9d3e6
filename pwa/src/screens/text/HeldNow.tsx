/** On the page of what we can see: that it is nothing now, where the diary is on this phone only. */
import { useEffect } from 'preact/hooks';
import { refusal } from '../../disk.ts';
import { holdsNothing } from '../../domain/held.ts';
import { guest } from '../../gate.ts';
import { t } from '../../i18n.ts';
import { countGoodbye, goodbye } from '../../parts/notices/Goodbye.tsx';
import { deviceRecords, syncState, vault } from '../../state.ts';
import { channelRecord } from '../../vault/channel.ts';

export function HeldNow() {
  useEffect(countGoodbye, []);
  const nothing = holdsNothing({
    own: !guest.value && !refusal.value,
    hasCode: vault.value?.hasCode ?? false,
    sync: syncState.value,
    reminders: deviceRecords.value.has(channelRecord),
    goodbyes: goodbye.value,
  });
  return nothing ? <p class="lead">{t('held_nothing')}</p> : null;
}
