/** The shell: which screen stands, what the page is called, where the focus goes. */
import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { opensInside } from '../core/model/browser.ts';
import { waits, waitsForOlder } from '../core/model/coming.ts';
import { opens, youngPage } from '../core/model/face.ts';
import { askedBefore } from '../core/model/shared-phone.ts';
import { locale, t } from '../platform/i18n.ts';
import { goesOn, onward, type Place, type Route, route, takePlace } from '../platform/router.ts';
import { insideApp } from '../platform/storage.ts';
import { keepsNothing, notOpened } from '../shared/disk.ts';
import { Stuck } from '../shared/Stuck.tsx';
import { answered, asking, guest, locked } from '../shared/session.ts';
import {
  asksLater,
  bundle,
  changeLocale,
  coming,
  entries,
  entriesOfKind,
  face,
  older,
  reader,
  screenStands,
  under18,
  unkept,
  vault,
} from '../shared/state.ts';
import { have } from '../shared/texts.ts';
import { askAgain, fetchScreen, loadedScreen, missingScreen, standsWithoutTexts } from './routes.ts';

/** Screens that stand at a certain time only, and then by themselves. */
function over({ name }: Route): boolean {
  if (name === 'first') return vault.value !== null;
  if (name === 'shared') return vault.value !== null && !asksLater.value;
  if (name === 'coming') return coming.value === null;
  return name === 'locked' || (name === 'guest' && !guest.value);
}

/**
 * The lock before everything else. Today, or the page for somebody under 18, in place of a screen that is no part of this person's
 * app; Today also in place of the beginning once something has been kept; and before the first thing is, the question whether
 * others can open the phone.
 */
function allowed(asked: Route): Route {
  if (locked.value && !guest.value) return { name: 'locked', args: [] };
  // In another app's window nothing is kept: what would be gives way to the word about how to leave it.
  if (insideApp() && !opensInside(asked.name, asked.args, face.value === 'near')) return { name: 'install', args: [] };
  if (asking.value) return { name: 'shared', args: ['asked'] };
  const texts = bundle.value === 'missing' ? null : bundle.value;
  // Where a thread was erased just now, its screen says so.
  const thread = entriesOfKind('thread').length > 0 || asked.args[0] === 'close';
  const open = !texts || opens(texts, reader.value, asked.name, asked.args, thread);
  if (!open || over(asked)) return instead();
  if (coming.value && !guest.value && waits(coming.value, entries.value, asked.name, asked.args))
    return { name: 'coming', args: [asked.name] };
  // Where nothing can be kept nobody is asked how.
  const first = !vault.value && !answered.value && !unkept.value && !keepsNothing.peek();
  return first && texts && askedBefore(texts, asked.name, asked.args) ? { name: 'shared', args: ['before'] } : asked;
}

/** The question that a row of screens leads to was answered on the way, when something was kept: the row goes on. */
const passed = (): boolean =>
  route.value.name === 'shared' && vault.value !== null && !asksLater.value && !locked.value && goesOn();

function instead(): Route {
  if (under18.value) return { name: 'text', args: ['page', youngPage] };
  return { name: guest.value ? 'guest' : 'today', args: [] };
}

/** Frames to wait for what is drawn below the fold. */
const frames = 30;

/** Goes to where the screen was left, unfolded as it was, as soon as it is drawn that far, and to the link that led away. Returns what ends it. */
function settle({ y, link, open }: Place): () => void {
  const folded = new Set(open);
  const title = document.querySelector<HTMLElement>('h1');
  title?.setAttribute('tabindex', '-1');
  let frame = 0;
  const step = (more: number) => {
    for (const it of document.querySelectorAll('main details')) if (folded.delete(it.id)) it.setAttribute('open', '');
    scrollTo(0, y);
    const led = link === null ? title : document.querySelector<HTMLElement>(`main a[href="${link}"]`);
    (led ?? title)?.focus({ preventScroll: true });
    if (more > 0 && (folded.size > 0 || scrollY < Math.floor(y) || !led))
      frame = requestAnimationFrame(() => step(more - 1));
  };
  step(frames);
  // Whoever touches the screen meanwhile is where he wants to be.
  const stop = () => cancelAnimationFrame(frame);
  for (const touch of ['pointerdown', 'wheel', 'keydown']) addEventListener(touch, stop, { once: true });
  return stop;
}

/** Milliseconds after the first frame in which only what is pressed is done. */
const presses = 100;

/** `stands` is told, once, that something is drawn. */
export function App({ stands }: { stands: () => void }) {
  const { name, args } = allowed(route.value);
  const Shown = loadedScreen(name);
  const stuck = !Shown && missingScreen.value === name;
  const without = standsWithoutTexts(name) && !guest.value;
  const held = older.value && !guest.value && waitsForOlder(name, args);
  const blank = !stuck && bundle.value !== 'missing' && (!Shown || held || (bundle.value === null && !without));
  const told = useRef(false);

  useEffect(() => {
    if (!Shown) void fetchScreen(name);
  }, [name, Shown]);

  // Where a link leads straight to it, nobody has asked for them yet.
  useEffect(() => {
    if (!without && bundle.peek() === null) void have(locale.peek());
  }, [without]);

  // Only on arrival: while the question stands, it goes on by itself.
  useEffect(() => {
    if (passed()) onward();
  }, [route.value]);

  // Before anybody can have gone to a field of it: what is typed there must not miss it.
  useLayoutEffect(() => {
    const place = blank || stuck ? null : takePlace();
    // Who comes back finds the screen as it was left.
    if (place) return settle(place);
    // A screen reader starts reading at the new screen's title; sighted keyboard users start there too.
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  }, [name, args.join('/'), Shown, stuck, blank]);

  // After the frame that drew it.
  useEffect(() => {
    if (blank || told.current) return;
    told.current = true;
    requestAnimationFrame(() => {
      screenStands();
    });
    setTimeout(stands, presses);
  }, [blank]);

  // Older entries come after the frame that did without them, or when a screen cannot.
  useEffect(() => {
    if (!older.value || (blank && !held)) return;
    const wait = setTimeout(() => void vault.peek()?.diary.whole().catch(notOpened), held ? 0 : presses);
    return () => clearTimeout(wait);
  }, [older.value, held, blank]);

  if (passed()) return <Fragment />;
  if (bundle.value === 'missing' && name !== 'locked')
    return <Stuck title={t('stuck_texts')} again={() => changeLocale(locale.value)} />;
  if (stuck) return <Stuck back title={t('stuck_screen')} again={() => askAgain(name)} />;
  if (!Shown || blank) return <Fragment />;
  return <Shown key={`${name}/${args.join('/')}`} args={args} />;
}
