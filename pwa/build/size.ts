/**
 * How much a phone downloads before the first screen stands: JS and CSS, gzip. Prints the table; exit 1 over the limit.
 * Usage: node build/size.ts [dist]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 45_056;

interface Chunk {
  file: string;
  name?: string;
  imports?: string[];
  css?: string[];
}
export type Manifest = Record<string, Chunk>;

export const manifestIn = (dist: string): Manifest =>
  JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;

/** The files of a chunk, everything it imports statically, and their style sheets. */
export function filesOf(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build has no chunk «${key}».`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const next of chunk.imports ?? []) filesOf(manifest, next, found);
  return found;
}

function main(dist: string): void {
  const manifest = manifestIn(dist);
  const size = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  const sizes = [...filesOf(manifest, 'index.html')].map((file) => [file, size(file)] as const);
  const sum = sizes.reduce((total, [, bytes]) => total + bytes, 0);
  for (const [file, bytes] of [...sizes, ['first screen, gzip', sum] as const]) {
    process.stdout.write(`${String(bytes).padStart(8)}  ${file}\n`);
  }
  process.stdout.write(`${String(limit).padStart(8)}  allowed\n`);
  if (sum > limit) {
    process.stderr.write(`The first load is ${sum - limit} bytes too big.\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv[2] ?? join(import.meta.dirname, '../dist'));
