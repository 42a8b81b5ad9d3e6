/** Argon2id apart from the page, so that the screen goes on answering: `{pin, salt, cost}` in, the 32 bytes out. Used once, then ended. */

import type { Bytes } from '../core/bytes.ts';
import { stretch } from '../core/vault/argon.ts';
import type { Cost } from '../core/vault/cost.ts';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', (event: MessageEvent<{ pin: string; salt: Bytes; cost: Cost }>) => {
  const bytes = stretch(event.data.pin, event.data.salt, event.data.cost);
  self.postMessage(bytes, [bytes.buffer]);
});
