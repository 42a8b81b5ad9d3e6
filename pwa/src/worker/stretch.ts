/** Argon2id apart from the page, so that the screen goes on answering: `{pin, salt, cost}` in, the 32 bytes out. Used once, then ended. */
import { stretch } from '../vault/argon.ts';
import type { Bytes } from '../vault/bytes.ts';
import type { Cost } from '../vault/cost.ts';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', (event: MessageEvent<{ pin: string; salt: Bytes; cost: Cost }>) => {
  const bytes = stretch(event.data.pin, event.data.salt, event.data.cost);
  self.postMessage(bytes, [bytes.buffer]);
});
