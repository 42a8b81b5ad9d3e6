/**
 * Builds the coaches' console, `/coach.html` and what it is made of, apart from the app: it shares no chunk with it, so that nothing
 * of it comes to a person's phone. Its files stand under `assets/coach/`; the worker leaves them out (build/worker.ts).
 */
import { join } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import { browserCrypto } from './browser-crypto.ts';

export const consolePage = 'coach.html';
export const consoleAssets = 'assets/coach';

export function coachConsole(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'coach-console',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle() {
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'warn',
        plugins: [browserCrypto()],
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          assetsDir: consoleAssets,
          // As in vite.config.ts: the CSP lets neither an inline script nor a data: address through.
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          reportCompressedSize: false,
          rolldownOptions: { input: join(config.root, consolePage) },
        },
      });
    },
  };
}
