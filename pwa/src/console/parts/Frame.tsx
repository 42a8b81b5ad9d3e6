/** What stands around every room: the name, where one can go, warnings, and one line about what was done. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Key, locale, t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { lockDesk } from '../enter.ts';
import { daysToRenew } from '../lines.ts';
import { goToRoom, startInRoom } from '../rooms.ts';
import { keysOf } from '../shortcuts.ts';
import { type DeskRoom, desk, room, standing, told, unkeptDraft } from '../state.ts';
import { chooseLanguage } from '../words.ts';

const rooms: readonly { at: 'inbox' | 'guide' | 'device' | 'keys'; words: Key; key?: string }[] = [
  { at: 'inbox', words: 'nav_inbox', key: keysOf.inbox },
  { at: 'guide', words: 'nav_guide', key: keysOf.guide },
  { at: 'device', words: 'nav_device' },
  { at: 'keys', words: 'nav_keys', key: keysOf.keys },
];

/** The room's part of the way: a thread belongs to the inbox, a page of the app to the guide. */
const belongs = (at: DeskRoom['at']): DeskRoom['at'] => (at === 'thread' ? 'inbox' : at === 'page' ? 'guide' : at);

function Ways() {
  // Who is no coach any more has nothing to go to: what can be done about it stands in the room.
  const open = standing.value?.state === 'revoked' ? [] : rooms;
  return (
    <nav class="nav" aria-label={t('nav')}>
      {open.map(({ at, words, key }) => (
        <button
          key={at}
          type="button"
          class="way"
          aria-current={belongs(room.value.at) === at ? 'page' : undefined}
          aria-keyshortcuts={key}
          onClick={() => (at === 'inbox' ? startInRoom({ at }) : goToRoom({ at }))}
        >
          {t(words)}
        </button>
      ))}
      <button type="button" class="way way-lock" aria-keyshortcuts={keysOf.lock} onClick={() => void lockDesk()}>
        <Icon name="lock" />
        {t('lock')}
      </button>
    </nav>
  );
}

/** Where the end of a certificate is told beforehand: not above what somebody has written. */
const warned: readonly DeskRoom['at'][] = ['inbox', 'device'];

function Renewal() {
  const now = standing.value;
  const days = now && daysToRenew(now.expires, Date.now());
  if (!now || days === null || now.state !== 'active') return null;
  return (
    <div class="notice unprinted">
      <Icon name="warning" />
      <p>
        {days === 0 ? t('renew_today') : t('renew', { n: days })} {t('renew_how')}{' '}
        <span class="print">{now.fingerprint}</span>
      </p>
    </div>
  );
}

export function Frame({ children, wide }: { children: ComponentChildren; wide?: boolean }) {
  const open = desk.value !== null && room.value.at !== 'backup';
  const other = locale.value === 'nb' ? 'en' : 'nb';
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <header class="head">
        <span class="called">{t('title')}</span>
        {open ? (
          <Ways />
        ) : (
          <button type="button" class="way" lang={other} onClick={() => chooseLanguage(other)}>
            {t('other_language')}
          </button>
        )}
      </header>
      <main id="main" tabIndex={-1} class={wide ? 'broad' : ''}>
        <p class="told" role="status">
          {told.value}
        </p>
        {open && unkeptDraft.value && (
          <div class="notice unprinted" role="alert">
            <Icon name="warning" />
            <p>{t('unkept')}</p>
          </div>
        )}
        {open && warned.includes(room.value.at) && <Renewal />}
        {children}
      </main>
    </>
  );
}

/** The room's heading: a screen reader and the keyboard begin here. */
export function Title({ children }: { children: ComponentChildren }) {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <h1 class="title" tabIndex={-1} ref={title}>
      {children}
    </h1>
  );
}
