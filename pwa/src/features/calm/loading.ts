/** What he has made, opened for a screen. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { type CalmFile, calmKind, headIn, isLost, partsOf } from '../../core/model/calm.ts';
import { ofKind } from '../../core/model/kinds.ts';
import { type CalmContent, readCalm } from '../../shared/calm.ts';
import { coming, entries, serverSays } from '../../shared/state.ts';

/** `coming`: a part of it is still on its way to this phone · `broken`: what is here cannot be read, or the rest is lost. */
export type CalmState = 'none' | 'opening' | 'coming' | 'broken' | CalmContent;

const changedAt = (sort: CalmFile): number => ofKind(entries.value, calmKind(sort))[0]?.changed ?? 0;

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
  if (!here) {
    const { hasCode, syncedAt } = serverSays.value;
    return isLost(changedAt(sort), { coming: coming.value !== null, hasCode, syncedAt }) ? 'broken' : 'coming';
  }
  return read?.set === set ? (read.content ?? 'broken') : 'opening';
}
