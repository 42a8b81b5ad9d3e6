/**
 * Where one is. The address stays `/` whatever is shown, and the whole visit is one history entry: neither the list of
 * visited pages nor the back button says what was read, and quick exit replaces the only entry there is (ADR 0002).
 * A browser writes `history.state` into its session files, unsealed and for longer than the visit lasts. So it only ever
 * holds the name of a tab; after a reload any other screen has given way to Today. Links are `#/name/arg`, read once. Such an
 * address stays in the browser's history, so nothing that opens a window uses one: a notice hands its screen over from the worker.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

export const screenNames = [
  'first',
  'what',
  'urge',
  'log',
  'more-about',
  'today',
  'programme',
  'diary',
  'insights',
  'summary',
  'more',
  'entry',
  'checkin',
  'fortnight',
  'month',
  'sofar',
  'text',
  'plan',
  'calm',
  'help',
  'tools',
  'code',
  'signin',
  'reminders',
  'consents',
  'language',
  'mask',
  'install',
  'storage',
  'export',
  'import',
  'move',
  'delete',
  'shared',
  'lock',
  'locked',
  'guest',
  'erased',
  'devices',
  'known-code',
  'own-words',
  'coming',
  'coach',
  'figures',
] as const;
export type Name = (typeof screenNames)[number];

export interface Route {
  name: Name;
  args: string[];
}

interface Stop extends Route {
  /** It has not been visited yet: it is what comes next. */
  ahead?: boolean;
  /** Where it was left. */
  left?: Place;
}

/** Where one was on a screen. */
export interface Place {
  /** how far it was scrolled down, in CSS pixels */
  y: number;
  /** the address of the link that led away; null where something else did */
  link: string | null;
  /** ids of what was unfolded */
  open: string[];
}

/** Names that say nothing about what is read or written there. */
const tabs: readonly Name[] = ['today', 'programme', 'diary', 'insights', 'more'];

const stack: Stop[] = [];

export function parse(hash: string): Route | null {
  const [name, ...args] = hash.replace(/^#\//, '').split('/').map(decoded);
  return screenNames.includes(name as Name) && !args.includes(null)
    ? { name: name as Name, args: args as string[] }
    : null;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    // Somebody has cut it off or mistyped it.
    return null;
  }
}

export const to = (name: Name, ...args: string[]): string => `#/${[name, ...args].map(encodeURIComponent).join('/')}`;

export const route: ReadonlySignal<Route> = signal({ name: 'first', args: [] });

const address = (): string => location.pathname + location.search + location.hash;

function show(next: Route): void {
  (route as Signal<Route>).value = next;
  // For tests and for whoever looks for a fault: it is in the page and nowhere else.
  document.documentElement.dataset.screen = next.name;
  const tab = tabs.find((name) => name === next.name) ?? null;
  // Every note of it goes by the browser itself, which a start would wait for.
  if (tab !== lastTab() || address() !== '/') history.replaceState(tab && { tab }, '', '/');
}

/** Where the screen that is shown was left, until it has been drawn. */
let left: Place | null = null;

/** Another screen, from its beginning or where it was left. */
function turn(next: Route, place: Place | null = null): void {
  left = place;
  show(next);
  scrollTo(0, 0);
}

/** Returns, once, where the screen that stands now was left when one has come back to it. */
export function takePlace(): Place | null {
  const place = left;
  left = null;
  return place;
}

function here(): Place {
  const link = document.activeElement?.closest('main a[href^="#/"]');
  const open = [...document.querySelectorAll('details[open][id]')].map(({ id }) => id);
  return { y: scrollY, link: link?.getAttribute('href') ?? null, open };
}

/** Goes on; `back` returns here. */
export function go(name: Name, ...args: string[]): void {
  stack.push({ ...route.value, left: here() });
  turn({ name, args });
}

/** Goes on without a way back to this screen (it is finished). */
export function instead(name: Name, ...args: string[]): void {
  turn({ name, args });
}

/** A row of screens in place of this one: the first is shown, and the others come one by one, also by the way back. */
export function through(first: Route, ...rest: Route[]): void {
  stack.push(...rest.reverse().map((it) => ({ ...it, ahead: true })));
  instead(first.name, ...first.args);
}

const textOf = ({ name, args: [kind, id] }: Route): string => (name === 'text' ? `${kind}/${id}` : '');

/** How much of the stack lies below the text that is shown: a part of a text, opened from it, is no stop of its own. */
function below(): number {
  const text = textOf(route.peek());
  return stack.findLastIndex((it) => it.ahead || !text || textOf(it) !== text) + 1;
}

/** Whether the next thing is another screen of the row. */
export const goesOn = (): boolean => stack[below() - 1]?.ahead ?? false;

/** Whether a row is under way, also where one has gone aside from it. */
export const inRow = (): boolean => stack.some((it) => it.ahead);

/** This text is finished: the next screen of the row, or the one of the row that led here. */
export function onward(): void {
  stack.length = below();
  back();
}

/**
 * For who goes on after waiting for something: whether the person is still here. Who has gone elsewhere meanwhile stays there. Asked at the
 * press that is waited for: a link may have opened the screen once more since it was drawn.
 */
export function stillHere(): () => boolean {
  const here = route.peek();
  return () => route.peek() === here;
}

/** A root: nothing to go back to. */
export function root(name: Name, ...args: string[]): void {
  stack.length = 0;
  turn({ name, args });
}

export function back(otherwise: Name = 'today'): void {
  const { name, args, left: place }: Stop = stack.pop() ?? { name: otherwise, args: [] };
  turn({ name, args }, place ?? null);
}

/** The tab that stood before the page was loaded anew. */
export function lastTab(): Name | null {
  const kept = (history.state as { tab?: unknown } | null)?.tab;
  return tabs.find((name) => name === kept) ?? null;
}

/** What the icon's own menu opens, by the number in its address: the browser keeps the address, and a number is no word. */
const menu: ReadonlyMap<string | null, Name> = new Map([
  ['1', 'urge'],
  ['2', 'log'],
]);

/** What a fresh page should show: a link, what was chosen in the icon's menu, else `start`. */
export function begin(start: Name): void {
  const chosen = menu.get(new URLSearchParams(location.search).get('s'));
  show(parse(location.hash) ?? { name: chosen ?? start, args: [] });
  // When it stands: until then there is nothing to scroll, and to ask for it lays out a page that goes at once.
  queueMicrotask(() => scrollTo(0, 0));
  addEventListener('hashchange', () => {
    const next = parse(location.hash);
    if (next) root(next.name, ...next.args);
  });
  document.addEventListener('click', follow);
  document.addEventListener('auxclick', (event) => {
    if (event.button === 1) follow(event);
  });
}

/** Also with the middle button or a key held: in a new tab the browser would write down where the link leads. */
function follow(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
  const next = link && parse(link.getAttribute('href') ?? '');
  if (!next || event.defaultPrevented) return;
  event.preventDefault();
  if (link.closest('.tabs')) root(next.name, ...next.args);
  else go(next.name, ...next.args);
}

export type ScreenProps = { args: string[] };
