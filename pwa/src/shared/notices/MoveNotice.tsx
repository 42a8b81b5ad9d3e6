/** How far a house move is, in one sentence on Today and More; and once, that it is done. */

import { noted } from '../../core/faults.ts';
import { movedRecord } from '../../core/vault/devices.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { moving, vault } from '../state.ts';
import { Notice } from './Notice.tsx';

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
