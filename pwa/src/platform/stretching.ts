/** Stretches a PIN in a worker of its own (worker/stretch.ts). */

import type { Bytes } from '../core/bytes.ts';
import type { Cost } from '../core/vault/cost.ts';
import { answerOf } from './answering.ts';
import { scripts, trusted } from './scripts.ts';

/** Throws when the worker does not start, breaks or gives no answer, on a phone without memory for it, say. */
export async function stretch(pin: string, salt: Bytes, cost: Cost): Promise<Bytes> {
  const worker = new Worker(trusted(scripts.stretch), import.meta.env.DEV ? { type: 'module' } : {});
  return answerOf<Bytes>(worker, { pin, salt, cost });
}
