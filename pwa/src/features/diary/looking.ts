/**
 * How one is looking at the diary: list or month, what was chosen and searched for. It is the same when one comes back from
 * an entry. What was searched for, and how far one had read, is gone when one goes elsewhere; all of it when the diary is closed.
 * It lives in memory and nowhere else.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { daysBetween } from '../../core/model/dates.ts';
import { type FilterGroup, ownFilter } from '../../core/model/diary-filter.ts';
import { type DiaryDay, type DiaryLine, diaryLines, onlyLines } from '../../core/model/diary-lines.ts';
import { chosenOf, type Filters } from '../../core/model/filtering.ts';
import { monthOf } from '../../core/model/month-view.ts';
import { nearDays } from '../../core/model/near.ts';
import { type NearGroup, nearFilter } from '../../core/model/near-filter.ts';
import { URGENT_DAYS } from '../../core/model/purchases.ts';
import { instead, type Name, route } from '../../platform/router.ts';
import { entries, today, vault } from '../../shared/state.ts';

/** Dates shown at first, and so many more at a time. */
const PAGE = 21;

export const page: ReadonlySignal<'' | 'search' | 'filter'> = signal('');
export const view: ReadonlySignal<'list' | 'month'> = signal('list');
export const filters: ReadonlySignal<Filters<FilterGroup>> = signal(ownFilter.none);
export const nearFilters: ReadonlySignal<Filters<NearGroup>> = signal(nearFilter.none);
export const query: ReadonlySignal<string> = signal('');
/** How much of the list, and of what was found, is drawn. */
export const shown: ReadonlySignal<number> = signal(PAGE);
export const hitsShown: ReadonlySignal<number> = signal(PAGE);
/** The month on the wall, and the day opened in it; null: that of today. */
export const month: ReadonlySignal<string | null> = signal(null);
export const openDay: ReadonlySignal<string | null> = signal(null);
let scrolled = 0;

export const allLines = computed(() => diaryLines(entries.value.values()));
export const lines = computed(() =>
  chosenOf(filters.value).length === 0
    ? allLines.value
    : onlyLines(allLines.value, (it) => ownFilter.fits(it, filters.value)),
);
export const linesByDate = computed<ReadonlyMap<string, DiaryDay>>(
  () => new Map(lines.value.days.map((day) => [day.date, day])),
);

const everyLineByDate = computed<ReadonlyMap<string, DiaryDay>>(
  () => new Map(allLines.value.days.map((day) => [day.date, day])),
);
/** All of a date, also what is not shown. */
export const everyLineOf = (date: string): readonly DiaryLine[] => everyLineByDate.value.get(date)?.lines ?? [];

/** The days of somebody close to him, newest first: all, and those that are shown. */
export const allDays = computed(() => nearDays(entries.value.values()).reverse());
export const days = computed(() => allDays.value.filter((it) => nearFilter.fits(it, nearFilters.value)));

/** Its list stands from the top again, and nothing is searched for. */
function leave(): void {
  batch(() => {
    (page as Signal<'' | 'search' | 'filter'>).value = '';
    (query as Signal<string>).value = '';
    (shown as Signal<number>).value = PAGE;
    (hitsShown as Signal<number>).value = PAGE;
  });
  scrolled = 0;
}

function forget(): void {
  batch(() => {
    leave();
    (view as Signal<'list' | 'month'>).value = 'list';
    (filters as Signal<Filters<FilterGroup>>).value = ownFilter.none;
    (nearFilters as Signal<Filters<NearGroup>>).value = nearFilter.none;
    (month as Signal<string | null>).value = null;
    (openDay as Signal<string | null>).value = null;
  });
}

/** What one opens from the diary, and comes back from. */
const beside: readonly Name[] = ['diary', 'entry', 'plan', 'text', 'log', 'more-about', 'checkin'];

/** Follows where one is and whose diary is open. */
export function watchLooking(): void {
  let last: Name | null = null;
  /** It is narrowed to what a number of Insights counts, and no longer than one is there. */
  let lent = false;
  effect(() => {
    const { name, args } = route.value;
    if (lent && (name === 'diary' ? args.length === 0 : !beside.includes(name))) narrow(ownFilter.none);
    lent = name === 'diary' ? args.length > 0 : lent && beside.includes(name);
    if (!beside.includes(name)) leave();
    // The tab, pressed while one is there already.
    else if (name === 'diary' && last === 'diary') (page as Signal<'' | 'search' | 'filter'>).value = '';
    // The router scrolls after it has told.
    if (last === 'diary' && name !== 'diary' && beside.includes(name)) scrolled = scrollY;
    last = name;
  });

  effect(() => {
    if (vault.value !== null) return;
    forget();
    // What was worked out from the diary goes with it.
    for (const of of [allLines, lines, linesByDate, everyLineByDate, allDays, days]) of.peek();
  });
}

export function turn(to: '' | 'search' | 'filter'): void {
  (page as Signal<'' | 'search' | 'filter'>).value = to;
}

export function showAs(next: 'list' | 'month'): void {
  (view as Signal<'list' | 'month'>).value = next;
}

/** The list begins anew with every other choice. */
export function narrow(to: Filters<FilterGroup>): void {
  (filters as Signal<Filters<FilterGroup>>).value = to;
  (shown as Signal<number>).value = PAGE;
}

/** The same for the days of somebody close to him. */
export function narrowNear(to: Filters<NearGroup>): void {
  (nearFilters as Signal<Filters<NearGroup>>).value = to;
  (shown as Signal<number>).value = PAGE;
}

/** What is found begins anew with every other word. */
export function searchFor(words: string): void {
  (query as Signal<string>).value = words;
  (hitsShown as Signal<number>).value = PAGE;
}

export function showMore(): void {
  (shown as Signal<number>).value += PAGE;
}

export function showMoreHits(): void {
  (hitsShown as Signal<number>).value += PAGE;
}

export function showMonth(next: string): void {
  (month as Signal<string | null>).value = next;
}

/** In place of where a purchase was logged: what may be urgent, for as long as it may be; of an older one, itself. */
export function showPurchase(id: string, date: string): void {
  if (daysBetween(date, today.value) <= URGENT_DAYS) instead('text', 'page', 'lapse', 'logged', id);
  else instead('entry', id);
}

/** In the month, the day that was just written about. */
export function showLogged(date: string): void {
  if (view.value !== 'month') return;
  showMonth(monthOf(date));
  showDay(date);
}

export function showDay(date: string): void {
  (openDay as Signal<string | null>).value = date;
}

/** Where one was in the list before an entry was opened; and at the top, with the title in focus, when a page is turned. */
export function useLooking(): void {
  const at = page.value;
  const before = useRef(at);
  useLayoutEffect(() => {
    scrollTo(0, scrolled);
    scrolled = 0;
  }, []);
  useEffect(() => {
    if (before.current === at) return;
    before.current = at;
    scrollTo(0, 0);
    // Who searches writes first of all (Search.tsx).
    if (at === 'search') return;
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  }, [at]);
}
