/** Said before anything is typed: this browser keeps nothing, or does not open what it has. Help works all the same. */

import type { Refusal } from '../../core/model/warnings.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { insideApp } from '../../platform/storage.ts';
import { refusal } from '../disk.ts';
import { seekUpdate } from '../updates.ts';
import { type Do, Notice } from './Notice.tsx';
import { refusalWords } from './refusals.ts';

const then = (why: Refusal): Do | null => {
  if (why === 'lost-key') return { words: t('first_code'), href: to('signin') };
  return why === 'newer' ? { words: t('outdated_do'), act: seekUpdate } : null;
};

export function RefusalNotice() {
  // In the window of another app it is said already, with the way out of there.
  const why = insideApp() ? null : refusal.value;
  return <div role="status">{why && <Notice then={then(why)}>{t(refusalWords[why])}</Notice>}</div>;
}
