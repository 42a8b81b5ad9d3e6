/** Stretches a PIN in a worker of its own (worker/stretch.ts). */

import type { Bytes } from '../core/bytes.ts';
import type { Cost } from '../core/vault/cost.ts';
import { awaitAnswer } from './answering.ts';
import { scripts, trustedScript } from './scripts.ts';

/** Throws when the worker does not start, breaks or gives no answer, on a phone without memory for it, say. */
export async function derivePinKey(pin: string, salt: Bytes, cost: Cost): Promise<Bytes> {
  const worker = new Worker(trustedScript(scripts.stretch), import.meta.env.DEV ? { type: 'module' } : {});
  return awaitAnswer<Bytes>(worker, { pin, salt, cost });
}
