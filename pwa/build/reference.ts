/**
 * Builds the page that `bench.app` compares starts with (src/testing/reference.ts): the app's own page, files and service worker,
 * with a script of a few lines in place of the app's. No part of the app. Usage: vite build --config build/reference.ts --outDir …
 */
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { fetchedFirst } from './fetched.ts';
import { worker } from './worker.ts';

const root = join(import.meta.dirname, '..');
const app = '/src/app/main.tsx';

const inPlaceOfTheApp: Plugin = {
  name: 'reference',
  transformIndexHtml: {
    order: 'pre',
    handler(html) {
      if (!html.includes(app)) throw new Error(`The page does not start ${app}.`);
      return html.replace(app, '/src/testing/reference.ts');
    },
  },
};

export default defineConfig({
  root,
  // No diary opens here: nothing is asked for ahead.
  plugins: [inPlaceOfTheApp, fetchedFirst(), worker('src/worker/sw.ts', () => ({ nb: [], en: [] }))],
  build: {
    emptyOutDir: true,
    // As in vite.config.ts: the CSP lets neither an inline script nor a data: address through.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
