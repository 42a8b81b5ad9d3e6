/** The reminders that a person has set up for himself, as the screens and the channel know them (core/model/personal-reminders.ts). */
import { toFields } from '../../core/model/codec.ts';
import { localMinute } from '../../core/model/dates.ts';
import { programmeRest, stepDates, theEnd } from '../../core/model/pace.ts';
import {
  agreedSilence,
  heldBack,
  mostNudges,
  type OwnChoice,
  type OwnReminder,
  ownRecord,
  ownReminders,
  readOwnChoice,
  settleOwn,
} from '../../core/model/personal-reminders.ts';
import { arm, type Nudge, pauseOn, restsUntil, usualTime } from '../../core/model/reminders.ts';
import type { Silence } from '../../core/model/silence.ts';
import { type Channel, newNudgeId } from '../../core/vault/channel.ts';
import { wallClock } from '../../platform/environment.ts';
import { deviceRecords, entries, keep, pack, settings, vault } from '../../shared/state.ts';

export const ownChoice = (): OwnChoice => readOwnChoice(deviceRecords.value.get(ownRecord));

/** Every reminder there could be, the soonest first; `usual` is the hour of what has none of its own. */
export const ownList = (usual: string): OwnReminder[] => ownReminders(ownChoice(), situation(usual));

const situation = (usual: string) => ({
  entries: entries.value,
  device: deviceRecords.value,
  bundle: pack(),
  what: settings.value.what ?? [],
  now: localMinute(wallClock.date()),
  usual,
});

/** What was chosen on the screen of the reminders, as it is to ring now. */
export function chosenNudges({ choice, beyond, ...resting }: Channel): Nudge[] {
  const now = localMinute(wallClock.date());
  const date = now.slice(0, 10);
  const ended = programmeEnd() ?? '';
  const ahead = {
    steps: stepDates(entries.value, pack(), settings.value.what ?? [], date),
    quiet: programmeRest(entries.value, date)?.kind === 'pause',
    rest: restsUntil(resting),
    over: !ended ? 'no' : ended === beyond ? 'wanted' : 'silent',
  } as const;
  return arm(choice, ahead, now);
}

/** The room that they leave in the channel. */
export const roomLeft = (chosen: readonly Nudge[]): number => mostNudges - chosen.length;

/** Whether something of a thread rings in this channel once it has been said yes to: null, or why not. `at` null: at the usual hour. */
export function agreedHere(
  channel: Channel | null,
  it: { key: string; date: string; at: string | null },
): Silence | null {
  const usual = usualTime(channel?.choice);
  const around = situation(usual);
  const pause = pauseOn(channel?.pause ?? null, around.now.slice(0, 10));
  const room = roomLeft(channel ? chosenNudges(channel) : []);
  return agreedSilence({ ...it, at: it.at ?? usual }, ownChoice(), { ...around, pause, room });
}

/** Which end of the programme he has reached; null before. */
export const programmeEnd = (): string | null => theEnd(entries.value, pack(), settings.value.what ?? []);

let queue: Promise<void> = Promise.resolve();

/** One after the other: two quick presses must not build on what the disk had before the first. */
function change(next: (now: OwnChoice) => OwnChoice): Promise<void> {
  const done = queue.then(async () => {
    const open = await keep();
    await open.changeDevice(ownRecord, (stored) => toFields(next(readOwnChoice(stored))));
  });
  // Whoever pressed hears of it through `done`.
  queue = done.catch(() => undefined);
  return done;
}

/** «Vil du bli minnet på dem?»: the answer holds for all of them, also those that were switched off one by one. */
export const askedOwn = (answer: string, yes: boolean): Promise<void> =>
  change((now) => ({
    ...now,
    asked: { ...now.asked, [answer]: yes },
    on: Object.fromEntries(Object.entries(now.on).filter(([key]) => !key.startsWith(`${answer}/`))),
  }));

export const switchedOwn = (key: string, on: boolean): Promise<void> =>
  change((now) => ({ ...now, on: { ...now.on, [key]: on } }));

/** Gives an id to what is new and lets go of what is gone; the ids as they are kept then. */
export async function settled(own: readonly OwnReminder[], usual: string): Promise<OwnChoice['ids']> {
  const settle = (now: OwnChoice) => settleOwn(now, own, newNudgeId, heldBack(now, situation(usual)));
  const same = (now: OwnChoice) => JSON.stringify(settle(now)) === JSON.stringify(now);
  // Reminders are on, so there is a diary; should it go meanwhile, none is made for this.
  if (vault.value && !same(ownChoice())) await change(settle);
  return ownChoice().ids;
}
