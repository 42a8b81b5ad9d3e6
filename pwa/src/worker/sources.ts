/** What a push is answered from, on this phone. */

import { keptContent } from '../core/content/cache.ts';
import type { Bundle } from '../core/model/content.ts';
import { plainMask } from '../core/model/mask.ts';
import { answerWaits } from '../core/thread/waiting.ts';
import type { Disk } from '../core/vault/reading.ts';
import { browser } from '../core/vault/surroundings.ts';
import type { Sources } from './push.ts';

export const sourcesOf = (disk: Disk): Sources => ({
  open: () => disk.records(),
  answered: ({ entries }) => answerWaits(entries, browser()),
  texts: async (locale) => (await keptContent(locale)) as Bundle | null,
  now: () => new Date(),
  mask: async () => (await disk.outside()).mask ?? plainMask,
  shown: disk,
});
