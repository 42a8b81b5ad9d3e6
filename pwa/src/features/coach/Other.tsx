/** A thread that came with another diary, or was begun at once on another phone: to be read, and closed. */
import { useEffect } from 'preact/hooks';
import type { CoachTexts } from '../../core/model/content.ts';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Letters } from './Letters.tsx';
import { threads } from './threads.ts';

export function Other({ thread, texts }: { thread: Thread; texts: CoachTexts }) {
  // What stands here has been shown.
  useEffect(() => void threads.peek()?.read(thread.id), [thread]);
  return (
    <Screen back>
      <h1 class="title">{t('coach_another')}</h1>
      <p class="read">{t('coach_other_small')}</p>
      <Letters texts={texts} thread={thread.id} letters={thread.letters} all={thread.letters} open={false} />
      <ul class="rows part-gap">
        <li>
          <a class="row" href={to('coach', 'close', thread.id)}>
            {t('coach_close')}
            <Icon name="forward" />
          </a>
        </li>
      </ul>
    </Screen>
  );
}
