/** The mask in what the worker answers itself: the page, before the app in it has started. */
import { type Mask, masked, maskIn, plainMask } from '../domain/mask.ts';
import { outsideForReading } from '../vault/reading.ts';
import { within } from './push.ts';

/** Milliseconds that the page waits to learn its name; after that it stands with the plain one until the app starts. */
const patience = 500;

/** The mask that was chosen on this phone, else the one of the icon that was opened. */
export async function wornMask(search = ''): Promise<Mask> {
  const outside = await outsideForReading().catch(() => null);
  return outside?.mask ?? maskIn(search) ?? plainMask;
}

/** The same answer with the name and the icons of the mask. */
export async function inMask(page: Response, mask: Mask): Promise<Response> {
  if (mask === plainMask || !page.ok) return page;
  const headers = new Headers(page.headers);
  // They are of the bytes as they came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  return new Response(masked(await page.text(), mask), { status: page.status, headers });
}

export async function wornPage(page: Promise<Response>, search: string): Promise<Response> {
  const [answer, mask] = await Promise.all([page, within(patience, wornMask(search), plainMask)]);
  return inMask(answer, mask);
}
