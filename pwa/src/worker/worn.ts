/** The page as the worker answers with it: in the mask that is worn, and with what a diary needs asked for before the app has started. */
import type { Locale } from '../domain/content.ts';
import { guessLocale } from '../domain/language.ts';
import { type Mask, masked, maskIn, plainMask } from '../domain/mask.ts';
import { sightForReading } from '../vault/reading.ts';
import { type Ahead, keptAddresses } from './cache.ts';
import { within } from './push.ts';

/** Milliseconds that the page waits to learn its name; after that it stands with the plain one until the app starts. */
const patience = 500;

interface Worn {
  mask: Mask;
  locale: Locale;
  files: readonly string[];
}

const sight = () => sightForReading().catch(() => null);

/** The mask that was chosen on this phone, else the one of the icon that was opened. */
export async function wornMask(search = ''): Promise<Mask> {
  return (await sight())?.outside.mask ?? maskIn(search) ?? plainMask;
}

async function worn(search: string, ahead: Ahead): Promise<Worn> {
  const seen = await sight();
  const locale = seen?.outside.locale ?? guessLocale(navigator.languages);
  return {
    mask: seen?.outside.mask ?? maskIn(search) ?? plainMask,
    locale,
    files: seen?.opens ? [...(await keptAddresses(locale).catch(() => [])), ...ahead[locale]] : [],
  };
}

/** `data-ahead` tells the page that the worker has seen a diary that opens here, and in which language it opens. */
function link(file: string, locale: Locale): string {
  const rel = file.endsWith('.js') ? 'modulepreload' : 'preload';
  const as = file.endsWith('.js') ? '' : file.endsWith('.css') ? ' as="style"' : ' as="fetch"';
  // As the page asks for it: what was fetched otherwise is fetched once more.
  return `<link rel="${rel}"${as} crossorigin data-ahead="${locale}" href="${file}">`;
}

/** The same answer with the name and the icons of the mask, and the files asked for. */
async function dressed(page: Response, { mask, locale, files }: Worn): Promise<Response> {
  if (!page.ok || (mask === plainMask && files.length === 0)) return page;
  const headers = new Headers(page.headers);
  // They are of the bytes as they came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  const text = masked(await page.text(), mask).replace(
    '</head>',
    `${files.map((file) => link(file, locale)).join('')}</head>`,
  );
  return new Response(text, { status: page.status, headers });
}

export async function wornPage(page: Promise<Response>, search: string, ahead: Ahead): Promise<Response> {
  const plain: Worn = { mask: plainMask, locale: 'nb', files: [] };
  const [answer, found] = await Promise.all([page, within(patience, worn(search, ahead), plain)]);
  return dressed(answer, found);
}
