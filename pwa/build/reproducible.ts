/**
 * Builds the app twice, in folders of different names, and compares every file: whoever builds the same sources can see
 * whether a server hands out what they are. Prints one hash over all files; exit 1 and the names of those that differ.
 * Usage: node build/reproducible.ts
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'vite';

type Hashes = Map<string, string>;

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Every file below `folder` with its hash, hidden ones too, in the order of their names. */
export function hashesOf(folder: string): Hashes {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(named.map((file) => [relative(folder, file), sha256(readFileSync(file))]));
}

/** The names of the files that are not the same in both, or in one only. */
export function differing(one: Hashes, other: Hashes): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name)).sort();
}

async function buildInto(outDir: string): Promise<Hashes> {
  const root = join(import.meta.dirname, '..');
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
  return hashesOf(outDir);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fotfeste-'));
  try {
    const first = await buildInto(join(folder, 'first'));
    const again = await buildInto(join(folder, 'again, and elsewhere'));
    const different = differing(first, again);
    process.stdout.write(`${sha256(JSON.stringify([...first]))}  ${first.size} files, built twice\n`);
    if (different.length === 0) return;
    process.stderr.write(`Not the same in two builds: ${different.join(', ')}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
