/**
 * His photo, drawn on a canvas: it has no address that the browser could keep, open or search for, and none of the menus that
 * browsers have for pictures.
 */
import { useEffect, useRef } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { t } from '../../platform/i18n.ts';

export function PhotoCanvas({ of }: { of: Blob }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    const draw = async (): Promise<void> => {
      const bitmap = await createImageBitmap(of);
      const it = canvas.current;
      if (it && !gone) {
        it.width = bitmap.width;
        it.height = bitmap.height;
        it.getContext('2d')?.drawImage(bitmap, 0, 0);
        it.dataset.drawn = '';
      }
      bitmap.close();
    };
    draw().catch(noted('photo drawing'));
    return () => {
      gone = true;
    };
  }, [of]);
  return <canvas ref={canvas} class="calm-photo" role="img" aria-label={t('calm_photo_alt')} />;
}
