import { defineConfig } from 'vite';
import { browserCrypto } from './build/browser-crypto.ts';
import { coachConsole } from './build/console.ts';
import { eager } from './build/eager.ts';
import { fetchedFirst } from './build/fetched.ts';
import { licences } from './build/licences.ts';
import { worker } from './build/worker.ts';

/** What no screen needs but those on which one writes to a coach. */
const ofCoaches = /[\\/]src[\\/](features[\\/]coach[\\/](?!Ahead|ConsentPart|here|index)|core[\\/]thread[\\/])/;

export default defineConfig({
  // What a start on a phone with a diary is made of.
  plugins: [
    browserCrypto(),
    eager('index', 'first', 'vault', 'needed', 'nb', 'en'),
    fetchedFirst(),
    coachConsole(),
    licences(),
    worker('src/worker/sw.ts'),
  ],
  // oxc compiles the JSX; there is no framework plugin to keep in step.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': 'http://localhost:8000', '/content': 'http://localhost:8000' } },
  build: {
    // The polyfill would be an inline script, and inlined assets would be data: addresses; the CSP lets neither through.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Two style sheets: that of the first screen, and that of all others, which routes.ts waits for: none flashes unstyled.
    cssCodeSplit: true,
    // `.vite/manifest.json`: which chunks the first screen needs (build/size.ts). Not served: its name starts with a dot.
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      // Right for one module in one file. Ours share files, and what is imported late keeps theirs out of the start.
      checks: { ineffectiveDynamicImport: false },
      output: {
        // The first screen knows all names; six letters of a hash tell them apart as well as eight.
        chunkFileNames: 'assets/[name]-[hash:6].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
        // What the first screen needs is one file: cut along every way in which later screens share it, it would be twenty,
        // and larger. Its beginning stays apart: it waits for the vault, and nothing that is fetched meanwhile may wait for it.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], test: /[\\/]src[\\/](?!app[\\/]main\.tsx)|node_modules/ },
            // So are the vault, and the screens that are asked for ahead: every file costs a slow phone more than its bytes.
            { name: 'vault', test: /[\\/]src[\\/]core[\\/]vault[\\/]vaults\.ts$/ },
            { name: 'needed', test: /[\\/]src[\\/]app[\\/]needed\.ts$/ },
            { name: 'settings', test: /[\\/]src[\\/]app[\\/]settings\.ts$/ },
            // What is for coaches alone is fetched by the few who write to one.
            { name: 'shared', minShareCount: 2, test: (id: string) => /[\\/]src[\\/]/.test(id) && !ofCoaches.test(id) },
          ],
        },
      },
    },
  },
});
