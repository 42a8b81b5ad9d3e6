/** A recording of his own voice: at most a minute, heard before it is kept. */
import { longestVoice } from '../../core/model/calm.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { dropFile, keepFile } from './commands.ts';
import { KeptVoice } from './FromYourself.tsx';
import { useCalm } from './loading.ts';
import { Play } from './Play.tsx';
import { Room, useRoom } from './Room.tsx';
import { canRecord, useRecorder } from './recorder.ts';
import { useUnsaved } from './unsaved.ts';

export function VoiceScreen() {
  const stands = useCalm('voice');
  const [unsaved, hold] = useUnsaved('voice');
  const { now, start, stop } = useRecorder(hold);
  const { busy, failed, keeping } = useKeeping();
  const left = useRoom('voice');
  const recording = now.state === 'recording' || now.state === 'asking';
  // While another is recorded it waits: that one may come to nothing.
  const made = recording ? null : unsaved;
  const room = made ? left.fits(made.blob.size) : false;

  const save = () =>
    keeping(async () => {
      if (!made || !room) return;
      const { blob, seconds } = made;
      await keepFile('voice', { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type, seconds });
      hold(null);
      back('calm');
    });
  const drop = () => {
    hold(null);
    back('calm');
  };
  const remove = () =>
    keeping(async () => {
      const undo = await dropFile('voice');
      if (undo) tell(() => t('calm_removed'), undo, { stays: true });
      back('calm');
    });

  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          {made && (
            <button type="button" class="btn main" aria-disabled={!room || busy} onClick={() => void save()}>
              {t(room ? 'save' : 'calm_full')}
            </button>
          )}
          {recording && (
            <button type="button" class="btn main" onClick={stop}>
              {t('calm_stop')}
            </button>
          )}
          {!recording && canRecord() && (
            <button type="button" class={made ? 'btn wide' : 'btn main'} onClick={start}>
              {t(made || stands !== 'none' ? 'calm_record_again' : 'calm_record')}
            </button>
          )}
          {made && (
            <button type="button" class="btn wide" onClick={drop}>
              {t('left_drop')}
            </button>
          )}
          {!made && !recording && stands !== 'none' && (
            <button type="button" class="btn wide" onClick={() => void remove()}>
              {t('own_remove')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('calm_voice')}</h1>
      <div class="stack">
        {now.state === 'recording' && (
          <p class="lead" role="timer">
            {t('calm_recording', { n: longestVoice - now.seconds })}
          </p>
        )}
        {!made && !recording && <p class="read">{t('calm_voice_read')}</p>}
        {!made && !recording && typeof stands === 'object' && <KeptVoice of={stands} />}
        {!made && !recording && stands === 'coming' && <p class="lead">{t('calm_coming')}</p>}
        {!made && !recording && stands === 'broken' && <p class="lead">{t('calm_voice_broken')}</p>}
        {made && <Play of={made.blob} />}
        {made && <Room bytes={made.blob.size} left={left} />}
        <p class="meta">{t('calm_sealed_voice')}</p>
      </div>
      <div role="status">
        {now.state === 'asking' && <p class="meta">{t('calm_asking')}</p>}
        {made && <p class="hide">{t('calm_recorded', { n: made.seconds })}</p>}
      </div>
      {(now.state === 'refused' || now.state === 'none' || now.state === 'failed') && (
        <div class="notice" role="alert">
          <Icon name="warning" />
          <p>{t(`calm_record_${now.state}`)}</p>
        </div>
      )}
    </Screen>
  );
}
