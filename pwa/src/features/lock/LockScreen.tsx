/** The lock: what the app is called, the PIN, two ways for somebody who has none, and crisis help. Nothing else of it is seen. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Mark } from '../../shared/Brand.tsx';
import { enter, openAsGuest, unlock } from '../../shared/lock.ts';
import { appName, mask } from '../../shared/mask.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { lockKind } from '../../shared/session.ts';
import { useTop } from '../../ui/top.ts';
import { Ask } from './Ask.tsx';
import { Crisis } from './Crisis.tsx';
import { Forgot } from './Forgot.tsx';
import { askAboutGuests, takesGuests } from './guests.ts';

export function LockScreen() {
  const [aside, go] = useState<'forgot' | 'crisis' | null>(null);
  useTop(String(aside));
  useEffect(() => void askAboutGuests(), []);
  if (aside === 'forgot') return <Forgot back={() => go(null)} />;
  if (aside === 'crisis') return <Crisis back={() => go(null)} />;
  return (
    <Screen
      mask
      low
      foot={
        <Dock>
          {takesGuests() && (
            <button type="button" class="btn quiet" onClick={openAsGuest}>
              {t('lock_guest')}
            </button>
          )}
          <div class="aside">
            <button type="button" class="link plainbtn" onClick={() => go('crisis')}>
              {t('crisis_help')}
            </button>
          </div>
        </Dock>
      }
    >
      <div class="mask push">
        <Mark of={mask.value} />
        <h1>{appName()}</h1>
        <p class="meta">{t(lockKind.value === 'words' ? 'words_write' : 'pin_write')}</p>
      </div>
      <Ask
        attempt={unlock}
        words={t('pin_open')}
        gone={() => void enter()}
        other={
          <button type="button" class="plain-link" onClick={() => go('forgot')}>
            {t(lockKind.value === 'words' ? 'words_forgot' : 'lock_forgot')}
          </button>
        }
      />
    </Screen>
  );
}
