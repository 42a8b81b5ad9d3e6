/** What a press on Today keeps. */
import { addDays } from '../../core/model/dates.ts';
import { lately } from '../../core/model/diary.ts';
import { asksSafety } from '../../core/model/safety.ts';
import { asksToStand } from '../../core/model/standing-page.ts';
import { keep } from '../../shared/state.ts';

const WEEK = 7;

/** Takes a page off Today that stands there for its question alone; the next answer that asks for it brings it back. */
export async function putAside(page: string): Promise<void> {
  const open = await keep();
  await open.changeDevice(asksToStand(open.device, page), (stored) => ({ ...stored, stands_from: '' }));
}

/** Keeps the mood of a day; what else was answered of it stays. Returns whether the safety question follows. */
export async function saveMood(date: string, mood: number): Promise<boolean> {
  const open = await keep();
  await open.write(`checkin/${date}`, 'checkin', { date, mood });
  const { checkins } = lately(open.entries.values(), addDays(date, -WEEK)).read;
  return asksSafety([{ date, mood }, ...checkins.filter((it) => it.date !== date)], date);
}
