/** The page as the worker answers with it: in the mask that is worn, and with what a diary needs asked for before the app has started. */
import { guessLocale } from '../domain/language.ts';
import { type Mask, masked, maskIn, plainMask } from '../domain/mask.ts';
import { sightForReading } from '../vault/reading.ts';
import type { Ahead } from './cache.ts';
import { within } from './push.ts';

/** Milliseconds that the page waits to learn its name; after that it stands with the plain one until the app starts. */
const patience = 500;

interface Worn {
  mask: Mask;
  files: readonly string[];
}

const sight = () => sightForReading().catch(() => null);

/** The mask that was chosen on this phone, else the one of the icon that was opened. */
export async function wornMask(search = ''): Promise<Mask> {
  return (await sight())?.outside.mask ?? maskIn(search) ?? plainMask;
}

async function worn(search: string, ahead: Ahead): Promise<Worn> {
  const seen = await sight();
  return {
    mask: seen?.outside.mask ?? maskIn(search) ?? plainMask,
    files: seen?.opens ? ahead[seen.outside.locale ?? guessLocale(navigator.languages)] : [],
  };
}

/** `data-ahead` tells the page that the worker has seen a diary that opens here. */
const link = (file: string): string =>
  file.endsWith('.css')
    ? `<link rel="preload" as="style" data-ahead href="${file}">`
    : `<link rel="modulepreload" data-ahead href="${file}">`;

/** The same answer with the name and the icons of the mask, and the files asked for. */
async function dressed(page: Response, { mask, files }: Worn): Promise<Response> {
  if (!page.ok || (mask === plainMask && files.length === 0)) return page;
  const headers = new Headers(page.headers);
  // They are of the bytes as they came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  const text = masked(await page.text(), mask).replace('</head>', `${files.map(link).join('')}</head>`);
  return new Response(text, { status: page.status, headers });
}

export async function wornPage(page: Promise<Response>, search: string, ahead: Ahead): Promise<Response> {
  const plain: Worn = { mask: plainMask, files: [] };
  const [answer, found] = await Promise.all([page, within(patience, worn(search, ahead), plain)]);
  return dressed(answer, found);
}
