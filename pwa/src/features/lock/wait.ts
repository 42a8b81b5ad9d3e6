/** A wait that runs down on the screen. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';

const second = 1000;
const minute = 60 * second;

/** When it ends, and what the clock of the page says. */
function from(wait: number): readonly [until: number, now: number] {
  const now = performance.now();
  return [now + wait, now];
}

/** Milliseconds that are left of the wait that was begun last; `begin` begins another one. */
export function useWait(first: number): { left: number; begin: (wait: number) => void } {
  const [[until, now], set] = useState(() => from(first));
  const left = Math.max(0, until - now);
  const waits = left > 0;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => set(([end]) => [end, performance.now()]), second);
    return () => clearInterval(timer);
  }, [waits]);
  return { left, begin: (wait) => set(from(wait)) };
}

/** «om 30 sekunder», «om 5 minutter». */
export const waitWords = (left: number): string =>
  left > 1.5 * minute
    ? t('pin_wait_minutes', { n: Math.ceil(left / minute) })
    : t('pin_wait_seconds', { n: Math.ceil(left / second) });
