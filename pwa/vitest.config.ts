import { defineConfig } from 'vitest/config';

/** Tests of screens: the whole app on a DOM without a browser (src/testing/app.ts). */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.tsx'],
    environment: 'happy-dom',
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    // Every page is loaded anew by the tests themselves (src/testing/page.ts).
    isolate: false,
    // One would be left idle for whoever watches.
    maxWorkers: '100%',
    // Far more than a test takes: a busy machine is no fault of one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { TZ: 'Europe/Oslo' },
    tags: [{ name: 'slow', description: 'takes more than half a second: not in `make test-fast`' }],
  },
});
