/** Word between the tabs of one device, so that each shows what another has written; and what one of them does at a time. */

/**
 * `changed`: records · `wiped`: another vault lives here now, or none · `locked`: the keys are to go from every tab ·
 * `unlocked`: the lock was taken away · `used`: somebody is at the app in another tab · `left`: all of them leave at once ·
 * `masked`: the app wears another name.
 */
export type TabMessage = 'changed' | 'wiped' | 'locked' | 'unlocked' | 'used' | 'left' | 'masked';

const ownChannel = (name: string): BroadcastChannel | null =>
  typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);

export class Tabs {
  private readonly channel: BroadcastChannel | null;

  /** `channel`: makes what they hear each other by, where that is not the browser's own. */
  constructor(name: string, told: (word: TabMessage) => void, channel = ownChannel) {
    this.channel = channel(name);
    if (!this.channel) return;
    this.channel.onmessage = (event: MessageEvent<TabMessage>) => told(event.data);
    // Under Node an open channel would keep the process alive.
    (this.channel as { unref?: () => void }).unref?.();
  }

  tell(word: TabMessage): void {
    this.channel?.postMessage(word);
  }

  close(): void {
    this.channel?.close();
  }
}

/** The words between a page and the other tabs. What comes before anybody listens waits until somebody does. */
export class TabChannel {
  private readonly waiting: TabMessage[] = [];
  private told = (word: TabMessage): void => void this.waiting.push(word);
  private readonly tabs: Tabs;

  constructor(name: string, channel?: typeof ownChannel) {
    this.tabs = new Tabs(name, (word) => this.told(word), channel);
  }

  listen(told: (word: TabMessage) => void): void {
    this.told = told;
    for (const word of this.waiting.splice(0)) told(word);
  }

  tell(word: TabMessage): void {
    this.tabs.tell(word);
  }
}

const queues = new Map<string, Promise<undefined>>();

/** Runs `work` while no other tab of this device does the same. Without Web Locks only this page is guarded. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) return locks.request(name, work) as Promise<T>;
  const before = queues.get(name) ?? Promise.resolve(undefined);
  const mine = before.then(work, work);
  queues.set(
    name,
    mine.then(
      () => undefined,
      // Whoever waits for `mine` hears of it.
      () => undefined,
    ),
  );
  return mine;
}
