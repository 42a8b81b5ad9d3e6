/** Time ridden, with a pause. It counts by the clock of the phone, so that a screen that slept comes back right. */
import { useEffect, useState } from 'preact/hooks';
import { paused, ridden, started } from '../core/model/ride.ts';
import type { Ticking } from '../core/model/ride-rest.ts';
import { wallClock } from '../platform/environment.ts';

export interface Clock {
  /** whole seconds, at most `total` */
  seconds: number;
  paused: boolean;
  over: boolean;
  pause: () => void;
  /** So many seconds more, from now on. */
  longer: (seconds: number) => void;
}

/** What of a way outlives its screen: where its clock stands, how far one is, and what moves them. */
export interface KeptWay {
  ticking: Ticking;
  tick: (next: Ticking) => void;
  at: number | null;
  turn: (at: number | null) => void;
}

/** Without `kept` the clock begins with the screen. */
export function useClock(total: number, kept?: KeptWay): Clock {
  const [own, setOwn] = useState(() => started(wallClock.now()));
  const [ticking, tick] = kept ? [kept.ticking, kept.tick] : [own, setOwn];
  const [, look] = useState(0);
  const seconds = Math.min(total, Math.floor(ridden(ticking, wallClock.now())));
  const stands = ticking.since === null;
  const over = seconds >= total;
  useEffect(() => {
    if (stands || over) return;
    const timer = setInterval(() => look((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [stands, over]);
  return {
    seconds,
    paused: stands,
    over,
    pause: () => tick(paused(ticking, wallClock.now())),
    longer: (more) => tick({ passed: Math.max(0, total - more), since: wallClock.now() }),
  };
}

/** Where one is in a tool of several sentences or steps; it outlives the screen like the clock does. */
export function useAt(kept?: KeptWay): [number | null, (at: number | null) => void] {
  const [own, setOwn] = useState<number | null>(null);
  return kept ? [kept.at, kept.turn] : [own, setOwn];
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
        // To save the battery, say.
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
