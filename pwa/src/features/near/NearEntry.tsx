/** A day of somebody close to him: every answer can be changed, and the day can be deleted and brought back. */
import type { ScreenProps } from '../../platform/router.ts';
import { EntryFrame, useEntry } from '../diary/index.ts';
import { DayForm } from './DayForm.tsx';
import { dayName } from './day.ts';

const kinds: readonly string[] = ['checkin', 'kept'];

export function NearEntry({ args: [id = ''] }: ScreenProps) {
  const entry = useEntry(id, kinds);
  if (!entry) return null;
  const date = String(entry.fields.date);
  return (
    <EntryFrame entry={entry} draft={dayName(date)}>
      {entry.kind === 'checkin' && <DayForm date={date} />}
    </EntryFrame>
  );
}
