/** A press that keeps something: one at a time, and what could not be kept is said (NotKept) and can be pressed again. */
import { useRef, useState } from 'preact/hooks';
import { kept, notKept } from './disk.ts';

export interface Keeping {
  busy: boolean;
  failed: boolean;
  keeping: (work: () => Promise<unknown>) => Promise<void>;
}

export function useKeeping(): Keeping {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const keeping = async (work: () => Promise<unknown>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailed(false);
    try {
      await work();
      kept();
    } catch (fault) {
      setFailed(true);
      notKept(fault);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, failed, keeping };
}

/** Choices of which the last stands: one that is made while another is being kept comes after it, never in its place. */
export function useChoosing(): { failed: boolean; choosing: (work: () => Promise<unknown>) => void } {
  const { failed, keeping } = useKeeping();
  const last = useRef(Promise.resolve());
  const choosing = (work: () => Promise<unknown>): void => {
    last.current = last.current.then(() => keeping(work));
  };
  return { failed, choosing };
}
