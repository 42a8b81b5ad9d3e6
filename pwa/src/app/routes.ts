/**
 * The screens, each a chunk of its own; what must be there when it is hard is asked for before it is needed. None but the
 * first stands before its words and its styles do.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { noteFault } from '../core/faults.ts';
import { request } from '../core/http/request.ts';
import { First } from '../features/welcome/First.tsx';
import { loadAllWords, locale, whole } from '../platform/i18n.ts';
import type { Name, ScreenProps } from '../platform/router.ts';
import { fetchVault } from '../platform/vaults.ts';
import { face } from '../shared/state.ts';

type Component = ComponentType<ScreenProps>;

/** A chunk, in which something begins when it is here; once. */
function begun<Chunk>(fetching: () => Promise<Chunk>, begin: (chunk: Chunk) => void): () => Promise<Chunk> {
  let begins = true;
  return async () => {
    const chunk = await fetching();
    if (begins) begin(chunk);
    begins = false;
    return chunk;
  };
}

const need = begun(
  () => import('./needed.ts'),
  (it) => it.follow(),
);
const settings = begun(
  () => import('./settings.ts'),
  (it) => it.watchWithOwn(),
);
const near = begun(
  () => import('./near.ts'),
  (it) => it.followDiary(),
);
const diary = begun(
  () => import('../features/diary/DiaryScreen.tsx'),
  (it) => it.followDiary(),
);
const coach = begun(
  () => import('../features/coach/CoachScreen.tsx'),
  (it) => it.addCoachWords(),
);
const figures = begun(
  () => import('../features/privacy/Figures.tsx'),
  (it) => it.addFigureWords(),
);

type Loader = () => Promise<Component>;

const loaders: Record<Name, Loader> = {
  first: () => Promise.resolve(First),
  what: () => import('../features/welcome/WhatScreen.tsx').then((it) => it.WhatScreen),
  urge: () => need().then((it) => it.UrgeScreen),
  log: () => import('../features/diary/Log.tsx').then((it) => it.Log),
  'more-about': () => settings().then((it) => it.MoreAbout),
  today: () => need().then((it) => it.Today),
  programme: () => import('../features/programme/ProgrammeScreen.tsx').then((it) => it.ProgrammeScreen),
  diary: () => diary().then((it) => it.DiaryScreen),
  insights: () => import('../features/insights/Insights.tsx').then((it) => it.Insights),
  summary: () => import('../features/insights/Summary.tsx').then((it) => it.Summary),
  more: () => settings().then((it) => it.More),
  entry: () => import('../features/diary/EntryView.tsx').then((it) => it.EntryView),
  checkin: () => import('../features/diary/Checkin.tsx').then((it) => it.CheckinScreen),
  fortnight: () => import('../features/programme/Fortnight.tsx').then((it) => it.Fortnight),
  month: () => import('../features/programme/Month.tsx').then((it) => it.Month),
  sofar: () => import('../features/programme/SoFar.tsx').then((it) => it.SoFar),
  text: () => need().then((it) => it.TextScreen),
  plan: () => import('../features/plan/Plan.tsx').then((it) => it.Plan),
  calm: () => import('../features/calm/CalmScreen.tsx').then((it) => it.CalmScreen),
  tools: () => need().then((it) => it.Tools),
  help: () => need().then((it) => it.Help),
  code: () => import('../features/account/CodeScreen.tsx').then((it) => it.CodeScreen),
  signin: () => import('../features/account/SignIn.tsx').then((it) => it.SignIn),
  reminders: () => import('../features/reminders/Reminders.tsx').then((it) => it.Reminders),
  consents: () => settings().then((it) => it.Consents),
  language: () => settings().then((it) => it.Language),
  mask: () => settings().then((it) => it.MaskScreen),
  install: () => settings().then((it) => it.Install),
  storage: () => settings().then((it) => it.Storage),
  export: () => settings().then((it) => it.Export),
  import: () => settings().then((it) => it.Import),
  move: () => settings().then((it) => it.Move),
  delete: () => settings().then((it) => it.Delete),
  erased: () => settings().then((it) => it.Erased),
  coming: () => import('../features/today/ComingScreen.tsx').then((it) => it.ComingScreen),
  coach: () => coach().then((it) => it.CoachScreen),
  figures: () => figures().then((it) => it.Figures),
  devices: () => settings().then((it) => it.Devices),
  'known-code': () => settings().then((it) => it.KnownCode),
  'own-words': () => settings().then((it) => it.OwnWordsScreen),
  shared: () => import('../features/lock/Shared.tsx').then((it) => it.Shared),
  lock: () => settings().then((it) => it.LockSettings),
  locked: () => import('../features/lock/LockScreen.tsx').then((it) => it.LockScreen),
  guest: () => import('../features/lock/Guest.tsx').then((it) => it.Guest),
};

/** Screens of which somebody close to him has one of their own. */
const nearLoaders: Partial<Record<Name, Loader>> = {
  today: () => need().then((it) => it.NearToday),
  diary: () => near().then((it) => it.NearDiary),
  entry: () => near().then((it) => it.NearEntry),
  checkin: () => near().then((it) => it.NearCheckinScreen),
  insights: () => near().then((it) => it.NearInsights),
};

/** The screen of this name in the app of the face that is shown. */
const loaderOf = (name: Name): Loader => (face.value === 'near' && nearLoaders[name]) || loaders[name];

/** Screens of which no word comes with the texts; a locked phone shows the first of them only. */
const withoutTexts: readonly Name[] = ['locked', 'first', 'what', 'shared'];
export const standsWithoutTexts = (name: Name): boolean => withoutTexts.includes(name);

/** Help in a hard moment must not wait for a connection that may be gone by then. */
const needed: readonly Name[] = ['urge', 'text', 'today', 'tools', 'help'];

/** One press from Today. */
const tabs: readonly Name[] = ['insights', 'diary', 'programme', 'more'];

const loaded = signal<ReadonlyMap<Loader, Component>>(new Map([[loaders.first, First]]));
/** The screen that was asked for last and could not be had. */
export const missingScreen: ReadonlySignal<Name | null> = signal(null);

/** Fetched once; a failure is tried again at the next screen. */
let stylesheet: Promise<unknown> | null = null;
const loadStyles = (): Promise<unknown> => {
  stylesheet ??= import('./later.ts').catch((fault) => {
    stylesheet = null;
    throw fault;
  });
  return stylesheet;
};

/** The screen, once it and its words are there. */
export const loadedScreen = (name: Name): Component | undefined =>
  name === 'first' || whole.value ? loaded.value.get(loaderOf(name)) : undefined;

async function load(name: Name): Promise<void> {
  if (name === 'first' || loadedScreen(name)) return;
  const loader = loaderOf(name);
  const [component] = await Promise.all([loader(), loadAllWords(), loadStyles()]);
  loaded.value = new Map(loaded.value).set(loader, component);
}

export async function fetchScreen(name: Name): Promise<void> {
  try {
    await load(name);
    if (missingScreen.value === name) (missingScreen as Signal<Name | null>).value = null;
  } catch (fault) {
    noteFault('screen load', fault);
    (missingScreen as Signal<Name | null>).value = name;
  }
}

/**
 * Once more. With a connection and still no screen, this page is older than what the server has, or the browser remembers
 * the failure: then the page itself is loaded anew.
 */
export async function askAgain(name: Name): Promise<void> {
  await fetchScreen(name);
  if (missingScreen.value !== name) return;
  // Still without a connection: what is shown says so already.
  const there = await request('/', { method: 'HEAD' }).catch(() => null);
  if (there?.ok) location.reload();
}

/** After the first screen stands, in every language that is chosen there, and again when the connection comes back. What fails is asked for when it is opened. */
export function askAhead(): void {
  const all = () => {
    // Whoever opens one of them asks again, and is shown what is missing.
    for (const name of needed) load(name).catch(() => undefined);
    // Whatever needs it asks for it again.
    fetchVault().catch(() => undefined);
  };
  locale.subscribe(all);
  addEventListener('online', all);
}

/** Where there is a diary, and when nothing else is waited for: the other tabs, one after the other, so that a press in between is not. */
export async function askTabs(): Promise<void> {
  // As above: a press on the tab asks again.
  for (const name of tabs) await load(name).catch(() => undefined);
}
