/** Whoever has joined is let in here, or not. */
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Thread } from '../../core/thread/index.ts';
import { t } from '../../platform/i18n.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { letIn } from './commands.ts';
import { focusNext } from './place.ts';
import { whyWords } from './saying.ts';

export const readersWords = ({ readers }: Pick<Thread, 'readers'>): string =>
  readers.length > 0 ? t('coach_readers', { n: readers.length }) : t('coach_readers_none');

/** Ids of those whom the person would rather think about; asked about again when the app is opened the next time. */
const later = signal<readonly string[]>([]);

/** Where it is said how many can read; the focus goes there once somebody was let in. */
const READERS = 'coach-readers';

export const Readers = ({ thread }: { thread: Pick<Thread, 'readers'> }) => (
  <p class="read" id={READERS}>
    {readersWords(thread)}
  </p>
);

/** The question, in the thread itself: until it is answered, and said there how many can read once somebody was let in. */
export function NewcomersQuestion({ thread }: { thread: Pick<Thread, 'readers' | 'newcomers'> }) {
  const [admitted, setAdmitted] = useState(false);
  const asks = thread.newcomers.some(({ id }) => !later.value.includes(id));
  if (!asks) return admitted ? <Readers thread={thread} /> : null;
  return (
    <Newcomers ids={thread.newcomers.map(({ id }) => id)} done={() => setAdmitted(true)}>
      <button
        type="button"
        class="btn"
        onClick={() => {
          later.value = thread.newcomers.map(({ id }) => id);
        }}
      >
        {t('coach_admit_later')}
      </button>
    </Newcomers>
  );
}

interface Props {
  ids: readonly string[];
  done?: () => void;
  children?: preact.ComponentChildren;
}

export function Newcomers({ ids, done, children }: Props) {
  const [words, say] = useState<string | null>(null);
  const { busy, failed, keeping } = useKeeping();
  const admit = () =>
    keeping(async () => {
      say(null);
      const admitted = await letIn(ids);
      if (!admitted) return;
      if (!admitted.ok) return say(whyWords(admitted.why));
      done?.();
      focusNext(() => document.getElementById(READERS));
    });
  return (
    <div class="notice part-gap">
      <div class="coach-notice">
        <p>
          {t('coach_newcomers', { n: ids.length })} {t('coach_admit_ask', { n: ids.length })}
        </p>
        <button type="button" class="btn" aria-disabled={busy} onClick={() => void admit()}>
          {t('coach_admit')}
        </button>
        {children}
        <p role="status">{words}</p>
        {failed && <NotKept />}
      </div>
    </div>
  );
}
