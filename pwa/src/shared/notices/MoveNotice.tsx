/** How far a rotation is, in one sentence on Today and More; and once, that it is done. */

import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { moving } from '../state.ts';
import { moveSeen } from './away.ts';
import { Notice } from './Notice.tsx';

export function MoveNotice() {
  const now = moving.value;
  if (!now) return <Notice then={{ words: t('moved_good'), act: moveSeen }}>{t('moved_notice')}</Notice>;
  return (
    <Notice then={{ words: t('move_look'), href: to('known-code') }}>
      {t(now.step === 'erasing' ? 'move_notice_closed' : 'move_notice')}
    </Notice>
  );
}
