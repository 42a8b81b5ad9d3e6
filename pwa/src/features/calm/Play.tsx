/**
 * His recording, played when he presses and never by itself: somebody may hear. It stops when the screen goes, when the app is left,
 * and with the page, of which the element is a part.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { noteFault } from '../../core/faults.ts';
import { t } from '../../platform/i18n.ts';
import { hush } from '../../ui/voice.ts';

interface Props {
  of: Blob;
  /** Told when it begins and when it ends. */
  playing?: ((now: boolean) => void) | undefined;
}

export function Play({ of, playing }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  /** What sounds now. The element is held: as a ref it is gone when the screen goes. */
  const sounding = useRef<{ element: HTMLAudioElement; address: string } | null>(null);
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const turn = (now: boolean): void => {
    setOn(now);
    playing?.(now);
  };
  const stop = (): void => {
    if (!sounding.current) return;
    const { element, address } = sounding.current;
    sounding.current = null;
    element.pause();
    element.removeAttribute('src');
    element.load();
    URL.revokeObjectURL(address);
    turn(false);
  };
  const failure = (fault: unknown): void => {
    // It was stopped before it had begun.
    if (!sounding.current) return;
    noteFault('recording playing', fault);
    setFailed(true);
    stop();
  };
  const start = (): void => {
    const element = audio.current;
    if (!element) return;
    hush();
    setFailed(false);
    const address = URL.createObjectURL(of);
    sounding.current = { element, address };
    element.src = address;
    turn(true);
    element.play().catch(failure);
  };
  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && stop();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      stop();
    };
  }, [of]);
  return (
    <div class="calm-play">
      {/* biome-ignore lint/a11y/useMediaCaption: his own words, of which there is no text. */}
      <audio ref={audio} hidden onEnded={stop} onError={() => failure(new Error('cannot be played here'))} />
      <button type="button" class="btn wide" onClick={on ? stop : start}>
        {t(on ? 'calm_play_stop' : 'calm_play')}
      </button>
      <p class="meta" role="status">
        {t(failed ? 'calm_play_failed' : 'calm_headphones')}
      </p>
    </div>
  );
}
