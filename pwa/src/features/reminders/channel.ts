/**
 * Reminders as the screens know them. What the person chose is kept here first; telling the server happens behind it and
 * is tried again at every start and whenever the connection comes back.
 */
import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import { noted } from '../../core/faults.ts';
import { addDays, localMinute } from '../../core/model/dates.ts';
import {
  type Nudge,
  type Pause,
  pauseOn,
  type ReminderChoice,
  type Skips,
  skipsLeft,
  toSkip,
  usualTime as usual,
} from '../../core/model/reminders.ts';
import {
  type Channel,
  type ChannelReply,
  channelFields,
  channelRecord,
  type Delivery,
  getChannel,
  isMadeWith,
  newChannel,
  pushKey,
  putChannel,
  readChannel,
  readDelivery,
  seen,
  skip,
  test,
  toldBy,
  wish,
} from '../../core/vault/channel.ts';
import { environment, wallClock } from '../../platform/environment.ts';
import { locale } from '../../platform/i18n.ts';
import { setConsent } from '../../shared/consents.ts';
import { closeNotices } from '../../shared/notices.ts';
import { bundle, coming, deviceRecords, diaryGone, entries, keep, today, vault } from '../../shared/state.ts';

export const channel: ReadonlySignal<Channel | null> = signal(null);
export const delivery: ReadonlySignal<Delivery | null> = signal(null);
/** What the last attempt met. `address`: the phone gave no address for pushes. */
export const reminderTrouble: ReadonlySignal<'none' | 'offline' | 'address' | 'refused'> = signal('none');
/** What the server would not take, by the name that it gave the field. */
export const refused: ReadonlySignal<string> = signal('');
/** The end of the programme (`theEnd`) that keeps all but his own silent; empty for none. */
const over = signal('');
/** They had fallen silent because nobody came; somebody has. */
export const woken: ReadonlySignal<boolean> = signal(false);

export const supported = (): boolean =>
  environment().worker !== undefined && 'PushManager' in globalThis && environment().notifications !== undefined;

/** Whether the phone lets notices through, as far as this page has heard. */
const heardOf = signal<NotificationPermission | null>(null);
const allowance = (): NotificationPermission => environment().notifications?.permission ?? 'default';
const permission = (): NotificationPermission => heardOf.value ?? allowance();

export type State =
  | 'unsupported'
  | 'off'
  | 'denied'
  | 'stopped'
  | 'refused'
  | 'waiting'
  /** the server lets them rest: nobody has been here for long */
  | 'paused'
  /** the person lets them rest */
  | 'resting'
  /** the programme is finished: only his own come */
  | 'finished'
  | 'on';

/** «Hopp over i dag» has been pressed today. */
export const dayOff = (): boolean => (channel.value?.dayOff ?? '') > today.value;

/** The rest that the person has chosen, while it lasts. */
export const currentPause = (): Pause | null => pauseOn(channel.value?.pause ?? null, today.value);

export function state(): State {
  if (!supported()) return 'unsupported';
  const now = channel.value;
  if (!now?.on) return 'off';
  if (permission() === 'denied') return 'denied';
  if (reminderTrouble.value === 'address' || permission() !== 'granted') return 'stopped';
  if (reminderTrouble.value === 'refused') return 'refused';
  if (!now.told || reminderTrouble.value === 'offline') return 'waiting';
  if (delivery.value?.state === 'gone' || delivery.value?.state === 'resubscribe' || ourKey()) return 'stopped';
  if (currentPause()) return 'resting';
  if (delivery.value?.state === 'paused') return 'paused';
  return over.value ? 'finished' : 'on';
}

/** Whether the server has ever been told of them: until then they have never worked here. */
export const wasTold = (): boolean => channel.value?.ever ?? false;

/** The push service refuses what is signed with the server's key. */
export const ourKey = (): boolean => [401, 403].includes(delivery.value?.last_answer ?? 0);

let writing: Promise<unknown> = Promise.resolve();

/** What becomes of the channel. One change after the other, so that none is made from what another has just replaced. */
async function change(next: (now: Channel | null) => Channel | null): Promise<void> {
  const open = await keep();
  const done = writing.then(async () => {
    let then: Channel | null = null;
    // On top of what rests: another window may have chosen meanwhile.
    await open.changeDevice(channelRecord, (stored) => {
      const now = readChannel(stored);
      then = next(now);
      return !then || JSON.stringify(then) === JSON.stringify(now) ? stored : channelFields(then);
    });
    if (then && JSON.stringify(then) !== JSON.stringify(channel.value))
      (channel as Signal<Channel | null>).value = then;
  });
  // Awaited just below, where the caller hears of it.
  writing = done.catch(() => undefined);
  await done;
}

/** The same while this channel stands; it may have gone meanwhile. */
async function changeOf(of: Channel, next: (now: Channel) => Channel): Promise<void> {
  if (stands(of)) await change((now) => (now?.on && now.id === of.id ? next(now) : now));
}

/** Asks the phone for leave (a press must lead here), then keeps the choice. False when the phone says no. */
export async function turnOn(choice: ReminderChoice): Promise<boolean> {
  heardOf.value = (await environment().notifications?.requestPermission()) ?? 'denied';
  if (permission() !== 'granted') return false;
  await setConsent('push', true);
  const beyond = (await import('./personal.ts')).programmeEnd() ?? '';
  await change((now) => ({ ...(now?.on ? now : newChannel(choice)), choice, beyond }));
  void repair();
  return true;
}

export async function turnOff(): Promise<void> {
  await setConsent('push', false);
  if (channel.value) await change((now) => now && { ...now, on: false });
  (delivery as Signal<Delivery | null>).value = null;
  (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'none';
  void unsubscribe().then(repair);
}

/**
 * Everything here was erased: the phone stops listening, and what it showed goes. The vault has the box erased. Where the app
 * dies before it, the next start does it.
 */
export async function forgetHere(): Promise<void> {
  (channel as Signal<Channel | null>).value = null;
  (delivery as Signal<Delivery | null>).value = null;
  // A browser that hangs here must not keep anybody waiting.
  await Promise.race([
    Promise.all([unsubscribe(), closeNotices()]),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]);
}

/** «Hopp over i dag»: they rest until tomorrow. What one asks for oneself comes all the same. False when the server was not told. */
export const skipToday = (): Promise<boolean> =>
  inTurn(async () => {
    const now = channel.value;
    const dayOff = addDays(today.value, 1);
    if (!now?.on || !(await tellSkips({ ...now, dayOff }))) return false;
    await changeOf(now, (it) => ({ ...it, dayOff }));
    // A step of today is for tomorrow then.
    if (channel.value?.on) await tellWish(channel.value, false);
    await lookAgain();
    return true;
  }).catch(noted('reminder skip', false));

/** A rest from all of them, or its end. It is kept here first; what the server makes of it is told again until it has it. */
export async function restReminders(wanted: Pause | null): Promise<void> {
  if (!channel.value?.on) return;
  await change((now) => (now?.on ? { ...now, pause: wanted, dayOff: '' } : now));
  void repair();
}

/** How it goes, asked anew. */
export async function lookAgain(): Promise<void> {
  const now = channel.value;
  if (!now?.on || !now.told) return;
  const reply = await getChannel(now);
  const told = readDelivery(reply);
  if (told && channel.value?.id === now.id) (delivery as Signal<Delivery | null>).value = told;
}

/** The status of the server's answer to «Send en test»; 0 without a connection. */
export async function sendTest(): Promise<number> {
  if (!channel.value) return 0;
  const { status } = await test(channel.value);
  // It has nowhere to send to: what has become of the address is said above.
  if (status === 422) await lookAgain();
  return status;
}

async function registered(): Promise<ServiceWorkerRegistration | undefined> {
  return supported() ? environment().worker?.getRegistration() : undefined;
}

async function unsubscribe(): Promise<void> {
  // A browser may refuse both: the server lets go of the address all the same, and sends nothing to it.
  const subscription = await (await registered())?.pushManager.getSubscription().catch(() => null);
  // The same holds for this refusal.
  await subscription?.unsubscribe().catch(() => false);
}

/**
 * The address of this phone, asked for anew when there is none, when the push service has let go of it, or when it was made
 * with a key that the server has no more: whatever is sent to it then is refused.
 */
async function subscription(anew: boolean): Promise<PushSubscriptionJSON | 'offline' | 'address'> {
  const registration = await registered();
  if (!registration) return 'address';
  if (anew) await unsubscribe();
  // A browser that does not say is asked for an address below.
  const known = await registration.pushManager.getSubscription().catch(() => null);
  const applicationServerKey = await pushKey();
  if (known && (!applicationServerKey || isMadeWith(known, applicationServerKey))) return known.toJSON();
  if (!applicationServerKey) return 'offline';
  if (known) await unsubscribe();
  const made = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    // The answer says it, and with it the screen.
    .catch(() => null);
  return made ? made.toJSON() : 'address';
}

/** When something that has no time of its own rings. */
export const usualReminderTime = (): string => usual(channel.value?.choice);

/** All that is to ring. What it follows from is fetched first: nobody needs it before reminders are on. */
async function wanted(now: Channel): Promise<Nudge[]> {
  const [{ chosenNudges, programmeEnd, ownList, roomLeft, settled }, { armOwn }] = await Promise.all([
    import('./personal.ts'),
    import('../../core/model/personal-reminders.ts'),
  ]);
  const ended = programmeEnd() ?? '';
  over.value = ended === now.beyond ? '' : ended;
  if (now.pause === 'open') return [];
  const chosen = chosenNudges(now);
  const own = ownList(usualReminderTime());
  return [...chosen, ...armOwn(own, await settled(own, usualReminderTime()), roomLeft(chosen))];
}

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const hasTexts = (): boolean => bundle.value !== null && bundle.value !== 'missing';

/** Whether this is the channel still: the diary may have moved house meanwhile, and has another one there; or none is wanted any more. */
const stands = (now: Channel): boolean => channel.value?.id === now.id && channel.value.on;

/** The same in another box. */
const inNewBox = ({ choice, pause, dayOff, skipped, beyond, ever }: Channel): Channel => ({
  ...newChannel(choice),
  ever,
  pause,
  dayOff,
  skipped,
  beyond,
});

/** Tells the server what is wanted, unless it has just that already. */
async function tellWish(now: Channel, anew: boolean): Promise<void> {
  // Without the texts, or all of the diary, nobody knows what stands in the calendar; the server keeps what it has.
  if (!hasTexts() || coming.peek()) return;
  const address = await subscription(anew);
  if (typeof address === 'string') {
    (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = address;
    return;
  }
  const nudges = await wanted(now);
  const body = wish(address, zoneHere(), locale.value, nudges);
  if (body === now.told && !now.unheard && !anew) {
    (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'none';
    return;
  }
  await changeOf(now, (it) => ({ ...it, sent: true, unheard: it.told !== '' }));
  const reply = await putChannel(now, body);
  const kept = channel.value;
  if (!kept || !stands(now)) return;
  if (reply.status === 201 || reply.status === 204) {
    (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'none';
    // Made anew, now or by a PUT whose answer was lost, it has no rests, or those of the box whose address it took over.
    const sure = reply.status === 204 && now.told !== '' && !now.unheard;
    await changeOf(now, (it) => ({
      ...it,
      told: body,
      ever: true,
      unheard: false,
      skipped: skipsLeft(it.skipped, nudges, sure),
    }));
  } else if (reply.status === 410) {
    // A deleted box never comes back; the next attempt goes to a new one.
    await changeOf(now, inNewBox);
    (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'offline';
  } else if (reply.status === 422) {
    (refused as Signal<string>).value = fieldOf(reply);
    // An address that is known with other keys, or is none: the phone has another one to give.
    if (/^(endpoint|p256dh|auth)$/.test(refused.value) && !anew) await tellWish(kept, true);
    else (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'refused';
  } else (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'offline';
}

/** The first field that the server names: `timezone`, `nudges[0].once`. */
function fieldOf({ body }: ChannelReply): string {
  const { errors } = (body ?? {}) as { errors?: { field?: unknown }[] };
  return String(errors?.[0]?.field ?? '');
}

/**
 * A rest that ends by itself is told nudge by nudge, and so is its early end; one without an end is a wish without nudges.
 * False when the server has not taken all of it.
 */
async function tellSkips(now: Channel): Promise<boolean> {
  const telling = toSkip(toldBy(now)?.nudges ?? [], now, localMinute(wallClock.date()));
  const noted = (heard: boolean): Skips => Object.fromEntries(telling.map(({ id, until }) => [id, { until, heard }]));
  // Written down before it is said: without an answer nobody knows what the server has.
  await changeOf(now, (it) => ({ ...it, skipped: { ...it.skipped, ...noted(false) } }));
  for (const { id, until } of telling) {
    const { status } = await skip(now, id, until);
    // It has other nudges than it was told last.
    if (status === 422) await changeOf(now, (it) => ({ ...it, unheard: true }));
    if (status !== 204) return false;
  }
  await changeOf(now, (it) => ({ ...it, skipped: { ...it.skipped, ...noted(true) } }));
  return true;
}

async function check(anew: boolean): Promise<void> {
  const now = channel.value;
  if (!now) return;
  if (!now.on) {
    await vault.value?.leaveChannel();
    if (channel.value?.id === now.id) (channel as Signal<Channel | null>).value = null;
    return;
  }
  const allowed = environment().notifications?.permission === 'granted';
  heardOf.value = allowance();
  if (allowed) await tellWish(now, anew);
  const told = channel.value;
  if (!told?.on || !told.told) return;
  if (!(await tellSkips(told)))
    (reminderTrouble as Signal<'none' | 'offline' | 'address' | 'refused'>).value = 'offline';
  // A page that nobody sees is no opening: the connection may have come back to a computer that stands alone.
  const here = document.visibilityState === 'visible';
  // Only before `seen` can be heard that they had stopped for want of answers.
  const before = here && wallClock.now() - opened > away ? await getChannel(told) : null;
  if (before && readDelivery(before)?.state === 'paused') (woken as Signal<boolean>).value = true;
  const { status } = await (here ? seen : getChannel)(told);
  // Turned off, or everything was deleted meanwhile.
  const kept = channel.value;
  if (!kept || kept.id !== told.id) return;
  if (status === 404 || status === 410) {
    // The server lost the box: the times are here, so it gets them again.
    await changeOf(told, (it) => (status === 410 ? inNewBox(it) : { ...it, told: '' }));
    if (!anew && allowed) await check(true);
    return;
  }
  if (status === 204) opened = wallClock.now();
  await lookAgain();
  const state = delivery.value?.state;
  if (!anew && allowed && (state === 'gone' || state === 'resubscribe')) await check(true);
}

/** When the server was last told that the app is open. */
let opened = 0;
/** Milliseconds after which an app that is brought to the front again was opened anew. */
const away = 600_000;

let running: Promise<unknown> = Promise.resolve();

/** One talk with the server at a time. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = running.then(work);
  // Whoever asked for the work hears of it.
  running = done.catch(() => undefined);
  return done;
}

/** Compares phone, wish and server, and mends what differs. Never throws. */
export const repair = (): Promise<void> =>
  inTurn(async () => {
    if (supported()) await check(false);
  }).catch(noted('reminder repair'));

/** At start: what this phone has kept, then the comparison. */
export function startReminders(): void {
  effect(() => {
    if (diaryGone.value) untracked(() => void forgetHere());
  });
  effect(() => {
    const kept = readChannel(deviceRecords.value.get(channelRecord));
    untracked(() => {
      const before = channel.peek();
      // In the same box what differs was written from another window, or from here a moment ago.
      if (JSON.stringify(kept) !== JSON.stringify(before)) (channel as Signal<Channel | null>).value = kept;
      // Another one: this phone was opened, or the diary moved house.
      if (kept?.id === before?.id) return;
      (delivery as Signal<Delivery | null>).value = null;
      if (kept) void environment().worker?.ready.then(repair);
    });
  });
  addEventListener('online', () => void repair());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') lookUp();
  });
  void followPermission();
  effect(() => {
    // What rings follows from all of these.
    void [entries.value, deviceRecords.value, bundle.value, today.value, coming.value, locale.value];
    untracked(() => channel.value?.on && compareSoon());
  });
}

/** The app came to the front: what the phone lets through and the zone may have changed elsewhere, and somebody is here. */
function lookUp(): void {
  const changed = supported() && permission() !== allowance();
  if (changed) heardOf.value = allowance();
  if (!channel.peek()) return;
  if (changed || wallClock.now() - opened > away) void repair();
  else compareSoon();
}

async function followPermission(): Promise<void> {
  const { permissions } = environment();
  // A browser that does not know the question is looked at whenever the app comes to the front.
  const status = await permissions?.query({ name: 'notifications' }).catch(() => null);
  status?.addEventListener('change', lookUp);
}

/** Milliseconds without a change before the server is asked for other times. */
const settling = 1500;
let comparing: ReturnType<typeof setTimeout> | undefined;

/** After something has changed that they follow from: the server is told of other times, another zone or language. */
function compareSoon(): void {
  clearTimeout(comparing);
  comparing = setTimeout(() => void compare().catch(noted('reminder compare')), settling);
}

async function compare(): Promise<void> {
  const now = channel.value;
  const told = now && toldBy(now);
  if (!now?.on || !told || !hasTexts() || coming.peek()) return;
  const same =
    told.timezone === zoneHere() &&
    told.locale === locale.value &&
    JSON.stringify(told.nudges) === JSON.stringify(await wanted(now));
  if (!same) await repair();
}
