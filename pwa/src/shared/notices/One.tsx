/** One warning in words, with its one thing to do. */
import { localDate } from '../../core/model/dates.ts';
import {
  type Situation,
  type Warning,
  type WarningAction,
  warningAction,
  warningGoesAway,
} from '../../core/model/warnings.ts';
import { dayWords } from '../../platform/dates.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { useKeeping } from '../keeping.ts';
import { dateWords } from '../moments.ts';
import { NewDevice } from '../NewDevice.tsx';
import { NotKept } from '../NotKept.tsx';
import { vault } from '../state.ts';
import { seekUpdate } from '../updates.ts';
import { dateIsRight } from './away.ts';
import { MoveNotice } from './MoveNotice.tsx';
import { type Do, Notice } from './Notice.tsx';
import { eraseNow } from './pending.ts';
import { refusalWords } from './refusals.ts';

/** «26. november 2026»: a wrong clock is often a year wrong. */
const dated = (at: number): string => {
  const date = localDate(new Date(at));
  return `${dayWords(date)} ${date.slice(0, 4)}`;
};

/** Those that have a part of their own say it themselves. */
type Worded = Exclude<Warning, 'device' | 'moving'>;

function words(warning: Worded, { clock, now, syncedAt, deletionsLeft }: Situation): string {
  switch (warning) {
    case 'storage':
    case 'keys':
    case 'lost-key':
      return t(refusalWords[warning]);
    case 'outdated':
      return t('refused_newer');
    case 'clock':
      return t(`warn_clock_${clock?.by ?? 'server'}`, { phone: dated(now), other: dated(clock?.against ?? now) });
    case 'silent':
      return t('warn_silent', { date: dateWords(localDate(new Date(syncedAt ?? now))) });
    case 'deletions':
      return t('deletions_left', { n: deletionsLeft });
    default:
      return t(`warn_${warning}`);
  }
}

/** Keeps something, and says when it could not. */
type Keep = (work: () => Promise<unknown>) => void;

function then(what: WarningAction, warning: Warning, keep: Keep): Do | null {
  switch (what) {
    case 'outside':
    case 'say-whose':
    case 'look-how-far':
      return null;
    case 'open-with-code':
      return { words: t('first_code'), href: to('signin') };
    case 'update':
      return { words: t(warning === 'update' ? 'warn_update_do' : 'outdated_do'), act: seekUpdate };
    case 'take-out':
      return { words: t('warn_take_out'), href: to('export') };
    case 'choose':
      return { words: t('warn_erased_do'), href: to('erased') };
    case 'sync':
      return { words: t('warn_silent_do'), act: () => vault.value?.sync() };
    case 'date-is-right':
      return { words: t('warn_clock_do'), act: () => keep(dateIsRight) };
    case 'make-code':
      return { words: t('warn_no-code_do'), href: to('code') };
    case 'erase-now':
      return { words: t('deletions_do'), act: eraseNow };
  }
}

export function One({ warning, situation }: { warning: Warning; situation: Situation }) {
  const { failed, keeping } = useKeeping();
  if (warning === 'device') return <NewDevice />;
  if (warning === 'moving') return <MoveNotice />;
  const keep: Keep = (work) => void keeping(work);
  return (
    <>
      <Notice
        then={then(warningAction(warning, situation), warning, keep)}
        away={
          warningGoesAway(warning) ? { words: t('warn_seen'), act: () => keep(async () => vault.value?.seen()) } : null
        }
      >
        {words(warning, situation)}
      </Notice>
      {failed && <NotKept />}
    </>
  );
}
