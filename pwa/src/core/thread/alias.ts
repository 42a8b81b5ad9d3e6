/** Names that name nobody: two plain words and a number, made on the device. */

import { random } from '../bytes.ts';
import type { Locale } from '../model/content.ts';

const WORDS: Record<Locale, { first: readonly string[]; second: readonly string[] }> = {
  nb: {
    first:
      'Blå Grønn Gul Hvit Rød Brun Grå Lys Mørk Varm Kjølig Stille Rolig Våken Mild Klar Frisk Lett Fast Myk Lang Bred Høy Liten Stor Rund Ny Gammel Tidlig Sen Åpen Dyp'.split(
        ' ',
      ),
    second:
      'bjørk furu gran eik lind alm rogn osp selje hassel bekk elv foss dal bakke stein strand fjord skog eng myr holme vik topp sti bro port lykt kopp stol bok båt'.split(
        ' ',
      ),
  },
  en: {
    first:
      'Blue Green Yellow White Red Brown Grey Bright Dark Warm Cool Quiet Calm Awake Mild Clear Fresh Light Steady Soft Long Broad High Small Large Round New Old Early Late Open Deep'.split(
        ' ',
      ),
    second:
      'birch pine spruce oak linden elm rowan aspen willow hazel brook river fall valley hill stone beach fjord forest meadow marsh islet bay peak path bridge gate lamp cup chair book boat'.split(
        ' ',
      ),
  },
};

const COUNT = 32;

/** «Stille bjørk 47»: one of about 90,000. */
export function newAlias(locale: Locale): string {
  const [first = 0, second = 0, high = 0, low = 0] = random(4);
  const { [locale]: words } = WORDS;
  // 10 … 99; the bias of the remainder names nobody either.
  const number = 10 + (((high << 8) | low) % 90);
  return `${words.first[first % COUNT]} ${words.second[second % COUNT]} ${number}`;
}
