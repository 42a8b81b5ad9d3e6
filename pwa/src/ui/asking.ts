/** A press that asks the server: one at a time, and the screen says that it waits for the answer. */
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Asking {
  asking: boolean;
  ask: (work: () => unknown) => Promise<void>;
}

export function useAsking(): Asking {
  const running = useRef(false);
  const stands = useRef(true);
  const [asking, setAsking] = useState(false);
  useEffect(
    () => () => {
      stands.current = false;
    },
    [],
  );
  const ask = async (work: () => unknown): Promise<void> => {
    if (running.current) return;
    running.current = true;
    const answer = work();
    if (answer instanceof Promise) setAsking(true);
    try {
      await answer;
    } finally {
      running.current = false;
      if (stands.current) setAsking(false);
    }
  };
  return { asking, ask };
}
