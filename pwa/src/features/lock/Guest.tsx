/** «Bruk appen uten å låse opp»: what can be used on somebody else's phone, or in a hurry on one's own. Nothing is kept. */
import { useEffect } from 'preact/hooks';
import { locale, t } from '../../platform/i18n.ts';
import { go, to } from '../../platform/router.ts';
import { endVisit } from '../../shared/lock.ts';
import { CrisisLink, Dock, Screen } from '../../shared/Screen.tsx';
import { answerWhat, changeLocale } from '../../shared/state.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LinkRow } from '../../ui/LinkRow.tsx';

function asRelative(): void {
  answerWhat(['relative']);
  go('programme');
}

export function Guest() {
  const other = locale.value === 'nb' ? 'en' : 'nb';
  // Whoever comes back to the overview may be another one than who read the programme.
  useEffect(() => {
    answerWhat([]);
  }, []);
  return (
    <Screen
      low
      foot={
        <Dock>
          <a class="btn main" href={to('urge')}>
            {t('hard_now')}
          </a>
          <button type="button" class="btn wide" onClick={endVisit}>
            {t('guest_lock')}
          </button>
          <div class="aside">
            <CrisisLink />
            <button type="button" class="link plainbtn" lang={other} onClick={() => void changeLocale(other)}>
              {other === 'nb' ? 'Norsk' : 'English'}
            </button>
          </div>
        </Dock>
      }
    >
      <h1 class="title">{t('guest_title')}</h1>
      <p class="read">{t('guest_read')}</p>
      <ul class="rows push">
        <LinkRow href={to('tools')} name={t('tools_title')} small={t('tools_small')} />
        <LinkRow href={to('help')} name={t('help_title')} small={t('help_small')} />
        <li>
          <button type="button" class="row" onClick={asRelative}>
            <span>
              {t('guest_near')}
              <small>{t('guest_near_small')}</small>
            </span>
            <Icon name="forward" />
          </button>
        </li>
      </ul>
    </Screen>
  );
}
