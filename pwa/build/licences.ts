/**
 * Writes `/licences.txt`: the licence text of every package that is built into the app, as their licences ask of whoever hands
 * them on. The worker leaves it out (build/worker.ts): it is read on the site, and no phone needs it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const licencesFile = 'licences.txt';

interface Lock {
  packages: Record<string, { version: string; license?: string; dev?: boolean }>;
}

/** One text over all packages of the lock that are no tools. Fails for one that has no licence text. */
export function licencesOf(root: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const built = Object.entries(packages).filter(([place, it]) => place && !it.dev);
  const texts = built.map(([place, { version, license }]) => {
    const name = place.replace(/^.*node_modules\//, '');
    const file = readdirSync(join(root, place)).find((it) => /^licen[cs]e/i.test(it));
    if (!file) throw new Error(`${name} has no licence text.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, place, file), 'utf8').trim()}\n`;
  });
  const head = 'Fotfeste is free software under the GNU Affero General Public License, version 3 or later.';
  return [`${head}\nThese packages are built into it:\n`, ...texts].join('\n---\n\n');
}

export function licences(): Plugin {
  let root = '';
  return {
    name: 'licences',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: licencesFile, source: licencesOf(root) });
    },
  };
}
