/** Stretches a PIN in a worker of its own (worker/stretch.ts). */
import { scripts, trusted } from './scripts.ts';
import type { Bytes } from './vault/bytes.ts';
import type { Cost } from './vault/cost.ts';

/** Throws when the worker does not start or does not come through, on a phone without memory for it, say. */
export async function stretch(pin: string, salt: Bytes, cost: Cost): Promise<Bytes> {
  const worker = new Worker(trusted(scripts.stretch), import.meta.env.DEV ? { type: 'module' } : {});
  try {
    return await new Promise<Bytes>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Bytes>) => resolve(event.data));
      worker.addEventListener('error', () => reject(new Error('the PIN could not be stretched')));
      worker.postMessage({ pin, salt, cost });
    });
  } finally {
    worker.terminate();
  }
}
