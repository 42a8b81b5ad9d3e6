/** When to sync: now, shortly after a change, on coming online or to the front, and every five minutes. */

const EVERY_MS = 5 * 60_000;
const AFTER_CHANGE_MS = 2_000;
/** However long somebody goes on writing, what was written first does not wait longer than this. */
const AT_MOST_MS = 10_000;

/** The page's own events; absent in a worker and under Node. */
interface Page {
  document?: EventTarget & { visibilityState: string };
  addEventListener?: EventTarget['addEventListener'];
  removeEventListener?: EventTarget['removeEventListener'];
}

export class SyncSchedule {
  private readonly sync: () => void;
  private readonly page = globalThis as Page;
  private every: ReturnType<typeof setInterval> | null = null;
  private soon: ReturnType<typeof setTimeout> | null = null;
  /** When the first change came that no sync has been started for. */
  private since: number | null = null;

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

  /** True while a change waits for its sync to begin. */
  get waiting(): boolean {
    return this.since !== null;
  }

  /** A burst of changes becomes one sync. */
  changed(): void {
    if (this.every === null) return;
    if (this.soon !== null) clearTimeout(this.soon);
    this.since ??= performance.now();
    const left = this.since + AT_MOST_MS - performance.now();
    this.soon = setTimeout(() => this.now(), Math.max(0, Math.min(AFTER_CHANGE_MS, left)));
  }

  stop(): void {
    if (this.every !== null) clearInterval(this.every);
    if (this.soon !== null) clearTimeout(this.soon);
    this.every = null;
    this.soon = null;
    this.since = null;
    this.page.removeEventListener?.('online', this.sync);
    this.page.document?.removeEventListener('visibilitychange', this.toFront);
  }

  private now(): void {
    this.soon = null;
    this.since = null;
    this.sync();
  }

  private readonly toFront = (): void => {
    if (this.page.document?.visibilityState === 'visible') this.sync();
  };
}
