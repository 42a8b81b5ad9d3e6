/** A photo to himself: chosen, made smaller, seen before it is kept. */
import { useRef, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { beginExternalActivity, endExternalActivity } from '../../platform/externalActivity.ts';
import { t } from '../../platform/i18n.ts';
import { back } from '../../platform/router.ts';
import { useKeeping } from '../../shared/keeping.ts';
import { NotKept } from '../../shared/NotKept.tsx';
import { tell } from '../../shared/Saved.tsx';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { dropFile, keepFile } from './commands.ts';
import { KeptPhoto } from './FromYourself.tsx';
import { useCalm } from './loading.ts';
import { PhotoCanvas } from './PhotoCanvas.tsx';
import { shrink } from './photo.ts';
import { Room, useRoom } from './Room.tsx';
import { useUnsaved } from './unsaved.ts';

export function PhotoScreen() {
  const stands = useCalm('photo');
  const [choosing, turn] = useState<'working' | 'unread' | 'large' | null>(null);
  const [photo, hold] = useUnsaved('photo');
  const chosen = useRef(0);
  const { busy, failed, keeping } = useKeeping();
  const left = useRoom('photo');
  const room = photo ? left.fits(photo.size) : false;
  const working = choosing === 'working';

  const choose = async (file: File | undefined): Promise<void> => {
    endExternalActivity();
    if (!file) return;
    chosen.current += 1;
    const mine = chosen.current;
    turn('working');
    const shrunk = await shrink(file).catch(noted('photo shrinking', 'unread' as const));
    // Another one was chosen meanwhile.
    if (mine !== chosen.current) return;
    const made = shrunk instanceof Blob;
    if (made) hold(shrunk);
    turn(made ? null : shrunk);
  };
  const save = () =>
    keeping(async () => {
      if (!photo || !room || working) return;
      await keepFile('photo', { bytes: new Uint8Array(await photo.arrayBuffer()), type: photo.type });
      hold(null);
      back('calm');
    });
  const drop = () => {
    hold(null);
    back('calm');
  };
  const remove = () =>
    keeping(async () => {
      const undo = await dropFile('photo');
      if (undo) tell(() => t('calm_removed'), undo, { stays: true });
      back('calm');
    });

  const chooser = (
    <label class={photo ? 'btn wide file-button' : 'btn main file-button'}>
      {t(photo || stands !== 'none' ? 'calm_photo_another' : 'calm_photo_choose')}
      <input
        type="file"
        accept="image/*"
        autocomplete="off"
        class="hide"
        onClick={beginExternalActivity}
        onCancel={endExternalActivity}
        onChange={({ currentTarget }) => {
          void choose(currentTarget.files?.[0]);
          // Else the same file could not be chosen once more.
          currentTarget.value = '';
        }}
      />
    </label>
  );
  return (
    <Screen
      back
      floats
      foot={
        <Dock>
          {failed && <NotKept />}
          {photo && (
            <button type="button" class="btn main" aria-disabled={!room || busy || working} onClick={() => void save()}>
              {t(room ? 'save' : 'calm_full')}
            </button>
          )}
          {chooser}
          {photo && (
            <button type="button" class="btn wide" onClick={drop}>
              {t('left_drop')}
            </button>
          )}
          {!photo && stands !== 'none' && (
            <button type="button" class="btn wide" onClick={() => void remove()}>
              {t('own_remove')}
            </button>
          )}
        </Dock>
      }
    >
      <h1 class="title">{t('calm_photo')}</h1>
      <div class="stack">
        {!photo && typeof stands === 'object' && <KeptPhoto of={stands} />}
        {!photo && stands === 'coming' && <p class="lead">{t('calm_coming')}</p>}
        {!photo && stands === 'broken' && <p class="lead">{t('calm_photo_broken')}</p>}
        {!photo && <p class="read">{t('calm_photo_read')}</p>}
        {photo && <PhotoCanvas of={photo} />}
        {photo && <Room bytes={photo.size} left={left} />}
        <p class="meta">{t('calm_photo_shrunk')}</p>
        <p class="meta">{t('calm_sealed_photo')}</p>
      </div>
      <p class="meta" role="status">
        {working && t('calm_photo_working')}
      </p>
      {choosing && !working && (
        <div class="notice" role="alert">
          <Icon name="warning" />
          <p>{t(`calm_photo_${choosing}`)}</p>
        </div>
      )}
    </Screen>
  );
}
