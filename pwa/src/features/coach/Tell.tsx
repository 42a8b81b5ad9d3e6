/** Being told of answers, and what the server learns by it. */
import { useState } from 'preact/hooks';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { channel } from '../reminders/index.ts';
import { whyWords } from './saying.ts';
import { threads } from './threads.ts';

export function Tell({ thread }: { thread: Thread }) {
  const [words, say] = useState<string | null>(null);
  const { busy, failed, keeping } = useKeeping();
  const reached = channel.value?.on === true;
  const tell = (on: boolean) =>
    keeping(async () => {
      say(null);
      const done = await threads.peek()?.tell(on);
      if (done && !done.ok) say(done.why === 'no-channel' ? t('coach_tell_first') : whyWords(done.why));
    });
  return (
    <Screen
      back
      low
      foot={
        <Dock>
          {failed && <NotKept />}
          {!reached && !thread.told ? (
            <a class="btn main" href={to('reminders', 'coach')}>
              {t('coach_reminders_on')}
            </a>
          ) : (
            <button
              type="button"
              class={thread.told ? 'btn wide' : 'btn main'}
              aria-disabled={busy}
              onClick={() => void tell(!thread.told)}
            >
              {t(thread.told ? 'coach_tell_off' : 'coach_tell_on')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('coach_tell')}</h1>
      <p class="read">{t('coach_tell_text')}</p>
      <p class="read">{t('coach_tell_without')}</p>
      {!reached && !thread.told && <p class="read">{t('coach_tell_first')}</p>}
      <p class="lead part-gap" role="status">
        {words ?? (thread.told ? t('coach_tell_done') : '')}
      </p>
    </Screen>
  );
}
