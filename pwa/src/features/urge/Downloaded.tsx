/** Whether a recording is on this phone, for when there is no connection: by choice, since it shows what somebody listened to. */
import { useRef, useState } from 'preact/hooks';
import { canKeepRecordings } from '../../core/content/recordings.ts';
import { noteFault } from '../../core/faults.ts';
import type { Recording } from '../../core/model/content.ts';
import { megabyteWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { download, isKept, removeDownloaded } from './recordings.ts';

type Stage = 'asked' | 'coming' | 'not_kept' | 'not_removed';

export function Downloaded({ recording }: { recording: Recording }) {
  const [stage, setStage] = useState<Stage>('asked');
  const region = useRef<HTMLDivElement>(null);
  if (!canKeepRecordings()) return null;
  const here = isKept(recording);
  const take = async () => {
    setStage('coming');
    try {
      await download(recording);
      setStage('asked');
    } catch (fault) {
      noteFault('recording download', fault);
      setStage('not_kept');
    }
    // The button that was pressed may be gone.
    region.current?.focus();
  };
  const remove = async () => {
    try {
      await removeDownloaded(recording);
      setStage('asked');
    } catch (fault) {
      noteFault('recording removal', fault);
      setStage('not_removed');
    }
    region.current?.focus();
  };
  const size = megabyteWords(recording.bytes, locale.value);
  return (
    <div class="after stack" role="status" tabIndex={-1} ref={region}>
      {here ? (
        <>
          <p class="read">{t('recording_kept')}</p>
          <button type="button" class="btn" onClick={() => void remove()}>
            {t('recording_remove')}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="btn"
          aria-disabled={stage === 'coming'}
          onClick={() => stage !== 'coming' && void take()}
        >
          {stage === 'coming' ? t('recording_downloading') : t('recording_download', { size })}
        </button>
      )}
      {(stage === 'not_kept' || stage === 'not_removed') && <p>{t(`recording_${stage}`)}</p>}
      <p class="meta">{t('recording_seen')}</p>
    </div>
  );
}
