/** Plays one recording, once it is what its address names. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { recordingBytes } from '../../core/content/recordings.ts';
import type { Recording } from '../../core/model/content.ts';

/** Why there is nothing to hear: no connection, it was not to be had, or this phone cannot play it. */
export type Unheard = 'offline' | 'away' | 'broken';

type State = 'still' | 'coming' | 'playing' | 'over';

interface PlayerOptions {
  /** Where it is, in whole seconds; null before it has begun. It outlives the screen. */
  at: number | null;
  setAt: (at: number | null) => void;
  fails: (why: Unheard) => void;
}

/** So many seconds may be heard twice when the page is thrown away. Chosen by us; no source. */
const KEPT_EVERY = 10;

export function usePlayer(recording: Recording, { at, setAt, fails }: PlayerOptions) {
  const element = useRef<HTMLAudioElement>(null);
  const source = useRef('');
  const [state, setState] = useState<State>('still');
  const [seconds, setSeconds] = useState(at ?? 0);
  const [total, setTotal] = useState(recording.seconds);

  useEffect(() => {
    const audio = element.current;
    return () => {
      audio?.pause();
      URL.revokeObjectURL(source.current);
    };
  }, []);

  const load = async (audio: HTMLAudioElement): Promise<boolean> => {
    setState('coming');
    // Without a connection it throws.
    const bytes = await recordingBytes(recording).catch(() => undefined);
    // Left meanwhile: nothing may be heard any more.
    if (!audio.isConnected) return false;
    if (!bytes) {
      fails(bytes === undefined && !navigator.onLine ? 'offline' : 'away');
      return false;
    }
    source.current = URL.createObjectURL(new Blob([bytes], { type: recording.type }));
    audio.src = source.current;
    audio.currentTime = at ?? 0;
    return true;
  };

  const play = async (): Promise<void> => {
    const audio = element.current;
    if (!audio || state === 'coming' || !(source.current || (await load(audio)))) return;
    // A browser that no longer holds the press for one after the fetch: another press plays it.
    await audio.play().catch(() => setState('still'));
  };

  const moved = () => {
    // Gone with its screen: where it was stands there already.
    if (!element.current) return;
    const now = element.current.currentTime;
    setSeconds(now);
    if (Math.abs(now - (at ?? -KEPT_EVERY)) >= KEPT_EVERY) setAt(Math.floor(now));
  };

  return {
    element,
    state,
    seconds,
    total,
    play: () => void play(),
    pause: () => element.current?.pause(),
    seek: (to: number) => {
      if (element.current) element.current.currentTime = to;
    },
    listeners: {
      onPlay: () => setState('playing'),
      onPause: () => {
        setState('still');
        if (element.current) setAt(Math.floor(element.current.currentTime));
      },
      onEnded: () => setState('over'),
      onTimeUpdate: moved,
      onSeeked: moved,
      onLoadedMetadata: () => {
        const length = element.current?.duration ?? 0;
        if (Number.isFinite(length) && length > 0) setTotal(length);
      },
      onError: () => fails('broken'),
    },
  };
}
