/** Who can read, under what name, since when; and whoever has joined is let in here, or not. */
import { useEffect } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import type { Organisation } from '../../core/model/content.ts';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { dateWords } from '../../shared/moments.ts';
import { Part, Screen } from '../../shared/Screen.tsx';
import { pack } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Newcomers, Readers } from './Newcomers.tsx';
import { wholeSentence } from './saying.ts';
import { threads } from './threads.ts';

const secrecy = 'coach-secrecy';

export function Who({ organisation, thread }: { organisation: Organisation; thread: Thread }) {
  const page = pack().pages[secrecy];
  // Whoever has joined since the app was opened.
  useEffect(() => void threads.peek()?.coaches().catch(noted('members look')), []);
  return (
    <Screen back>
      <h1 class="title">{t('coach_who')}</h1>
      <p class="read">{t('coach_who_text')}</p>
      <Readers thread={thread} />
      {thread.newcomers.length > 0 && <Newcomers ids={thread.newcomers.map(({ id }) => id)} />}
      <Part name={organisation.name} after>
        {[organisation.coach_hours, organisation.promise].filter(Boolean).map((words) => (
          <p key={words}>{wholeSentence(words)}</p>
        ))}
      </Part>
      <Part name={t('coach_alias')}>
        <p class="lead coach-alias">{thread.alias}</p>
        <p class="meta">{t('coach_begun', { date: dateWords(thread.made) })}</p>
      </Part>
      <ul class="rows">
        <li>
          <a class="row" href={to('consents')}>
            {t('coach_who_consent')}
            <Icon name="forward" />
          </a>
        </li>
        {page && (
          <li>
            <a class="row" href={to('text', 'page', secrecy)}>
              {page.title}
              <Icon name="forward" />
            </a>
          </li>
        )}
      </ul>
    </Screen>
  );
}
