/** Milliseconds after which a worker is given up: a try at a lock takes seconds on the slowest phone. */
const LONGEST = 60_000;

/** The one answer of a worker, which is ended then. Throws when it breaks, or has said nothing for a minute. */
export async function awaitAnswer<T>(worker: Worker, order: unknown): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer from the worker')), LONGEST);
      worker.addEventListener('message', (event: MessageEvent<T>) => resolve(event.data));
      worker.addEventListener('error', () => reject(new Error('the worker broke')));
      worker.postMessage(order);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
