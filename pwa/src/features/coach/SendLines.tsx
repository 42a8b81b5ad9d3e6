/** The foot of what is attached: it is sent as it is shown. */
import { isTooLong } from '../../core/thread/lengths.ts';
import { t } from '../../platform/i18n.ts';
import { stillHere } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { Dock } from '../../shared/Screen.tsx';
import { sendLines } from './commands.ts';
import { toThread } from './leave.ts';
import { TooLongNotice } from './TooLongNotice.tsx';

export function SendLines({ kind, lines }: { kind: 'summary' | 'plan'; lines: readonly string[] }) {
  const { busy, failed, keeping } = useKeeping();
  const none = lines.length === 0;
  const long = isTooLong({ kind, lines: [...lines] });
  const send = () =>
    keeping(async () => {
      const still = stillHere();
      if (none || long) return;
      await sendLines(kind, lines);
      if (still()) toThread();
    });
  return (
    <Dock>
      {failed && <NotKept />}
      {long && <TooLongNotice />}
      <button type="button" class="btn main" aria-disabled={busy || none || long} onClick={() => void send()}>
        {t(none ? 'coach_attach_none' : 'coach_attach_send')}
      </button>
    </Dock>
  );
}
