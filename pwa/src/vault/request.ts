/** How the app asks a server: no cookies, no redirects, no address of where it comes from, and never longer than it may take. */

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
