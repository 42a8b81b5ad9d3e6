/** The reminders that a person has set up for himself, as the screens and the channel know them (domain/own.ts). */
import { localMinute } from './domain/dates.ts';
import { type Own, type OwnChoice, ownRecord, ownReminders, readOwn, settleOwn } from './domain/own.ts';
import { dueDates, rest } from './domain/pace.ts';
import type { Ahead } from './domain/reminders.ts';
import { deviceRecords, entries, keep, pack, settings, vault } from './state.ts';
import { newNudgeId } from './vault/channel.ts';
import type { Fields } from './vault/types.ts';

export const ownChoice = (): OwnChoice => readOwn(deviceRecords.value.get(ownRecord));

/** Every reminder there could be, the soonest first; `usual` is the hour of what has none of its own. */
export const ownList = (usual: string): Own[] =>
  ownReminders(ownChoice(), {
    entries: entries.value,
    device: deviceRecords.value,
    bundle: pack(),
    what: settings.value.what ?? [],
    now: localMinute(new Date()),
    usual,
  });

/** What the programme has ahead of him. */
export function ahead(): Ahead {
  const date = localMinute(new Date()).slice(0, 10);
  const dates = dueDates(entries.value, pack(), settings.value.what ?? [], date);
  return {
    steps: dates.filter((it) => it.kind === 'step').map((it) => it.at),
    quiet: rest(entries.value, date) !== null,
  };
}

const plain = (choice: OwnChoice): Fields => JSON.parse(JSON.stringify(choice)) as Fields;

async function change(next: (now: OwnChoice) => OwnChoice): Promise<void> {
  const open = await keep();
  await open.writeDevice(ownRecord, plain(next(readOwn(open.device.get(ownRecord)))));
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
export async function settled(own: readonly Own[]): Promise<OwnChoice['ids']> {
  const now = ownChoice();
  const next = settleOwn(now, own, newNudgeId);
  if (JSON.stringify(next) !== JSON.stringify(now)) await vault.value?.writeDevice(ownRecord, plain(next));
  return next.ids;
}
