/**
 * How the app asks a server: no cookies, no redirects, no address of where it comes from, and never longer than it may take; and how
 * it tells an answer of our server from the page of a proxy.
 */

/** Milliseconds that an answer may take, to its last byte. */
export const ANSWER_MS = 30_000;
/** The same for scripts and texts, which are long for a slow connection. */
export const FILE_MS = 120_000;

function privately(init: RequestInit = {}, milliseconds = ANSWER_MS): RequestInit {
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

/** Where a server is, and how it is reached from here. */
export interface Server {
  /** Address of the server, without a slash at the end; empty for the page's own. */
  server: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** The server that the page, or the worker, came from, as a browser reaches it. */
export const browserServer: Server = { server: '', fetch: (url, init) => fetch(url, init) };

let own = browserServer;

/** Gives the way in which the page's own server is reached, where it is not the browser's. */
export function reachThrough(server: Server): void {
  own = server;
}

/** Asks the page's own server for a file. */
export const request = (address: string, init?: RequestInit, milliseconds?: number): Promise<Response> =>
  own.fetch(`${own.server}${address}`, privately(init, milliseconds));

/** Calls the API of the page's own server. */
export const callOwn = (method: string, path: string, options?: RequestOptions): Promise<ServerAnswer> =>
  call(own, method, path, options);

/** What a server said to a call. */
export interface ServerAnswer {
  status: number;
  /** Its body as JSON; null for a page of a proxy, or nothing at all. */
  body: unknown;
  /** The name of the problem that it tells of (RFC 9457); empty when it is no problem document of ours. */
  problem: string;
  /** The server's clock, in milliseconds since 1970; null when the answer does not say. */
  at: number | null;
}

export interface RequestOptions {
  /** The secret of the box that is asked about. */
  auth?: string | undefined;
  /** Sent as JSON; a text is JSON already. */
  body?: object | string | undefined;
  milliseconds?: number;
}

/** Calls the API of a server, and reads the answer to its end. Throws what `fetch` throws when none has come in time. */
export async function call(
  { server, fetch }: Server,
  method: string,
  path: string,
  { auth, body, milliseconds }: RequestOptions = {},
): Promise<ServerAnswer> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (auth !== undefined) headers.Authorization = `Bearer ${auth}`;
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
  const answer = await fetch(`${server}${path}`, privately(init, milliseconds));
  const said = parsed(await answer.text());
  const at = Date.parse(answer.headers.get('Date') ?? '');
  return { status: answer.status, body: said, problem: problemOf(said), at: Number.isNaN(at) ? null : at };
}

/** Of the service worker: what a page has asked for, as it asked for it. */
export const passOn = (asked: Request | string): Promise<Response> =>
  fetch(asked, { signal: AbortSignal.timeout(FILE_MS) });

/** What the browser fetches by itself and may wait for without end. */
export const atMost = <T>(work: Promise<T>, milliseconds = ANSWER_MS): Promise<T | undefined> =>
  Promise.race([work, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), milliseconds))]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller is told by the null.
    return null;
  }
}

const PROBLEMS = '/problems/';

function problemOf(answer: unknown): string {
  const type = (answer as { type?: unknown } | null)?.type;
  return typeof type === 'string' && type.startsWith(PROBLEMS) ? type.slice(PROBLEMS.length) : '';
}

/** Whether an answer is one of success. */
export const isOk = (status: number): boolean => status >= 200 && status < 300;

/** Whether our server did what it was asked and has nothing more to say. A proxy says 200, with a page of its own. */
export const isDone = (status: number): boolean => status === 201 || status === 204;
