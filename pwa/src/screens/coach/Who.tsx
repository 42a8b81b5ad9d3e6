/** Who can read, under what name, since when; and whoever has joined is let in here, or not. */
import { useEffect, useState } from 'preact/hooks';
import type { Organisation } from '../../domain/content.ts';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { dateWords } from '../../parts/moments.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Part, Screen } from '../../parts/Screen.tsx';
import { to } from '../../router.ts';
import { pack } from '../../state.ts';
import type { Thread } from '../../vault/thread/index.ts';
import { focusNext } from './place.ts';
import { sentence, whyWords } from './saying.ts';
import { readersWords } from './Thread.tsx';
import { threads } from './threads.ts';

const secrecy = 'coach-secrecy';
const readers = 'coach-readers';

export function Who({ organisation, thread }: { organisation: Organisation; thread: Thread }) {
  const page = pack().pages[secrecy];
  // Whoever has joined since the app was opened.
  useEffect(
    () =>
      void threads
        .peek()
        ?.coaches()
        .catch(() => undefined),
    [],
  );
  return (
    <Screen back>
      <h1 class="title">{t('coach_who')}</h1>
      <p class="read">{t('coach_who_text')}</p>
      <p class="read" id={readers}>
        {readersWords(thread)}
      </p>
      {thread.newcomers.length > 0 && <Newcomers ids={thread.newcomers.map(({ id }) => id)} />}
      <Part name={organisation.name} after>
        {[organisation.coach_hours, organisation.promise].filter(Boolean).map((words) => (
          <p key={words}>{sentence(words)}</p>
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

function Newcomers({ ids }: { ids: readonly string[] }) {
  const [words, say] = useState<string | null>(null);
  const { busy, failed, keeping } = useKeeping();
  const admit = () =>
    keeping(async () => {
      say(null);
      const done = await threads.peek()?.admit(ids);
      if (!done) return;
      if (done.ok) focusNext(() => document.getElementById(readers));
      else say(whyWords(done.why));
    });
  return (
    <div class="notice part-gap">
      <div>
        <p>{t('coach_newcomers', { n: ids.length })}</p>
        <button type="button" class="btn" aria-disabled={busy} onClick={() => void admit()}>
          {t('coach_admit')}
        </button>
        <p role="status">{words}</p>
        {failed && <NotKept />}
      </div>
    </div>
  );
}
