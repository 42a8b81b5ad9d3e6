/** A wait that runs down on the screen. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n.ts';

const second = 1000;
const minute = 60 * second;

/** Milliseconds that are left of the wait that was begun last; `begin` begins another one. */
export function useWait(first: number): { left: number; begin: (wait: number) => void } {
  const [until, setUntil] = useState(performance.now() + first);
  const [now, setNow] = useState(performance.now());
  const left = Math.max(0, until - now);
  const waits = left > 0;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => setNow(performance.now()), second);
    return () => clearInterval(timer);
  }, [waits]);
  const begin = (wait: number) => {
    setNow(performance.now());
    setUntil(performance.now() + wait);
  };
  return { left, begin };
}

/** «om 30 sekunder», «om 5 minutter». */
export const waitWords = (left: number): string =>
  left > 1.5 * minute
    ? t('pin_wait_minutes', { n: Math.ceil(left / minute) })
    : t('pin_wait_seconds', { n: Math.ceil(left / second) });
