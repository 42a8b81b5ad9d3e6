/** The pack has no coaches any more: what was written is still here, and can be erased, here and on the server. */
import { useEffect } from 'preact/hooks';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { letterText } from './drafts.ts';
import { Letters } from './Letters.tsx';
import { refreshThreads, threads } from './threads.ts';

/** `all`: those that there are, the newest last. */
export function NoMore({ all }: { all: readonly Thread[] }) {
  // What coaches wrote last is fetched as long as the server has it.
  useEffect(() => void refreshThreads(), []);
  useEffect(() => {
    for (const { id } of all) void threads.peek()?.read(id);
  }, [all]);
  const unsent = letterText();
  return (
    <Screen back={{ words: t('tab_more'), to: 'more' }}>
      <h1 class="title">{t('coach_title')}</h1>
      <div class="notice">
        <Icon name="warning" />
        <p>{t('coach_no_more')}</p>
      </div>
      {all.map(({ id, letters }) => (
        <Letters key={id} texts={null} thread={id} letters={letters} all={letters} open={false} />
      ))}
      {unsent.trim() !== '' && (
        <Part name={t('coach_unsent')}>
          <p class="own coach-text">{unsent}</p>
        </Part>
      )}
      <ul class="rows part-gap">
        <li>
          <a class="row" href={to('coach', 'close')}>
            {t('coach_close')}
            <Icon name="forward" />
          </a>
        </li>
        <li>
          <a class="row" href={to('help')}>
            {t('coach_call')}
            <Icon name="forward" />
          </a>
        </li>
      </ul>
    </Screen>
  );
}
