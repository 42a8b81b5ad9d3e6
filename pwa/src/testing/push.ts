/**
 * Push, on the phone and on the server: the leave that a person gives, the address of the phone, and what docs/engineers/protocol.md says
 * of channels as far as the app can tell. It outlives a page that is loaded anew.
 */
import { vi } from 'vitest';
import { addDays, localDate, weekday } from '../core/model/dates.ts';
import { type Nudge, weekdays } from '../core/model/reminders.ts';
import { json, ModelServer, problem } from '../core/vault/modelServer.ts';
import type { Key } from '../platform/i18n.ts';
import { type Opened, type Options, open } from './app.ts';

export interface Wish {
  endpoint: string;
  p256dh: string;
  auth: string;
  timezone: string;
  locale: string;
  nudges: Nudge[];
}

/** What the server holds of one phone. */
export interface Box {
  secret: string;
  wish: Wish;
  state: 'active' | 'paused' | 'resubscribe' | 'gone';
  lastSent: string | null;
  lastAnswer: number | null;
  /** Local dates before which a reminder does not ring, by its id. */
  skips: Record<string, string>;
  /** Daily ones that were sent since the app was opened. */
  unanswered: number;
  opened: string;
}

const mostUnanswered = 18;
const comebacks = [3, 7, 14, 30];

interface Address {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  /** The key of a server that it was made with. */
  madeWith: string;
}

const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (it) => it.charCodeAt(0));
const invalid = (field: string): Response =>
  json(422, { type: '/problems/invalid', status: 422, errors: [{ field, detail: 'No.' }] });

/** The model server, and all it has to say of channels. */
class Server extends ModelServer {
  constructor(push: ModelPush) {
    super();
    const rest = this.fetch;
    const both: ModelServer['fetch'] = async (url, init) =>
      (await push.answer(new URL(url).pathname, init)) ?? rest(url, init);
    Object.assign(this, { fetch: both });
  }
}

export class ModelPush {
  readonly server: ModelServer = new Server(this);
  permission: NotificationPermission = 'default';
  /** What the person says when the phone asks. */
  says: NotificationPermission = 'granted';
  /** The phone gives no address. */
  deaf = false;
  address: Address | null = null;
  /** The server's key, in base64. */
  key = btoa('the key');
  /** What the push service answers; 201, or 403 to another key than the address was made with, unless it is said. */
  answers: number | null = null;
  /** Words of the notices that were shown and not pressed yet. */
  readonly shown = new Set<string>();
  readonly boxes = new Map<string, Box>();
  readonly tombstones = new Set<string>();
  /** What the phone has asked: `key`, `PUT`, `GET`, `DELETE`, `seen`, `skip`, `test`. */
  readonly calls: string[] = [];
  /** Every wish that the phone has sent. */
  readonly puts: Wish[] = [];
  /** Stands between the phone and the server, for an answer that is late, lost or another one. */
  between: (call: string, ask: () => Response) => Response | Promise<Response> = (_, ask) => ask();

  private made = 0;
  private away = false;
  private readonly settings = new EventTarget();

  /** The only box there is. */
  get box(): Box {
    const [box, ...more] = this.boxes.values();
    if (!box || more.length > 0) throw new Error(`${this.boxes.size} boxes`);
    return box;
  }

  /** The reminders of that box by their kind. */
  get nudges(): Partial<Record<Nudge['kind'], Nudge>> {
    return Object.fromEntries(this.box.wish.nudges.map((it) => [it.kind, it]));
  }

  /** Until what date each of them rests on the server, by its kind. */
  get rests(): Partial<Record<Nudge['kind'], string>> {
    const { wish, skips } = this.box;
    return Object.fromEntries(wish.nudges.flatMap(({ kind, id }) => (skips[id] ? [[kind, skips[id]]] : [])));
  }

  /** As in the settings of the phone. */
  permit(permission: NotificationPermission): void {
    this.permission = permission;
    this.settings.dispatchEvent(new Event('change'));
  }

  /** The server is away, or here again. */
  offline(away = true): void {
    this.between = (_, ask) => {
      if (away) throw new TypeError('no connection');
      return ask();
    };
  }

  subscribe(madeWith = this.key): Address {
    this.made += 1;
    const endpoint = `https://push.test/${this.made}`;
    this.address = { endpoint, keys: { p256dh: `p${this.made}`, auth: `a${this.made}` }, madeWith };
    return this.address;
  }

  /** What the browser has for it. */
  furnish(): void {
    this.away = false;
    const pushManager = {
      getSubscription: async () => this.subscription(),
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        if (this.deaf) throw new DOMException('no push service', 'AbortError');
        if (!this.address) this.subscribe(applicationServerKey);
        return this.subscription();
      },
    };
    const getNotifications = async () =>
      [...this.shown].map((words) => ({ close: () => void this.shown.delete(words) }));
    const registration = { pushManager, getNotifications };
    const container = Object.assign(new EventTarget(), {
      controller: null,
      ready: Promise.resolve(registration),
      getRegistration: async () => registration,
    });
    const asked = async (): Promise<NotificationPermission> => {
      if (this.permission === 'default') this.permission = this.says;
      return this.permission;
    };
    const here = (): NotificationPermission => this.permission;
    vi.stubGlobal('PushManager', class {});
    vi.stubGlobal('Notification', {
      get permission() {
        return here();
      },
      requestPermission: asked,
    });
    const own = { serviceWorker: container, permissions: { query: async () => this.settings } };
    for (const [name, value] of Object.entries(own))
      Object.defineProperty(navigator, name, { value, configurable: true });
  }

  /** Takes it from the browser again. Whoever still asks gets no answer. */
  putAway(): void {
    this.away = true;
    for (const name of ['serviceWorker', 'permissions']) Reflect.deleteProperty(navigator, name);
  }

  private subscription() {
    const address = this.address;
    if (!address) return null;
    const { endpoint, keys } = address;
    return {
      toJSON: () => ({ endpoint, keys }),
      options: { applicationServerKey: bytes(address.madeWith).buffer },
      unsubscribe: async () => {
        this.address = null;
        return true;
      },
    };
  }

  /** The server's answer, or null for what is no business of this half. */
  async answer(path: string, init: RequestInit): Promise<Response | null> {
    const [, , kind, id = '', action] = path.split('/');
    if (this.away) return new Promise(() => undefined);
    if (kind !== 'push-key' && kind !== 'channels') return null;
    const call = kind === 'push-key' ? 'key' : (action ?? init.method ?? 'GET');
    const secret = new Headers(init.headers).get('Authorization') ?? '';
    const body: unknown = init.body ? JSON.parse(String(init.body)) : null;
    this.calls.push(call);
    if (call === 'PUT') this.puts.push(body as Wish);
    const answer = (): Response =>
      call === 'key' ? json(200, { key: this.key }) : this.channel(call, id, secret, body);
    const given = await this.between(call, answer);
    return this.away ? new Promise(() => undefined) : given;
  }

  private channel(call: string, id: string, secret: string, body: unknown): Response {
    const box = this.boxes.get(id);
    if (this.tombstones.has(id)) return problem(410, 'box-deleted');
    if (box ? box.secret !== secret : call !== 'PUT') return problem(404, 'no-such-box');
    if (call === 'PUT') return this.put(id, secret, body as Wish, box);
    if (!box) return problem(404, 'no-such-box');
    if (call === 'GET') return json(200, this.show(box));
    if (call === 'test') return this.test(box);
    if (call === 'skip') {
      const { id, until } = body as { id: string; until: string };
      if (!box.wish.nudges.some((it) => it.id === id)) return invalid('id');
      box.skips[id] = until;
    } else if (call === 'seen') {
      if (box.state === 'paused') box.state = 'active';
      Object.assign(box, { unanswered: 0, opened: localDate(new Date()) });
    } else if (call === 'DELETE') {
      this.boxes.delete(id);
      this.tombstones.add(id);
    } else return problem(404, 'no-such-page');
    return new Response(null, { status: 204 });
  }

  private put(id: string, secret: string, wish: Wish, box: Box | undefined): Response {
    if (!wish.endpoint?.startsWith('https://push.test/')) return invalid('endpoint');
    const [owner, had] =
      [...this.boxes].find(([, it]) => it.wish.endpoint === wish.endpoint && it.state !== 'gone') ?? [];
    if (had && (had.wish.p256dh !== wish.p256dh || had.wish.auth !== wish.auth)) return invalid('endpoint');
    if (owner && owner !== id) {
      this.boxes.delete(owner);
      this.tombstones.add(owner);
    }
    const opened = box?.opened ?? localDate(new Date());
    const same = box?.wish.endpoint === wish.endpoint && box.state !== 'gone';
    const unanswered = box?.unanswered ?? 0;
    const known: Record<string, string> = { ...had?.skips, ...box?.skips };
    const skips = Object.fromEntries(wish.nudges.flatMap((it) => (known[it.id] ? [[it.id, known[it.id] ?? '']] : [])));
    const resting = unanswered >= mostUnanswered ? 'paused' : 'active';
    this.boxes.set(id, {
      ...{ secret, wish, skips, unanswered, opened },
      state: box?.state === 'resubscribe' && same ? 'resubscribe' : resting,
      lastSent: box?.lastSent ?? null,
      lastAnswer: same ? box.lastAnswer : null,
    });
    return new Response(null, { status: box ? 204 : 201 });
  }

  /** One push to it, now. */
  send(box: Box): void {
    const madeWith = this.address?.endpoint === box.wish.endpoint ? this.address.madeWith : this.key;
    box.lastAnswer = this.answers ?? (madeWith === this.key ? 201 : 403);
    box.lastSent = `${new Date().toISOString().slice(0, 19)}Z`;
    if (box.lastAnswer === 410) box.state = 'gone';
  }

  private test(box: Box): Response {
    if (box.state !== 'active') return invalid('endpoint');
    this.send(box);
    return new Response(null, { status: 204 });
  }

  private show({ state, lastSent, lastAnswer, wish, skips, opened }: Box): object {
    const nudges = wish.nudges.map((it) => ({
      id: it.id,
      kind: it.kind,
      next: state === 'active' ? nextOf(it, skips[it.id] ?? '', opened) : null,
    }));
    return { state, paused: state === 'paused', last_sent: lastSent, last_answer: lastAnswer, nudges };
  }
}

/** When it rings next, each for itself: the phone is told when others have gone before. */
function nextOf(nudge: Nudge, rests: string, opened: string): string | null {
  const today = localDate(new Date());
  const dates =
    'once' in nudge
      ? [nudge.once.slice(0, 10)]
      : nudge.kind === 'comeback'
        ? comebacks.map((it) => addDays(opened, it))
        : Array.from({ length: 60 }, (_, ahead) => addDays(today, ahead)).filter((it) =>
            nudge.days.some((day) => weekdays.indexOf(day) === weekday(it)),
          );
  const at = 'once' in nudge ? nudge.once.slice(11) : nudge.at;
  const next = dates.find((it) => it >= rests && new Date(`${it}T${at}`).getTime() > Date.now());
  return next ? `${new Date(`${next}T${at}`).toISOString().slice(0, 19)}Z` : null;
}

/** What stands before the first thing that is filled in. */
export const head = (words: string): string => (words.split('{')[0] ?? '').trim();

/** Waits until the screen of the reminders says by these words how it goes. */
export const goes = (app: Opened, key: Key): Promise<void> =>
  app.until(() => {
    const says = document.querySelector('.part .lead')?.textContent ?? 'nothing';
    if (!says.includes(head(app.t(key)))) throw new Error(`it says ${says}`);
  });

/** The app with reminders that were just turned on, as they are proposed. */
export async function turnedOn(push: ModelPush, options: Options = {}): Promise<Opened> {
  const app = await open({ ...options, push });
  await app.go('reminders');
  await app.press(app.t('reminders_turn_on'));
  await app.see(head(app.t('reminders_next')));
  return app;
}

/** The page loaded anew, on this phone; until the server has heard that the app was opened. */
export async function openedAnew(app: Opened, push: ModelPush, options: Options = {}): Promise<Opened> {
  const asked = push.calls.length;
  const next = await open({ disk: app.disk, locale: app.locale, ...options, push });
  await next.until(() => {
    if (!push.calls.slice(asked).includes('seen')) throw new Error(`nobody was seen: ${push.calls.slice(asked)}`);
  });
  await (await import('../features/reminders/channel.ts')).repair();
  return next;
}

/** Until the phone has compared everything once more, whatever was on its way. */
export async function compared(app: Opened): Promise<void> {
  await app.later(2000);
  await (await import('../features/reminders/channel.ts')).repair();
}
