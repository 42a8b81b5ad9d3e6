/** The foot of what is attached: it is sent as it is shown. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useKeeping } from '../../parts/keeping.ts';
import { NotKept } from '../../parts/NotKept.tsx';
import { Dock } from '../../parts/Screen.tsx';
import { standing } from '../../router.ts';
import { LONGEST_MESSAGE } from '../../vault/thread/index.ts';
import { toThread } from './leave.ts';
import { threads } from './threads.ts';

const bytes = (lines: readonly string[]): number => new TextEncoder().encode(JSON.stringify(lines)).length;
/** What stands around the lines in a message. */
const AROUND = 100;

export function SendLines({ kind, lines }: { kind: 'summary' | 'plan'; lines: readonly string[] }) {
  const [still] = useState(standing);
  const { busy, failed, keeping } = useKeeping();
  const none = lines.length === 0;
  const long = bytes(lines) + AROUND > LONGEST_MESSAGE;
  const send = () =>
    keeping(async () => {
      if (none || long) return;
      await threads.peek()?.write({ kind, lines: [...lines] });
      if (still()) toThread();
    });
  return (
    <Dock>
      {failed && <NotKept />}
      {long && (
        <div class="notice" role="alert">
          <Icon name="warning" />
          <p>{t('coach_too_long')}</p>
        </div>
      )}
      <button type="button" class="btn main" aria-disabled={busy || none || long} onClick={() => void send()}>
        {t(none ? 'coach_attach_none' : 'coach_attach_send')}
      </button>
    </Dock>
  );
}
