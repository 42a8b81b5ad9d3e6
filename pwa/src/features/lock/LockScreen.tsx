/** The lock: what the app is called, the PIN, and two ways for somebody who has none. Nothing else of it is seen. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Mark } from '../../shared/Brand.tsx';
import { enter, openAsGuest, unlock } from '../../shared/lock.ts';
import { appName, mask } from '../../shared/mask.ts';
import { Dock, Screen } from '../../shared/Screen.tsx';
import { lockKind } from '../../shared/session.ts';
import { useTop } from '../../ui/top.ts';
import { Ask } from './Ask.tsx';
import { Forgot } from './Forgot.tsx';
import { askAboutGuests, takesGuests } from './guests.ts';

export function LockScreen() {
  const [forgot, setForgot] = useState(false);
  useTop(String(forgot));
  useEffect(() => void askAboutGuests(), []);
  if (forgot) return <Forgot back={() => setForgot(false)} />;
  return (
    <Screen
      mask
      low
      foot={
        takesGuests() && (
          <Dock>
            <button type="button" class="btn quiet" onClick={openAsGuest}>
              {t('lock_guest')}
            </button>
          </Dock>
        )
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
          <button type="button" class="plain-link" onClick={() => setForgot(true)}>
            {t(lockKind.value === 'words' ? 'words_forgot' : 'lock_forgot')}
          </button>
        }
      />
    </Screen>
  );
}
