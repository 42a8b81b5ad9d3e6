/** What he has made, opened for a screen. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { type CalmFile, headIn, partsOf } from '../../core/model/calm.ts';
import { type CalmContent, readCalm } from '../../shared/calm.ts';
import { entries } from '../../shared/state.ts';

/** `coming`: a part of it is still on its way to this phone, or does not belong to it. */
export type CalmState = 'none' | 'opening' | 'coming' | CalmContent;

export function useCalm(sort: CalmFile): CalmState {
  const head = headIn(entries.value, sort);
  const here = head !== null && partsOf(entries.value, head) !== null;
  const set = here ? head.set : null;
  const [read, setRead] = useState<{ set: string; content: CalmContent | null } | null>(null);
  useEffect(() => {
    if (set === null) return;
    let gone = false;
    void readCalm(sort)
      .catch(noted('calm reading', null))
      .then((content) => {
        if (!gone) setRead({ set, content });
      });
    return () => {
      gone = true;
    };
  }, [sort, set]);
  if (!head) return 'none';
  if (!here) return 'coming';
  return read?.set === set ? (read.content ?? 'coming') : 'opening';
}
