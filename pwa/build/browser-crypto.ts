/** @hpke/common asks Node for `crypto` where a browser has none of its own; every browser that runs this app has. */
import type { Plugin } from 'vite';

const empty = '\0browser-crypto';

export function browserCrypto(): Plugin {
  return {
    name: 'browser-crypto',
    enforce: 'pre',
    resolveId: (source) => (source === 'crypto' ? empty : null),
    load: (id) => (id === empty ? 'export const { crypto: webcrypto } = globalThis;' : null),
  };
}
