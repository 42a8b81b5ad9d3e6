/** What a push is answered from, on this phone. */
import type { Bundle } from '../domain/content.ts';
import { plainMask } from '../domain/mask.ts';
import type { Disk } from '../vault/reading.ts';
import { browser } from '../vault/surroundings.ts';
import { answerWaits } from '../vault/thread/waiting.ts';
import { keptContent } from './cache.ts';
import type { Sources } from './push.ts';

export const sourcesOf = (disk: Disk): Sources => ({
  open: () => disk.records(),
  answered: ({ entries }) => answerWaits(entries, browser()),
  texts: async (locale) => (await keptContent(locale)) as Bundle | null,
  now: () => new Date(),
  mask: async () => (await disk.outside()).mask ?? plainMask,
  shown: disk,
});
