/** A part of a screen that few need, or that can come a moment later: loaded when it is drawn. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../core/faults.ts';

interface Props {
  /** Of the log of faults. */
  name: string;
  load: () => Promise<ComponentType>;
}

export function Loaded({ name, load }: Props) {
  const [Part, show] = useState<ComponentType | null>(null);
  useEffect(() => {
    // What stands around it is there all the same without it.
    void load()
      .then((it) => show(() => it))
      .catch(noted(name));
  }, []);
  return Part && <Part />;
}
