/** A part of a screen that few need, or that can come a moment later: loaded when it is drawn. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../core/faults.ts';

interface Props<Given> {
  /** Of the log of faults. */
  name: string;
  load: () => Promise<ComponentType<Given>>;
  given: Given;
}

export function Loaded<Given extends object>({ name, load, given }: Props<Given>) {
  const [Part, show] = useState<ComponentType<Given> | null>(null);
  useEffect(() => {
    // What stands around it is there all the same without it.
    void load()
      .then((it) => show(() => it))
      .catch(noted(name));
  }, []);
  return Part && <Part {...given} />;
}
