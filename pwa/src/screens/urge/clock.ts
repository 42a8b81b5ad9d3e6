/** Time ridden, with a pause. It counts by the clock of the phone, so that a screen that slept comes back right. */
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Clock {
  /** whole seconds, at most `total` */
  seconds: number;
  paused: boolean;
  over: boolean;
  pause: () => void;
}

export function useClock(total: number): Clock {
  const [seconds, setSeconds] = useState(0);
  const [paused, setPaused] = useState(false);
  const before = useRef(0);
  const over = seconds >= total;
  useEffect(() => {
    if (paused || over) return;
    const from = Date.now();
    const passed = () => before.current + (Date.now() - from) / 1000;
    const timer = setInterval(() => setSeconds(Math.min(total, Math.floor(passed()))), 1000);
    return () => {
      before.current = passed();
      clearInterval(timer);
    };
  }, [paused, over, total]);
  return { seconds, paused, over, pause: () => setPaused(!paused) };
}

export const lessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Keeps the screen lit while `on`. A phone that refuses (battery saving) only goes dark as usual. */
export function useLitScreen(on: boolean): void {
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const take = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (got) => {
          if (gone) void got.release();
          else lock = got;
        },
        () => undefined,
      );
    };
    take();
    // The browser lets go of the lock when the app is hidden.
    document.addEventListener('visibilitychange', take);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [on]);
}
