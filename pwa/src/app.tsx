/** The shell: which screen stands, what the page is called, where the focus goes. */
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { opens, youngPage } from './domain/face.ts';
import { locale, t } from './i18n.ts';
import { Stuck } from './parts/Stuck.tsx';
import { type Route, route } from './router.ts';
import { ask, askAgain, missing, shown } from './screens.ts';
import { bundle, changeLocale, reader, under18, vault } from './state.ts';

export type { ScreenProps } from './screens.ts';

/**
 * Today, or the page for somebody under 18, in place of a screen that is no part of this person's app; Today also in place of
 * the beginning once something has been kept.
 */
function allowed(asked: Route): Route {
  const texts = bundle.value;
  const begun = asked.name === 'first' && vault.value !== null;
  const open = !texts || texts === 'missing' || opens(texts, reader.value, asked.name, asked.args);
  if (open && !begun) return asked;
  return under18.value ? { name: 'text', args: ['page', youngPage] } : { name: 'today', args: [] };
}

export function App() {
  const { name, args } = allowed(route.value);
  const Shown = shown(name);
  const stuck = !Shown && missing.value === name;

  useEffect(() => {
    if (!Shown) void ask(name);
  }, [name, Shown]);

  useEffect(() => {
    // A screen reader starts reading at the new screen's title; sighted keyboard users start there too.
    const title = document.querySelector<HTMLElement>('h1');
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  }, [name, args.join('/'), Shown, stuck]);

  if (bundle.value === 'missing')
    return <Stuck title={t('stuck_texts')} again={() => void changeLocale(locale.value)} />;
  if (stuck) return <Stuck back title={t('stuck_screen')} again={() => void askAgain(name)} />;
  if (!Shown || bundle.value === null) return <Fragment />;
  return <Shown key={`${name}/${args.join('/')}`} args={args} />;
}
