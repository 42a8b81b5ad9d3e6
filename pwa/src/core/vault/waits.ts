/** The waits after wrong PINs, as this page holds them (core/model/tries.ts). */
import { call } from '../http/request.ts';
import { type HeldWait, hold, leftOf, noTries, type Tries } from '../model/tries.ts';
import type { Database } from './database.ts';
import type { VaultEnvironment } from './environment.ts';

/** Milliseconds that the server is waited for when only its time is asked for. */
const patience = 5000;

export class Waits {
  private readonly environment: VaultEnvironment;
  private held: HeldWait | null = null;

  constructor(environment: VaultEnvironment) {
    this.environment = environment;
  }

  /** Milliseconds until the next try. `server`: its time, when it was heard just now. */
  left(tries: Tries, server?: number): number {
    const running = this.environment.running?.() ?? performance.now();
    const moment = { now: this.environment.now(), running, ...(server !== undefined && { server }) };
    this.held = hold(tries, moment, this.held);
    return leftOf(this.held, running);
  }

  /** The server's time, in milliseconds since 1970, from an answer that says nothing else; undefined when it is not heard. */
  async heard(): Promise<number | undefined> {
    try {
      const { at } = await call(this.environment, 'HEAD', '/health', { milliseconds: patience });
      return at ?? undefined;
    } catch {
      // Offline: nobody says what time it is.
      return undefined;
    }
  }

  /** Writes down beside the try that begins a wait what the server's time is. */
  async note(database: Database, { wrong, at }: Tries): Promise<void> {
    const served = await this.heard();
    if (served === undefined) return;
    const write = database.transaction('outside', 'readwrite');
    const outside = await write.store.get('outside');
    const tries = outside?.tries ?? noTries;
    // Another try, or the right one, came first.
    if (tries.wrong === wrong && tries.at === at)
      await write.store.put({ ...outside, tries: { ...tries, served } }, 'outside');
    await write.done;
  }
}
