/** The open link: what is literally true about this place, help at once, and the way in. Nothing is asked and nothing is kept. */

import { unnamed } from '../../core/model/browser.ts';
import { locale, t } from '../../platform/i18n.ts';
import { to } from '../../platform/router.ts';
import { insideApp } from '../../platform/storage.ts';
import { Brand } from '../../shared/Brand.tsx';
import { refusal } from '../../shared/disk.ts';
import { PendingDeletionsNotice } from '../../shared/notices/PendingDeletionsNotice.tsx';
import { RefusalNotice } from '../../shared/notices/RefusalNotice.tsx';
import { CrisisLink, Dock, Screen } from '../../shared/Screen.tsx';
import { changeLocale, face, under18 } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Hill } from './Hill.tsx';

export function First() {
  const inside = insideApp();
  // Who came back here before anything was kept has said whose app it is.
  const near = face.value === 'near';
  const other = locale.value === 'nb' ? 'en' : 'nb';
  return (
    <Screen
      drawn
      brand={<Brand />}
      foot={
        <Dock first>
          <a class="big" href={to('urge')}>
            <b>{t(near ? 'hard_now' : 'first_urge')}</b>
            <span>{t(near ? 'near_hold_small' : 'first_urge_small')}</span>
          </a>
          {/* In another app's window the way in ends at the word about how to leave it, so that stands at its beginning. */}
          <a class="btn wide" href={to(inside ? 'install' : 'what')}>
            {t('first_begin')}
          </a>
          <div class="aside">
            <CrisisLink />
            {!under18.value && !inside && (
              <a class="link" href={to('signin')}>
                {t('first_code')}
              </a>
            )}
            <button type="button" class="link plainbtn" lang={other} onClick={() => void changeLocale(other)}>
              {other === 'nb' ? 'Norsk' : 'English'}
            </button>
          </div>
        </Dock>
      }
    >
      {/* What must be said stands where it is seen also on a small phone. */}
      {!refusal.value && !inside && <Hill />}
      <h1 class="title">{t('first_title')}</h1>
      <RefusalNotice />
      <PendingDeletionsNotice />
      <p>
        <a class="link" href={to('text', 'page', 'privacy')}>
          {t('first_privacy')}
        </a>
      </p>
      <p class="read">{t(near ? 'near_first_for' : 'first_for')}</p>
      {inside && <Inside app={inside} />}
    </Screen>
  );
}

/** In the window of another app: said before anything is tried. */
function Inside({ app }: { app: string }) {
  return (
    <div class="notice">
      <Icon name="warning" />
      <p>
        {t(app === unnamed ? 'inside_first_some' : 'inside_first', { app })}{' '}
        <a href={to('install')}>{t('inside_first_link')}</a>
      </p>
    </div>
  );
}
