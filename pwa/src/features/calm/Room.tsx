/** How much a file takes of what a diary may hold, said before it is kept. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { type CalmFile, headIn, partsOf, roomOf, takes, usedWith } from '../../core/model/calm.ts';
import { megabyteWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { entries, serverSays, syncState, today, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';

export interface RoomLeft {
  /** of all records, sealed; null while they are being counted */
  used: number | null;
  /** what the server takes of them; null when that is not known, or nothing is sent to it */
  room: number | null;
  /** what is used once a file of so many bytes is kept in place of the one that stands */
  after: (bytes: number) => number;
  fits: (bytes: number) => boolean;
}

export function useRoom(sort: CalmFile): RoomLeft {
  const [used, setUsed] = useState<number | null>(null);
  const open = vault.value;
  const head = headIn(entries.value, sort);
  useEffect(() => {
    // Where nothing has been kept yet there is all the room.
    void (open?.sealedBytes() ?? Promise.resolve(0)).catch(noted('room counting', 0)).then(setUsed);
  }, [open, head?.set]);
  const now = used ?? 0;
  const replaced = head && partsOf(entries.value, head) ? head.bytes : 0;
  const copy = open && serverSays.value.hasCode ? { since: open.copySince } : null;
  const room = roomOf(copy, now, today.value);
  const after = (bytes: number): number => usedWith(now, bytes, replaced);
  const most = Math.min(room ?? Number.POSITIVE_INFINITY, syncState.value === 'full' ? now : Number.POSITIVE_INFINITY);
  return { used, room, after, fits: (bytes) => after(bytes) <= most };
}

export function Room({ bytes, left }: { bytes: number; left: RoomLeft }) {
  const { used, room, after } = left;
  if (used === null) return null;
  const words = (it: number): string => megabyteWords(it, locale.value);
  const size = words(takes(bytes));
  const of = (it: number) => room !== null && { size, used: words(it), room: words(room) };
  if (left.fits(bytes)) {
    const values = of(after(bytes));
    return <p class="meta">{values ? t('calm_takes_of', values) : t('calm_takes', { size })}</p>;
  }
  const values = of(used);
  return (
    <div class="notice" role="alert">
      <Icon name="warning" />
      <p>{values ? t('calm_no_room_of', values) : t('calm_no_room', { size })}</p>
    </div>
  );
}
