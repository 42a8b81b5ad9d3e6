/** When to sync: now, shortly after a change, on coming online or to the front, and every five minutes. */

const EVERY_MS = 5 * 60_000;
const AFTER_CHANGE_MS = 2_000;

/** The page's own events; absent in a worker and under Node. */
interface Page {
  document?: EventTarget & { visibilityState: string };
  addEventListener?: EventTarget['addEventListener'];
  removeEventListener?: EventTarget['removeEventListener'];
}

export class Tempo {
  private readonly sync: () => void;
  private readonly page = globalThis as Page;
  private every: ReturnType<typeof setInterval> | null = null;
  private soon: ReturnType<typeof setTimeout> | null = null;

  constructor(sync: () => void) {
    this.sync = sync;
  }

  start(): void {
    if (this.every !== null) return;
    this.every = setInterval(this.sync, EVERY_MS);
    this.page.addEventListener?.('online', this.sync);
    this.page.document?.addEventListener('visibilitychange', this.toFront);
    this.sync();
  }

  /** A burst of changes becomes one sync. */
  changed(): void {
    if (this.every === null) return;
    if (this.soon !== null) clearTimeout(this.soon);
    this.soon = setTimeout(this.sync, AFTER_CHANGE_MS);
  }

  stop(): void {
    if (this.every !== null) clearInterval(this.every);
    if (this.soon !== null) clearTimeout(this.soon);
    this.every = null;
    this.soon = null;
    this.page.removeEventListener?.('online', this.sync);
    this.page.document?.removeEventListener('visibilitychange', this.toFront);
  }

  private readonly toFront = (): void => {
    if (this.page.document?.visibilityState === 'visible') this.sync();
  };
}
