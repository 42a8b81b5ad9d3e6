/** Every screen: where you are and the way out at the top, words in the middle, what you press at the foot. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { back as goBack, type Name, to } from '../platform/router.ts';
import { Icon } from '../ui/Icon.tsx';
import { GuestBar } from './GuestBar.tsx';
import { Leave } from './Leave.tsx';
import { guest } from './session.ts';
import { face } from './state.ts';

export type Tab = 'today' | 'programme' | 'diary' | 'insights' | 'more';

interface Props {
  /** A root's own title, in the top bar. */
  heading?: string;
  /** The way back and its words; `true` is «Tilbake». */
  back?: true | { words: string; to?: Name; act?: () => void };
  /** In place of a heading or a way back. */
  brand?: ComponentChildren;
  /** The tab this screen belongs to; without one there are no tabs. */
  tab?: Tab;
  /** Title right under the top bar, the rest pushed to the foot (`.push`). */
  low?: boolean;
  /** Sky above, land below: first, wave, breath. */
  drawn?: boolean;
  /** The text scrolls under the foot, which then has a shadow. */
  floats?: boolean;
  /** Only what the app is called: the lock. */
  mask?: boolean;
  /** `Dock` or the hold. */
  foot?: ComponentChildren;
  children: ComponentChildren;
}

export function Screen({ heading, back, brand, tab, low, drawn, floats, mask, foot, children }: Props) {
  const look = mask ? 'mask' : face.value === 'near' ? 'near' : null;
  useLayoutEffect(() => {
    document.body.classList.toggle('drawn', drawn ?? false);
    if (look) document.body.dataset.face = look;
    else delete document.body.dataset.face;
  }, [drawn, look]);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <header class="top">
        {brand}
        {heading && <h1>{heading}</h1>}
        {back && <Back {...(back === true ? { words: t('back') } : back)} />}
        <Leave />
      </header>
      <main id="main" tabIndex={-1} class={low ? 'low' : undefined}>
        {children}
      </main>
      {(foot || tab) && (
        <div class={floats ? 'foot floats' : 'foot'}>
          {foot}
          {tab && (guest.value ? <GuestBar /> : <TabBar current={tab} />)}
        </div>
      )}
    </>
  );
}

/** https://developer.mozilla.org/docs/Web/API/CloseWatcher; TypeScript does not know it yet. */
declare const CloseWatcher: undefined | (new () => { onclose: (() => void) | null; destroy: () => void });

/**
 * The phone's own back button does what the way back at the top does. `CloseWatcher` hears it without an entry in the history
 * (ADR 0002). Only where one touches the screen: on a computer it would be the Escape key.
 */
function usePhoneBack(press: () => void): void {
  const latest = useRef(press);
  latest.current = press;
  const [heard, hear] = useState(0);
  useLayoutEffect(() => {
    if (typeof CloseWatcher === 'undefined' || !matchMedia('(pointer: coarse)').matches) return;
    const watcher = new CloseWatcher();
    watcher.onclose = () => {
      // It hears once. A screen that stays needs another one.
      hear((times) => times + 1);
      latest.current();
    };
    return () => watcher.destroy();
  }, [heard]);
}

function Back({ words, to: name, act }: { words: string; to?: Name; act?: () => void }) {
  const press = () => (act ? act() : goBack(name));
  usePhoneBack(press);
  return (
    <a
      class="back"
      href={to(name ?? 'today')}
      onClick={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <Icon name="back" />
      {words}
    </a>
  );
}

/** What is pressed: one `.btn.main`, at most two `.btn`, links in `.aside`. */
export function Dock({ children, first }: { children: ComponentChildren; first?: boolean }) {
  return (
    <section class={first ? 'dock first' : 'dock'} aria-label={t('next_action')}>
      {children}
    </section>
  );
}

export function TabBar({ current }: { current: Tab }) {
  const tabs: Tab[] = ['today', 'programme', 'diary', 'insights', 'more'];
  return (
    <nav class="tabs" aria-label={t('main_menu')}>
      {tabs.map((tab) => (
        <a key={tab} href={to(tab)} aria-current={tab === current ? 'page' : undefined}>
          <Icon name={tab} />
          {t(`tab_${tab}`)}
        </a>
      ))}
    </nav>
  );
}

/** A part of a page: a ledge, not a card. */
export function Part({ name, children, after }: { name: string; children: ComponentChildren; after?: boolean }) {
  return (
    <section class={after ? 'part after' : 'part'}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

/** Shown below text that no named role has reviewed. */
export function Draft({ shown }: { shown: boolean }) {
  return shown ? <p class="draft">{t('draft')}</p> : null;
}

export const CrisisLink = () => (
  <a class="link" href={to('text', 'page', 'crisis')}>
    {t('crisis_help')}
  </a>
);
