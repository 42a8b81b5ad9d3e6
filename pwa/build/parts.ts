/** Builds the page of the parts for the gallery (src/testing/gallery/parts.tsx), which is no part of the app. Usage: vite build --config build/parts.ts --outDir … */
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { input: join(root, 'parts.html') },
  },
});
