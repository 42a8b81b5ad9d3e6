/**
 * The channel: this device's push subscription and reminder times, as a box on the server (docs/engineers/protocol.md, "Channels").
 * Its id and secret are random, rest in a sealed record of this device only, and lead to nothing else the person has.
 */

import { base64, hex, random } from '../bytes.ts';
import { callOwn, isDone, isOk } from '../http/request.ts';
import { isNumber, isOneOf, isRecord, isString, recordIn, toFields } from '../model/codec.ts';
import type { Locale } from '../model/content.ts';
import type { Fields } from '../model/plain.ts';
import {
  isNudge,
  type Nudge,
  type Pause,
  type ReminderChoice,
  readChoice,
  readPause,
  readSkips,
  type Skips,
} from '../model/reminders.ts';

/** Name of the device-only record. */
export const channelRecord = 'channel';

export interface Channel {
  /** 16 bytes in hex */
  id: string;
  /** 32 bytes in hex */
  auth: string;
  /** False: turned off here, and about to be erased. */
  on: boolean;
  choice: ReminderChoice;
  /** The rest that the person has chosen. */
  pause: Pause | null;
  /** The body that the server took last, empty when it has none. */
  told: string;
  /** The server has taken one at some time: reminders have been on here. */
  ever: boolean;
  /** A wish was sent to this box: it may stand on the server. */
  sent: boolean;
  /** Another body was sent after `told`, and no answer has come: the server may have either. */
  unheard: boolean;
  /** The rest of each reminder, as the server has been told it. */
  skipped: Skips;
  /** «Hopp over i dag»: the local date before which none is needed but for one's own; empty for none. */
  dayOff: string;
  /** The end of the programme (`theEnd`) after which the person has asked for them all the same; empty for none. */
  beyond: string;
}

export const newChannel = (choice: ReminderChoice): Channel => ({
  id: hex(random(16)),
  auth: hex(random(32)),
  on: true,
  choice,
  pause: null,
  told: '',
  ever: false,
  sent: false,
  unheard: false,
  skipped: {},
  dayOff: '',
  beyond: '',
});

export const newNudgeId = (): string => hex(random(8));

export function readChannel(fields: Fields | undefined): Channel | null {
  const { id, auth, on, choice, pause, told, ever, sent, unheard, skipped, dayOff, beyond } = fields ?? {};
  if (typeof id !== 'string' || typeof auth !== 'string') return null;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    id,
    auth,
    on: on === true,
    choice: readChoice(choice),
    pause: readPause(pause),
    told: text(told),
    // Those of an earlier version have it where they have been told of.
    ever: ever === true || text(told) !== '',
    // An earlier version did not say.
    sent: sent !== false,
    unheard: unheard === true,
    skipped: readSkips(skipped),
    dayOff: text(dayOff),
    beyond: text(beyond),
  };
}

/** What the server was told last, as far as it can be read. */
export interface ToldChannel {
  endpoint: string;
  timezone: string;
  locale: Locale;
  nudges: Nudge[];
}

export function toldBy({ told }: Pick<Channel, 'told'>): ToldChannel | null {
  const { endpoint, timezone, locale, nudges } = recordIn(told && JSON.parse(told));
  const whole = isString(endpoint) && isString(timezone) && isOneOf(['nb', 'en'], locale) && Array.isArray(nudges);
  return whole ? { endpoint, timezone, locale, nudges: nudges.filter(isNudge) } : null;
}

/** The fields of the record: plain JSON, no undefined. */
export const channelFields = (channel: Channel): Fields => toFields(channel);

/** What the server says of the delivery. */
export interface Delivery {
  state: 'active' | 'paused' | 'resubscribe' | 'gone';
  /** instant, UTC */
  last_sent: string | null;
  /** status of the push service; 0 not reached, null nothing sent yet */
  last_answer: number | null;
  /** `next`: instant, UTC; null when it will not ring */
  nudges: { id: string; kind: string; next: string | null }[];
}

const states: readonly unknown[] = ['active', 'paused', 'resubscribe', 'gone'];

/** What an answer says of the delivery; null for one that is not in this form. */
export function readDelivery({ status, body }: ChannelReply): Delivery | null {
  const { state, last_sent: sent, last_answer: answer, nudges } = recordIn(body);
  const fits =
    status === 200 &&
    states.includes(state) &&
    (sent === null || isString(sent)) &&
    (answer === null || isNumber(answer)) &&
    Array.isArray(nudges) &&
    nudges.every(
      (it) => isRecord(it) && isString(it.id) && isString(it.kind) && (it.next === null || isString(it.next)),
    );
  return fits ? (body as Delivery) : null;
}

/** `status` 0: no connection, or nothing that our server answered: the page of a proxy must not take the times to another box. */
export interface ChannelReply {
  status: number;
  body: unknown;
}

const NO_ANSWER: ChannelReply = { status: 0, body: null };

async function ask({ id, auth }: Channel, method: string, path = '', asked?: object | string): Promise<ChannelReply> {
  try {
    const answer = await callOwn(method, `/api/channels/${id}${path}`, { auth, body: asked });
    const { status, body, problem } = answer;
    const isOurs = isDone(status) || (isOk(status) ? body !== null : problem !== '');
    return isOurs ? { status, body } : NO_ANSWER;
  } catch {
    // No connection, which every caller knows by this status.
    return NO_ANSWER;
  }
}

/** The body of PUT: the subscription as the browser gives it, and when to ring. The same wish gives the same text. */
export function wish(subscription: PushSubscriptionJSON, zone: string, locale: Locale, nudges: Nudge[]): string {
  const { p256dh, auth } = subscription.keys ?? {};
  return JSON.stringify({ endpoint: subscription.endpoint, p256dh, auth, timezone: zone, locale, nudges });
}

export const putChannel = (channel: Channel, body: string): Promise<ChannelReply> => ask(channel, 'PUT', '', body);
export const getChannel = (channel: Channel): Promise<ChannelReply> => ask(channel, 'GET');
/** The app was opened: the chosen times count again. */
export const seen = (channel: Channel): Promise<ChannelReply> => ask(channel, 'POST', '/seen');
/** Not needed before the local date `until`. */
export const skip = (channel: Channel, nudge: string, until: string): Promise<ChannelReply> =>
  ask(channel, 'POST', '/skip', { id: nudge, until });
/** One push, now. */
export const test = (channel: Channel): Promise<ChannelReply> => ask(channel, 'POST', '/test');

/** The key that subscriptions are made with, or null without a connection. */
export async function pushKey(): Promise<string | null> {
  try {
    const { status, body } = await callOwn('GET', '/api/push-key');
    const { key } = (body ?? {}) as { key?: unknown };
    return isOk(status) && typeof key === 'string' ? key : null;
  } catch {
    // Without a connection.
    return null;
  }
}

/** Whether an address was made with this key of a server; one that does not say counts as made with it. */
export function isMadeWith({ options }: Partial<PushSubscription>, key: string): boolean {
  const made = options?.applicationServerKey;
  const plain = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return !made || plain(base64(new Uint8Array(made))) === plain(key);
}

/** The browser gave this phone another address: the server is told, with the same times as before. */
export async function readdress(channel: Channel, subscription: PushSubscriptionJSON): Promise<void> {
  const told = toldBy(channel);
  if (!channel.on || !told) return;
  await putChannel(channel, wish(subscription, told.timezone, told.locale, told.nudges));
}
