/**
 * Builds the service worker as one classic script, `/sw.js`, and tells it which files make up the app.
 *
 * It runs after everything else is on the disk and hashes what it finds there, index.html and public/ too: any change of
 * any file gives another worker, and the worker takes only files with exactly these hashes.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import type { Precached, Preloads } from '../src/core/content/cache.ts';
import type { Locale } from '../src/core/model/content.ts';
import { browserCrypto } from './browser-crypto.ts';
import { consoleAssets, consolePage } from './console.ts';
import { licencesFile } from './licences.ts';
import { filesOf, type Manifest, manifestIn } from './size.ts';

/** Every file below `folder` but hidden ones, as paths with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((name) => name.startsWith('.')))
    .sort();
}

/** Coaches work with a connection: none of their console is kept on phones. */
const isConsole = (path: string): boolean => path === consolePage || path.startsWith(`${consoleAssets}/`);

/** The address of each file with its hash in the form of Subresource Integrity. The page itself goes by `/`. */
export function precacheList(dist: string): Precached[] {
  return filesBelow(dist)
    .filter((path) => path !== 'sw.js' && path !== licencesFile && !isConsole(path))
    .map((path) => [
      path === 'index.html' ? '/' : `/${path}`,
      `sha256-${createHash('sha256')
        .update(readFileSync(join(dist, path)))
        .digest('base64')}`,
    ]);
}

/** Names the cache: 16 hex digits over the whole list. */
export const versionOf = (list: Precached[]): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);

/** The chunk of a file that is imported later: its own, or the group that took all of it in (vite.config.ts). */
function laterChunk(manifest: Manifest, file: string, group: string): string {
  const taken = Object.keys(manifest).find((key) => manifest[key]?.name === group);
  return file in manifest ? file : (taken ?? file);
}

/** What a phone with a diary on it shows first is made of, beyond the first screen: its address, for each language. */
function aheadOf(manifest: Manifest): Preloads {
  const there = filesOf(manifest, 'index.html');
  const of = (locale: Locale) => {
    const files = new Set<string>();
    const parts = [
      laterChunk(manifest, 'src/core/vault/vaults.ts', 'vault'),
      laterChunk(manifest, 'src/app/needed.ts', 'needed'),
      `src/app/words/${locale}.ts`,
      'src/app/later.ts',
    ];
    for (const part of parts) filesOf(manifest, part, files);
    return [...files].filter((file) => !there.has(file)).map((file) => `/${file}`);
  };
  return { nb: of('nb'), en: of('en') };
}

/** `ahead` says what the worker asks for before the app does, from the folder of the build. */
export function worker(entry: string, ahead: (dist: string) => Preloads = (dist) => aheadOf(manifestIn(dist))): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle() {
      const dist = resolve(config.root, config.build.outDir);
      const list = precacheList(dist);
      const result = await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'warn',
        plugins: [browserCrypto()],
        resolve: { alias: config.resolve.alias },
        define: {
          PRECACHE: JSON.stringify(list),
          VERSION: JSON.stringify(versionOf(list)),
          AHEAD: JSON.stringify(ahead(dist)),
        },
        build: {
          write: false,
          reportCompressedSize: false,
          lib: { entry: resolve(config.root, entry), formats: ['iife'], name: 'worker', fileName: () => 'sw.js' },
        },
      });
      const [output] = Array.isArray(result) ? result : [result];
      if (!output || !('output' in output) || output.output.length !== 1)
        throw new Error('The service worker must come out as one file.');
      const chunk = output.output[0];
      if (chunk.type !== 'chunk') throw new Error('The service worker came out as an asset.');
      writeFileSync(join(dist, 'sw.js'), chunk.code);
    },
  };
}
