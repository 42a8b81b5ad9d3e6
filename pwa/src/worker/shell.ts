/** The page as the worker answers with it: in the mask that is chosen, and with what a diary needs asked for before the app has started. */

import type { Preloads } from '../core/content/cache.ts';
import { keptAddresses } from '../core/content/manifest.ts';
import type { Locale } from '../core/model/content.ts';
import { guessLocale } from '../core/model/language.ts';
import { type Mask, masked, maskIn, plainMask } from '../core/model/mask.ts';
import { type Glance, glanceForReading } from '../core/vault/reading.ts';
import { within } from './push.ts';

/** Milliseconds that the page waits to learn its name; after that it stands with the plain one until the app starts. */
const patience = 500;

interface ShellState {
  mask: Mask;
  locale: Locale;
  files: readonly string[];
  nothing: boolean;
}

// The page opens plain, and tells by itself of a disk that does not open.
const glance = (ready: Promise<void>): Promise<Glance | null> => glanceForReading(ready).catch(() => null);

async function readShellState(seeing: Promise<Glance | null>, search: string, ahead: Preloads): Promise<ShellState> {
  const seen = await seeing;
  const locale = seen?.unsealedPrefs.locale ?? guessLocale(navigator.languages);
  return {
    mask: seen?.unsealedPrefs.mask ?? maskIn(search) ?? plainMask,
    locale,
    // The page asks for its texts by itself then.
    files: seen?.opens ? [...(await keptAddresses(locale).catch(() => [])), ...ahead[locale]] : [],
    nothing: seen?.nothing ?? false,
  };
}

/** `data-ahead` tells the page that the worker has seen a diary that opens here, and in which language it opens. */
function link(file: string, locale: Locale): string {
  const rel = file.endsWith('.js') ? 'modulepreload' : 'preload';
  const as = file.endsWith('.js') ? '' : file.endsWith('.css') ? ' as="style"' : ' as="fetch"';
  // As the page asks for it: what was fetched otherwise is fetched once more.
  return `<link rel="${rel}"${as} crossorigin data-ahead="${locale}" href="${file}">`;
}

/** Tells the page that nothing rests here, so that its first screen need not wait for the disk to say so (start.ts). */
const empty = '<meta name="kept" content="nothing">';

/** The same words with the name and the icons of the mask, the files asked for, and whether anything rests here. */
const rendered = (text: string, { mask, locale, files, nothing }: ShellState): string =>
  masked(text, mask).replace(
    '</head>',
    `${files.map((file) => link(file, locale)).join('')}${nothing ? empty : ''}</head>`,
  );

/** Where the page first says what it is called; what it fetches stands before that (build/fetched.ts). */
const name = '<title>';

/**
 * The page, when `ready`. What it fetches is sent before it is known what it is called: scripts and styles come while the disk is
 * looked at.
 */
export async function renderShell(
  page: Promise<Response>,
  ready: Promise<void>,
  search: string,
  ahead: Preloads,
): Promise<Response> {
  const seeing = glance(ready);
  const [answer] = await Promise.all([page, ready]);
  if (!answer.ok) return answer;
  const plain: ShellState = { mask: plainMask, locale: 'nb', files: [], nothing: false };
  const found = within(patience, readShellState(seeing, search, ahead), plain);
  const text = await answer.text();
  const called = Math.max(0, text.indexOf(name));
  const headers = new Headers(answer.headers);
  // They are of the bytes as they came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(sink) {
      sink.enqueue(encoder.encode(text.slice(0, called)));
      sink.enqueue(encoder.encode(rendered(text.slice(called), await found)));
      sink.close();
    },
  });
  return new Response(body, { status: answer.status, headers });
}
