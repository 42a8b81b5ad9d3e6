/** Below «Om appen»: all that the texts build on. Loaded when the page is opened, for few ask. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../core/faults.ts';

export function EverySource() {
  const [List, show] = useState<ComponentType | null>(null);
  useEffect(() => {
    // Without the list the text itself is there all the same.
    void import('./SourceList.tsx').then((it) => show(() => it.SourceList)).catch(noted('source list'));
  }, []);
  return List && <List />;
}
