/** On Today, when there is something: an answer that has not been read, or a check-in whose day has come. */
import { useEffect } from 'preact/hooks';
import { coachIn } from '../../core/model/coach-here.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part } from '../../shared/Screen.tsx';
import { pack, today, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { others, refreshThreads, thread, threads } from './threads.ts';

export { addCoachWords } from './words.ts';

export function News() {
  useEffect(() => void refreshThreads(), [vault.value]);
  const coach = coachIn(pack());
  const now = thread.value;
  if (!coach || !now) return null;
  const due = threads.value?.due;
  const n = [now, ...others.value].reduce((sum, { unread }) => sum + unread, 0);
  const asks = due !== null && due !== undefined && due <= today.value && now.renewal === null;
  if (n === 0 && !asks) return null;
  const { title } = coach.texts.checkin;
  return (
    <Part name={t('coach_title')}>
      <a class="step" href={n > 0 ? to('coach') : to('coach', 'checkin')}>
        <span>
          <b>{n > 0 ? t('coach_news', { n }) : title}</b>
          {n === 0 && <small class="meta">{t('coach_news_due_small')}</small>}
        </span>
        <Icon name="forward" />
      </a>
    </Part>
  );
}
