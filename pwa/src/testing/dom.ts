/** What a phone's browser has and a DOM without one lacks. Everything that a mounted app adds is taken away by `reset`. */
import type { DetachedWindowAPI } from 'happy-dom';
import { vi } from 'vitest';

export const origin = 'http://localhost:3000';

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI;
  }
}

type Listening = [EventTarget, Parameters<EventTarget['addEventListener']>];

const listening: Listening[] = [];
const channels: BroadcastChannel[] = [];
const NativeChannel = globalThis.BroadcastChannel;

/** Between the tabs of this phone; closed with the app, and nobody hears who still speaks then. */
class Channel extends NativeChannel {
  private closed = false;
  constructor(name: string) {
    super(name);
    channels.push(this);
  }
  override postMessage(word: unknown): void {
    if (!this.closed) super.postMessage(word);
  }
  override close(): void {
    this.closed = true;
    super.close();
  }
}

/** Every element is on the screen as soon as somebody watches it, unless `sight.below` is set. */
class Seen {
  private readonly told: (entries: { isIntersecting: boolean; target: Element }[]) => void;
  private readonly watched = new Set<Element>();
  constructor(told: Seen['told']) {
    this.told = told;
    watching.add(this);
  }
  observe(target: Element): void {
    this.watched.add(target);
    queueMicrotask(() => this.look());
  }
  look(): void {
    if (this.watched.size > 0) this.told([...this.watched].map((target) => ({ isIntersecting: !sight.below, target })));
  }
  unobserve(): void {}
  disconnect(): void {
    this.watched.clear();
    watching.delete(this);
  }
}

const watching = new Set<Seen>();

export const sight = {
  /** What is watched stands below the window. */
  below: false,
  /** Somebody scrolls down to it. */
  scroll(): void {
    sight.below = false;
    for (const it of watching) it.look();
    dispatchEvent(new Event('scroll'));
  },
};

/** In place of Argon2id, which would take most of the time of a test. */
export async function stretched(pin: string, salt: Uint8Array, cost: object): Promise<Uint8Array<ArrayBuffer>> {
  const all = new TextEncoder().encode(JSON.stringify([pin, [...salt], cost]));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}

/** In place of the worker that stretches PINs. */
class Stretcher extends EventTarget {
  postMessage({ pin, salt, cost }: { pin: string; salt: Uint8Array; cost: object }): void {
    void stretched(pin, salt, cost).then((data) => this.dispatchEvent(new MessageEvent('message', { data })));
  }
  terminate(): void {}
}

/** Notes what the app listens to on the page, so that it can be taken away with the app. */
function noteListeners(target: EventTarget): void {
  const add = target.addEventListener.bind(target);
  vi.spyOn(target, 'addEventListener').mockImplementation((...of) => {
    listening.push([target, of]);
    add(...of);
  });
}

export interface Senses {
  locale: 'nb' | 'en';
  userAgent?: string;
  /** Media queries that hold, such as `(prefers-reduced-motion: reduce)`. */
  media?: readonly string[];
  /** What else `navigator` says of this browser, or has. */
  has?: Readonly<Record<string, unknown>>;
}

/** What has been said of this browser. */
const given: string[] = [];

export function furnish({ locale, userAgent, media = [], has = {} }: Senses): void {
  for (const target of [window, document]) noteListeners(target);
  vi.stubGlobal('BroadcastChannel', Channel);
  vi.stubGlobal('IntersectionObserver', Seen);
  vi.stubGlobal('Worker', Stretcher);
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: media.includes(query),
    addEventListener() {},
    removeEventListener() {},
  }));
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('print', vi.fn());
  const own = { languages: [locale === 'nb' ? 'nb-NO' : 'en-GB'], ...(userAgent && { userAgent }), ...has };
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
    given.push(name);
  }
}

/** Takes away what the app has added to the page. */
export function reset(): void {
  for (const [target, [type, listener, options]] of listening.splice(0))
    target.removeEventListener(type, listener, options);
  for (const channel of channels.splice(0)) channel.close();
  watching.clear();
  sight.below = false;
  for (const name of given.splice(0)) Reflect.deleteProperty(navigator, name);
  document.body.replaceChildren();
  // What a test has put in their place.
  Reflect.deleteProperty(document, 'visibilityState');
  Reflect.deleteProperty(navigator, 'serviceWorker');
  for (const name of Object.keys(document.documentElement.dataset)) delete document.documentElement.dataset[name];
  // Whoever left for another site is there still.
  window.happyDOM.setURL(origin);
  history.replaceState(null, '', '/');
  localStorage.clear();
  sessionStorage.clear();
}
