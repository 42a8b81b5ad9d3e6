/**
 * Writes `/licences.txt`: the licence text of every package that is built into the app, and where its word lists come from, as
 * their licences ask of whoever hands them on. The worker leaves it out (build/worker.ts): it is read on the site, and no phone needs it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const licencesFile = 'licences.txt';

/** Of the words that a lock may be made of. */
const words = `Lists of words (four words as a lock)

English: the long word list of the Electronic Frontier Foundation, by Joseph Bonneau, shortened. https://www.eff.org/dice
Creative Commons Attribution 3.0 United States, https://creativecommons.org/licenses/by/3.0/us/

Bokmål: chosen from spell-norwegian 2.2, by Rune Kleveland and the spell-norwegian maintainers, GNU General Public License, version 2 or
later, by the frequencies of wordfreq 3.1.1, by Robyn Speer, Creative Commons Attribution-ShareAlike 4.0,
https://creativecommons.org/licenses/by-sa/4.0/, with data of the Google Books Ngram Viewer (http://books.google.com/ngrams), the
Leeds Internet Corpus, Wikipedia, ParaCrawl, OpenSubtitles (http://www.opensubtitles.org/) and the SUBTLEX lists of Marc Brysbaert et al.
`;

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
  return [`${head}\nThese packages are built into it:\n`, ...texts, words].join('\n---\n\n');
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
