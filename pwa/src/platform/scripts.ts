/** The only scripts that the page starts beside itself, and the only policy of Trusted Types: it lets their addresses through and no other. */
import stretchWorker from '../worker/stretch.ts?worker&url';

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
declare global {
  interface Window {
    /** Trusted Types, where the browser has them; lib.dom does not know them yet. */
    trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy };
  }
}

export const scripts = { service: '/sw.js', stretch: stretchWorker } as const;

const rules: ScriptPolicy = {
  createScriptURL(asked) {
    if (!Object.values(scripts).includes(asked)) throw new TypeError('Only the app’s own workers may be started.');
    return asked;
  },
};

/** The header of the server names it, and a name can be used once. */
let policy: ScriptPolicy | null = null;

export function trustedScript(address: string): string {
  policy ??= window.trustedTypes?.createPolicy('app-worker', rules) ?? rules;
  return policy.createScriptURL(address);
}
