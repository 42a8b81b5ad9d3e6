/** How much a file takes of what a diary may hold, said before it is kept. */
import { useEffect, useState } from 'preact/hooks';
import { noted } from '../../core/faults.ts';
import { hasRoom, takes, vaultHolds } from '../../core/model/calm.ts';
import { madeIn } from '../../core/model/diary.ts';
import { megabyteWords } from '../../core/model/numbers.ts';
import { locale, t } from '../../platform/i18n.ts';
import { entries, syncState, today, vault } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';

/** Bytes: less than a tenth of a megabyte is not told apart. */
const LEAST = 100_000;

export interface RoomLeft {
  /** of all records, sealed; null while they are being counted */
  used: number | null;
  room: number;
  fits: (bytes: number) => boolean;
}

/** `anew`: counted again when it is another. */
export function useRoom(anew: unknown): RoomLeft {
  const [used, setUsed] = useState<number | null>(null);
  const open = vault.value;
  useEffect(() => {
    // Where nothing has been kept yet there is all the room.
    void (open?.sealedBytes() ?? Promise.resolve(0)).catch(noted('room counting', 0)).then(setUsed);
  }, [open, anew]);
  const room = vaultHolds(madeIn(entries.value.values()), today.value);
  return { used, room, fits: (bytes) => syncState.value !== 'full' && hasRoom(used ?? 0, bytes, room) };
}

export function Room({ bytes, left }: { bytes: number; left: RoomLeft }) {
  if (left.used === null) return null;
  const size = (it: number): string => megabyteWords(Math.max(it, LEAST), locale.value);
  if (left.fits(bytes))
    return (
      <p class="meta">
        {t('calm_takes', { size: size(takes(bytes)), used: size(left.used + takes(bytes)), room: size(left.room) })}
      </p>
    );
  return (
    <div class="notice" role="alert">
      <Icon name="warning" />
      <p>{t('calm_no_room', { size: size(takes(bytes)), used: size(left.used), room: size(left.room) })}</p>
    </div>
  );
}
