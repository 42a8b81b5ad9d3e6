/**
 * Reminders as the screens know them. What the person chose is kept here first; telling the server happens behind it and
 * is tried again at every start and whenever the connection comes back.
 */
import { effect, signal, untracked } from '@preact/signals';
import { choose } from './consents.ts';
import { addDays, localMinute } from './domain/dates.ts';
import { arm, type Choice, type Nudge, usualTime as usual } from './domain/reminders.ts';
import { locale, t } from './i18n.ts';
import { closeNotices } from './notices.ts';
import { bundle, coming, deviceRecords, entries, keep, today, vault } from './state.ts';
import {
  type Channel,
  channelFields,
  channelRecord,
  type Delivery,
  look,
  newChannel,
  pushKey,
  readChannel,
  seen,
  skip,
  tell,
  test,
  wish,
} from './vault/channel.ts';

export const channel = signal<Channel | null>(null);
export const delivery = signal<Delivery | null>(null);
/** What the last attempt met. `address`: the phone gave no address for pushes. */
export const trouble = signal<'none' | 'offline' | 'address' | 'refused'>('none');

export type State = 'unsupported' | 'off' | 'denied' | 'waiting' | 'stopped' | 'paused' | 'on';

export const supported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

export function state(): State {
  if (!supported()) return 'unsupported';
  const now = channel.value;
  if (!now?.on) return 'off';
  if (Notification.permission === 'denied') return 'denied';
  if (trouble.value === 'address' || Notification.permission !== 'granted') return 'stopped';
  if (!now.told) return 'waiting';
  if (delivery.value?.state === 'gone' || delivery.value?.state === 'resubscribe') return 'stopped';
  return delivery.value?.state === 'paused' ? 'paused' : 'on';
}

export const reminderWords = (): string => t(`reminders_state_${state()}`);

async function save(next: Channel | null): Promise<void> {
  const open = next ? await keep() : vault.value;
  await open?.writeDevice(channelRecord, next && channelFields(next));
  channel.value = next;
}

/** Asks the phone for leave (a press must lead here), then keeps the choice. False when the phone says no. */
export async function turnOn(choice: Choice): Promise<boolean> {
  const leave = await Notification.requestPermission();
  if (leave !== 'granted') return false;
  await choose('push', true);
  const now = channel.value;
  await save(now?.on ? { ...now, choice } : newChannel(choice));
  void repair();
  return true;
}

export async function turnOff(): Promise<void> {
  await choose('push', false);
  const now = channel.value;
  if (now) await save({ ...now, on: false });
  delivery.value = null;
  void unsubscribe().then(repair);
}

/** Before everything here is erased: the phone stops listening, and what it showed goes. The vault says goodbye to the box. */
export async function forgetHere(): Promise<void> {
  channel.value = null;
  delivery.value = null;
  // A browser that hangs here must not keep anybody from erasing.
  await Promise.race([
    Promise.all([unsubscribe(), closeNotices()]),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]);
}

/** «Ikke i dag»: the daily one rests until tomorrow. */
export async function skipToday(): Promise<boolean> {
  const now = channel.value;
  if (!now?.choice.daily) return false;
  const { status } = await skip(now, now.choice.daily.id, addDays(today.value, 1));
  return status === 204;
}

/** The status of the server's answer to «Send en prøve nå»; 0 without a connection. */
export const sendTest = async (): Promise<number> => (channel.value ? (await test(channel.value)).status : 0);

async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  return supported() ? navigator.serviceWorker.getRegistration() : undefined;
}

async function unsubscribe(): Promise<void> {
  const subscription = await (await registered())?.pushManager.getSubscription().catch(() => null);
  await subscription?.unsubscribe().catch(() => false);
}

/** The address of this phone, asked for anew when there is none or the push service has let go of it. */
async function subscription(anew: boolean): Promise<PushSubscriptionJSON | 'offline' | 'address'> {
  const registration = await registered();
  if (!registration) return 'address';
  if (anew) await unsubscribe();
  const known = await registration.pushManager.getSubscription().catch(() => null);
  if (known) return known.toJSON();
  const applicationServerKey = await pushKey();
  if (!applicationServerKey) return 'offline';
  const made = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(() => null);
  return made ? made.toJSON() : 'address';
}

/** When something that has no time of its own rings. */
export const usualTime = (): string => usual(channel.value?.choice);

/** All that is to ring. What it follows from is fetched first: nobody needs it before reminders are on. */
async function wanted(now: Channel): Promise<Nudge[]> {
  const [{ ahead, ownList, settled }, { armOwn, mostNudges }] = await Promise.all([
    import('./own.ts'),
    import('./domain/own.ts'),
  ]);
  const chosen = arm(now.choice, ahead(), localMinute(new Date()));
  const own = ownList(usualTime());
  return [...chosen, ...armOwn(own, await settled(own, usualTime()), mostNudges - chosen.length)];
}

const hasTexts = (): boolean => bundle.value !== null && bundle.value !== 'missing';

/** Tells the server what is wanted, unless it has just that already. */
async function tellWish(now: Channel, anew: boolean): Promise<void> {
  // Without the texts, or all of the diary, nobody knows what stands in the calendar; the server keeps what it has.
  if (!hasTexts() || coming.peek()) return;
  const address = await subscription(anew);
  if (typeof address === 'string') {
    trouble.value = address;
    return;
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const body = wish(address, zone, locale.value, await wanted(now));
  if (body === now.told && !anew) return;
  const { status } = await tell(now, body);
  // The diary may have moved house meanwhile, and has another channel there; or none is wanted any more.
  if (channel.value?.id !== now.id || !channel.value.on) return;
  if (status === 201 || status === 204) {
    trouble.value = 'none';
    await save({ ...now, told: body });
  } else if (status === 410) {
    // A deleted box never comes back; the next attempt goes to a new one.
    await save({ ...newChannel(now.choice), on: now.on });
    trouble.value = 'offline';
  } else trouble.value = status === 422 ? 'refused' : 'offline';
}

async function check(anew: boolean): Promise<void> {
  const now = channel.value;
  if (!now) return;
  if (!now.on) {
    await vault.value?.leaveChannel();
    if (channel.value?.id === now.id) channel.value = null;
    return;
  }
  if (Notification.permission !== 'granted') return;
  await tellWish(now, anew);
  const told = channel.value;
  if (!told?.on || !told.told) return;
  const { status } = await seen(told);
  // Turned off, or everything was deleted meanwhile.
  if (channel.value?.id !== told.id) return;
  if (status === 404 || status === 410) {
    // The server lost the box: the times are here, so it gets them again.
    await save({ ...(status === 410 ? newChannel(told.choice) : told), told: '' });
    if (!anew) await check(true);
    return;
  }
  const reply = await look(told);
  if (reply.status !== 200) return;
  delivery.value = reply.body as Delivery;
  if (!anew && (delivery.value.state === 'gone' || delivery.value.state === 'resubscribe')) await check(true);
}

let running: Promise<void> | null = null;

/** Compares phone, wish and server, and mends what differs. One at a time; never throws. */
export function repair(): Promise<void> {
  const next = (running ?? Promise.resolve())
    .then(() => (supported() ? check(false) : undefined))
    .catch(() => undefined);
  running = next;
  return next;
}

/** At start: what this phone has kept, then the comparison. */
export function startReminders(): void {
  effect(() => {
    const kept = readChannel(deviceRecords.value.get(channelRecord));
    untracked(() => {
      // Another box: this phone was opened, or the diary moved house. What else changes in it was written from here.
      if (kept?.id === channel.peek()?.id) return;
      channel.value = kept;
      delivery.value = null;
      if (kept) void navigator.serviceWorker?.ready.then(repair);
    });
  });
  addEventListener('online', () => void repair());
  effect(() => {
    // What rings follows from all of these.
    void [entries.value, deviceRecords.value, bundle.value, today.value, coming.value];
    untracked(() => channel.value?.on && compareSoon());
  });
}

/** Milliseconds without a change before the server is asked for other times. */
const pause = 1500;
let comparing: ReturnType<typeof setTimeout> | undefined;

/** After answers have changed: the server is told if other times follow from them. */
function compareSoon(): void {
  clearTimeout(comparing);
  comparing = setTimeout(() => void compare().catch(() => undefined), pause);
}

async function compare(): Promise<void> {
  const now = channel.value;
  if (!now?.on || !now.told || !hasTexts() || coming.peek()) return;
  const { nudges } = JSON.parse(now.told) as { nudges: unknown };
  if (JSON.stringify(nudges) !== JSON.stringify(await wanted(now))) await repair();
}
