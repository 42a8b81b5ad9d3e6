/**
 * A page on a DOM without a browser: its clock, its disk, the shipped texts, and what is done on it by hand. One page at a time;
 * every one is loaded anew.
 */
import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configure, screen } from '@testing-library/dom';
import { options as preact, render } from 'preact';
import { afterEach, vi } from 'vitest';
import type { Bundle, Locale } from '../core/model/content.ts';
import type { OrganisationKeys } from '../core/thread/types.ts';
import { furnish, origin, reset, type Senses } from './dom.ts';

// What is waited for is mostly not there yet: neither the whole page nor every role on it is drawn each time to say so.
configure({
  getElementError: (message) => new Error(`${message}, in: ${document.body.textContent}`),
  ...{ _disableExpensiveErrorDiagnostics: true },
});

const texts = join(import.meta.dirname, '../../../.make/texts');

/** A Monday at noon. */
export const NOON = '2026-11-23T12:00:00+01:00';

const compiled = (file: string): string => readFileSync(join(texts, file), 'utf8');

/** The texts as they are shipped (`make .make/texts`); `coached`: as those of an operator who has coaches. */
function read(locale: Locale, coached: boolean): { manifest: { bundle: string }; bundle: Bundle } {
  const folder = coached ? 'coached/' : '';
  const manifest = JSON.parse(compiled(`${folder}${locale}.json`)) as { bundle: string };
  return { manifest, bundle: JSON.parse(compiled(manifest.bundle.replace('/content/', folder))) as Bundle };
}

export const shipped = (locale: Locale, coached = false): Bundle => read(locale, coached).bundle;

/** The server's texts, whatever else it is told or says. `change`: what it makes of a bundle; null where they are as shipped. */
export function handOut(coached: boolean, change?: (shipped: Bundle) => Bundle): (asked: string) => Response | null {
  const made = new Map<string, string>();
  const folder = coached ? 'coached/' : '';
  return (asked) => {
    const { pathname } = new URL(asked, origin);
    const [, locale, file] = /^\/(?:api\/content\/(nb|en)|content\/([0-9a-f]{64}\.json))$/.exec(pathname) ?? [];
    if (file) return new Response(made.get(file) ?? compiled(folder + file));
    if (!locale) return null;
    if (!change) return new Response(compiled(`${folder}${locale}.json`));
    const { manifest, bundle } = read(locale as Locale, coached);
    const body = JSON.stringify(change(bundle));
    const name = `${createHash('sha256').update(body).digest('hex')}.json`;
    made.set(name, body);
    return Response.json({ ...manifest, bundle: `/content/${name}`, bytes: body.length });
  };
}

/** Texts in the name of this organisation, where they are those of an operator who has coaches. */
export const named = (bundle: Bundle, organisation: OrganisationKeys): Bundle =>
  bundle.organisation ? { ...bundle, organisation: { ...bundle.organisation, ...organisation } } : bundle;

/** Sets a clock that goes on with the real one and can be moved (`later`). */
export function setClock(at: string | number = NOON): void {
  vi.useFakeTimers({
    now: new Date(at),
    shouldAdvanceTime: true,
    toFake: [
      'Date',
      'performance',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'requestAnimationFrame',
      'cancelAnimationFrame',
    ],
  });
}

// Whoever still asks when the page has been put away asks nobody.
const nobody = (): Promise<never> => {
  asked += 1;
  return Promise.reject(new TypeError('put away'));
};
globalThis.fetch = nobody;

let isOpen = false;
let beside: Beside | undefined;

/** How often a page has opened the disk or asked the server. */
let asked = 0;
for (const [of, name] of [
  [IDBDatabase.prototype, 'transaction'],
  [IDBFactory.prototype, 'open'],
] as const) {
  const real = (of as unknown as Record<string, (...given: unknown[]) => unknown>)[name];
  Object.defineProperty(of, name, {
    value(this: unknown, ...given: unknown[]) {
      asked += 1;
      return real?.apply(this, given);
    },
  });
}

/** Steps without a word to disk or server after which nobody is at work any more. */
const quiet = 30;

/**
 * Waits until what the page was doing has come to its end, or to a question that nobody answers any more: else it would
 * turn the next page to another screen.
 */
export async function settled(): Promise<void> {
  for (let before = -1; before !== asked; ) {
    before = asked;
    await vi.dynamicImportSettled();
    for (let step = 0; step < quiet; step += 1) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1));
      await new Promise((done) => setImmediate(done));
    }
  }
}

/** Puts the page away. The clock goes on. */
export async function shut(): Promise<void> {
  if (!isOpen) return;
  isOpen = false;
  render(null, document.body);
  vi.clearAllTimers();
  beside?.putAway();
  globalThis.fetch = nobody;
  await settled();
  vi.clearAllTimers();
  reset();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

afterEach(async () => {
  await shut();
  vi.useRealTimers();
});

/** What a page has beside its own: furnished before it is loaded, and put away after it. */
interface Beside {
  furnish(): void;
  putAway(): void;
}

interface PageOptions extends Senses {
  beside?: Beside;
  disk: IDBFactory;
  fetch: typeof fetch;
}

/** An empty page, onto which a test loads what it tests. */
export async function emptyPage({ disk, fetch, beside: more, ...senses }: PageOptions): Promise<void> {
  await shut();
  isOpen = true;
  beside = more;
  vi.resetModules();
  furnish(senses);
  beside?.furnish();
  // One of its own for every page: Preact, which is loaded once, waits for the frame of a page that has gone.
  preact.requestAnimationFrame = (draw) => void setTimeout(draw);
  vi.stubGlobal('indexedDB', disk);
  vi.stubGlobal('fetch', vi.fn(fetch));
}

/** Waits until `holds` does not throw; by the real clock, and longer than a busy machine takes. */
const until = <T>(holds: () => T): Promise<Awaited<T>> =>
  vi.waitFor(holds, { interval: 5, timeout: 60_000 }) as Promise<Awaited<T>>;

/** All that is written on the screen, with single spaces. */
const text = (): string => (document.body.textContent ?? '').replace(/\s+/g, ' ');

/** The element with this label, as soon as it is there. */
const labelled = (label: string | RegExp): Promise<HTMLInputElement> =>
  until(() => screen.getAllByLabelText(label)[0] as HTMLInputElement);

/** What is done on a page by hand, and what is seen there. */
export const hands = {
  until,
  text,
  labelled,
  /** The clock of the page, so many milliseconds on. */
  later: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
  /** Presses the button or link with this name as soon as it is there. */
  async press(name: string | RegExp, role?: 'button' | 'link'): Promise<void> {
    const found = await until(() => {
      const all = (role ? [role] : (['button', 'link'] as const)).flatMap((it) => screen.queryAllByRole(it, { name }));
      if (!all[0]) throw new Error(`nothing to press that is called ${name}; there is: ${document.body.textContent}`);
      return all[0];
    });
    found.focus();
    found.click();
  },
  async choose(label: string | RegExp): Promise<void> {
    (await labelled(label)).click();
  },
  async write(label: string | RegExp, words: string): Promise<void> {
    const field = await labelled(label);
    field.focus();
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  },
  /** Waits until these words stand somewhere on the screen. */
  see: (words: string | RegExp) =>
    until(() => {
      const all = text();
      if (typeof words === 'string' ? !all.includes(words) : !words.test(all))
        throw new Error(`${words} is not in: ${all}`);
    }),
};
