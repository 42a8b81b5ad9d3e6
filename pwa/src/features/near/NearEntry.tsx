/** A day of somebody close to him: it is read first, then every answer can be changed; it can be deleted and brought back. */
import type { ScreenProps } from '../../platform/router.ts';
import { EntryFrame, useEntry } from '../diary/index.ts';
import { DayForm } from './DayForm.tsx';
import { dayName } from './day.ts';
import { NearRead } from './NearRead.tsx';

const kinds: readonly string[] = ['checkin', 'kept'];

/** `how`: `edit`, or else it is read. */
export function NearEntry({ args: [id = '', how] }: ScreenProps) {
  const entry = useEntry(id, kinds);
  if (!entry) return null;
  const date = String(entry.fields.date);
  const reads = how !== 'edit' || entry.kind === 'kept';
  return (
    <EntryFrame entry={entry} draft={dayName(date)} reads={reads}>
      {entry.kind === 'checkin' && (reads ? <NearRead entry={entry} /> : <DayForm date={date} />)}
    </EntryFrame>
  );
}
