/**
 * How the app asks a server: no cookies, no redirects, no address of where it comes from, and never longer than it may take; and how
 * it tells an answer of our server from the page of a proxy.
 */

/** Milliseconds that an answer may take, to its last byte. */
export const ANSWER_MS = 30_000;
/** The same for scripts and texts, which are long for a slow connection. */
export const FILE_MS = 120_000;

export function privately(init: RequestInit = {}, milliseconds = ANSWER_MS): RequestInit {
  const signal = AbortSignal.timeout(milliseconds);
  return {
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    ...init,
    signal,
  };
}

export const request = (address: string, init?: RequestInit, milliseconds?: number): Promise<Response> =>
  fetch(address, privately(init, milliseconds));

/** Of the service worker: what a page has asked for, as it asked for it. */
export const passOn = (asked: Request | string): Promise<Response> =>
  fetch(asked, { signal: AbortSignal.timeout(FILE_MS) });

/** What the browser fetches by itself and may wait for without end. */
export const atMost = <T>(work: Promise<T>, milliseconds = ANSWER_MS): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), milliseconds))]);

/** What a body says as JSON; null for a page of a proxy, or nothing at all. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller is told by the null.
    return null;
  }
}

const PROBLEMS = '/problems/';

/** The name of the problem that an answer tells of (RFC 9457); empty when it is no problem document of ours. */
export function problemOf(answer: unknown): string {
  const type = (answer as { type?: unknown } | null)?.type;
  return typeof type === 'string' && type.startsWith(PROBLEMS) ? type.slice(PROBLEMS.length) : '';
}

/** Whether our server did what it was asked and has nothing more to say. A proxy says 200, with a page of its own. */
export const isDone = (status: number): boolean => status === 201 || status === 204;
