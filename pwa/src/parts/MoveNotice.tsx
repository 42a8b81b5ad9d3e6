/** How far a house move is, in one sentence on Today and More; and once, that it is done. */
import { t } from '../i18n.ts';
import { to } from '../router.ts';
import { moving, vault } from '../state.ts';
import { movedRecord } from '../vault/devices.ts';
import { noted } from '../vault/faults.ts';
import { Notice } from './notices/Notice.tsx';

const read = (): void => void vault.value?.writeDevice(movedRecord, null).catch(noted('move notice'));

export function MoveNotice() {
  const now = moving.value;
  if (!now) return <Notice then={{ words: t('moved_good'), act: read }}>{t('moved_notice')}</Notice>;
  return (
    <Notice then={{ words: t('move_look'), href: to('known-code') }}>
      {t(now.step === 'erasing' ? 'move_notice_closed' : 'move_notice')}
    </Notice>
  );
}
